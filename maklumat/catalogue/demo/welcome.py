"""What a person needs to try the demo: addresses, people, one password made for this machine."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from maklumat.accounts.models import User

FILE = "welcome.txt"
_WORDS = (
    "angin", "awan", "bakau", "bambu", "batu", "bintang", "bukit", "bulan", "cemara", "cendana",
    "dermaga", "embun", "gelatik", "gunung", "hujan", "jati", "kayu", "kelapa", "kenari",
    "kerang", "kopi", "kumbang", "lembah", "lontar", "manggis", "matahari", "melati", "nipah",
    "ombak", "padi", "pantai", "perahu", "pohon", "pulau", "rotan", "rusa", "sagu", "sawah",
    "senja", "sungai", "tenun", "teluk", "tebing", "timur", "tikar", "tunas", "udara", "utara",
)  # fmt: skip


def new_password() -> str:
    """Return a password that is easy to type: four words and two digits."""
    words = [secrets.choice(_WORDS) for _ in range(4)]
    return "-".join([*words, f"{secrets.randbelow(90) + 10}"])


def text(people: Iterable[tuple[User, str]], password: str) -> str:
    """Return the sign-ins as lines; `{address}` is for `./run` to fill in."""
    lines = [f"  {user.email:<32} {user.first_name}, {role}" for user, role in people]
    return "\n".join(
        [
            "This is the demo of a fictional government. Everybody signs in at {address}/petugas/",
            f"with the password  {password}",
            *lines,
            "A kiosk: sign in as an officer, open {address}/petugas/kiosk/, take a kiosk, make its code,",
            "and type it at {address}/kiosk/ in another browser window.",
            "",
        ]
    )


def keep(folder: Path, content: str) -> None:
    """Write the sign-ins where only the owner of this account reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE
    target.unlink(missing_ok=True)
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
