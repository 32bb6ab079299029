"""The texts of the demo's reports: read from `stories/`, varied by case.

[a|b|c] holds ways to say a thing; the n-th use of a story takes the n-th everywhere, so that title,
text, wish and answer speak of the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from maklumat.complaints.workflow import Kind
from maklumat.core import datafiles

DATA = Path(__file__).parent / "stories"
_CHOICE = re.compile(r"\[([^\]]*)\]")
_KEYS = ("a", "s", "c", "k", "t", "x", "w", "r", "d", "o", "f", "from", "comp", "restricted")
_OPENINGS = ("", "Selamat pagi. ", "", "Assalamualaikum. ", "", "Dengan hormat. ", "Permisi, ")
REPLIES = (
    "Terima kasih atas laporannya. Kami periksa dan kabari dalam beberapa hari.",
    "Laporan sudah kami terima di bidang yang menangani. Petugas sedang menelusuri.",
    "Kami sudah melihat laporan Anda dan menjadwalkan pemeriksaan.",
    "Terima kasih sudah memberi tahu. Kami tanyakan dulu ke unit terkait.",
)


@dataclass(frozen=True)
class Story:
    """One trouble that people report, with all its wordings."""

    agency: str
    service: str
    category: str
    kind: Kind
    title: str
    text: str
    wish: str
    reply: str
    result: str
    anonymous: bool = False
    confidential: bool = False
    restricted: bool = False
    first_agency: str = ""  # where it goes by mistake
    compensation: bool = False


@dataclass(frozen=True)
class Told:
    """A story as one person tells it, with what the agency says."""

    title: str
    text: str
    wish: str
    reply: str
    result: str


def read() -> list[Story]:
    """Return all stories, in the order of their files."""
    found = []
    for path in sorted(DATA.glob("*.yaml")):
        for entry in datafiles.read(path).rows("stories"):
            entry.only(*_KEYS)
            found.append(
                Story(
                    agency=entry.text("a"),
                    service=entry.text("s", ""),
                    category=entry.text("c"),
                    kind=Kind(entry.text("k", Kind.COMPLAINT.value)),
                    title=entry.text("t"),
                    text=entry.text("x"),
                    wish=entry.text("w", ""),
                    reply=entry.text("r", ""),
                    result=entry.text("d"),
                    anonymous=entry.flag("o"),
                    confidential=entry.flag("f"),
                    restricted=entry.flag("restricted"),
                    first_agency=entry.text("from", ""),
                    compensation=entry.flag("comp"),
                )
            )
    return found


def tell(story: Story, use: int, serial: int, details: Mapping[str, str]) -> Told:
    """Tell a story for the `use`-th time; the fourth time it ends in other words."""
    text = _spin(story.text, use, closing=use // 3)
    opening = _OPENINGS[serial % len(_OPENINGS)]
    if opening.endswith(", "):
        text = text[:1].lower() + text[1:]
    reply = _spin(story.reply, use) if story.reply else REPLIES[serial % len(REPLIES)]
    return Told(
        title=_spin(story.title, use).format_map(details)[:150],
        text=(opening + text).format_map(details),
        wish=_spin(story.wish, use),
        reply=reply.format_map(details),
        result=_spin(story.result, use).format_map(details),
    )


def _spin(text: str, use: int, closing: int = 0) -> str:
    """Take one way of each choice; the last one is shifted by `closing`.

    >>> _spin("[Ada|Tidak ada] air di [sini|sana].", 1)
    'Tidak ada air di sana.'
    """
    last = len(_CHOICE.findall(text)) - 1
    at = iter(range(last + 1))

    def chosen(match: re.Match[str]) -> str:
        ways: Sequence[str] = match[1].split("|")
        return ways[(use + (closing if next(at) == last else 0)) % len(ways)]

    return " ".join(_CHOICE.sub(chosen, text).split())
