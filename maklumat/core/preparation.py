"""Bring an installation to the version of the code: what start-up does before it serves.

Every step remembers the digest of what it was made from, so a second start does nothing twice.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maklumat.core import pagecache
from maklumat.core.translations import compile_catalogues
from maklumat.core.webfont import build_web_font

Say = Callable[[str], None]
CODE = Path(settings.BASE_DIR) / "maklumat"
LOCK = Path(settings.BASE_DIR) / "requirements" / "run.txt"

# Extensions of htmx that no page uses; some name files in comments that cannot be found.
UNUSED_STATIC_FILES = ["django_htmx/ext/*"]


class Memory:
    """What the earlier start-ups made, in one small file of the data folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "prepared.json"
        text = self.file.read_text(encoding="utf-8") if self.file.is_file() else "{}"
        self.made: dict[str, str] = json.loads(text)

    def forget(self, database: str) -> None:
        """Forget what was loaded into an earlier database of this name."""
        self.made = {step: made for step, made in self.made.items() if database not in step}

    def remember(self, step: str, digest: str) -> None:
        self.made[step] = digest
        aside = self.file.with_suffix(".part")
        aside.write_text(json.dumps(self.made, indent=1), encoding="utf-8")
        aside.replace(self.file)


def prepare(folder: Path, *, empty: bool, say: Say) -> None:
    """Compile translations, cut the font, migrate, load registers and demo, collect static files.

    `empty` means a real government: the demo is never loaded into this database, then or later.
    """
    folder.mkdir(parents=True, exist_ok=True)
    memory = Memory(folder)
    if compile_catalogues(CODE):
        say("Translations compiled.")
    if build_web_font(folder / "fonts")[1]:
        say("Web font made.")
    if _migrate(say):
        memory.forget(_database())
        memory.remember(f"demo {_database()}", "never" if empty else "wanted")
    _load_regions(memory, say)
    _load_templates(memory, say)
    _load_terms(memory, say)
    _load_instruments(memory, say)
    _load_demo(memory, say)
    _collect_static(memory, folder, say)
    pagecache.forget_everything()


def _migrate(say: Say) -> bool:
    """Apply what is missing; return whether the database was new."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    is_new = not executor.loader.applied_migrations
    say("Creating the database …" if is_new else "Migrating the database …")
    call_command("migrate", interactive=False, verbosity=0)
    return is_new


def _load_regions(memory: Memory, say: Say) -> None:
    """Load the official code list of regions into every database, and again when it changed."""
    step, now = f"regions {_database()}", _digest(_files(CODE, ".csv"))
    if memory.made.get(step) == now or "regions" not in get_commands():
        return
    say("Loading the code list of regions …")
    call_command("regions", "load", stdout=StringIO())
    memory.remember(step, now)


def _load_templates(memory: Memory, say: Say) -> None:
    """Load the library of ready standards into every database, and again when it changed."""
    step, now = f"templates {_database()}", _digest(sorted(CODE.rglob("data/templates.yaml")))
    if memory.made.get(step) == now or "templates" not in get_commands():
        return
    say("Loading the template library …")
    call_command("templates", "load", stdout=StringIO())
    memory.remember(step, now)


def _load_terms(memory: Memory, say: Say) -> None:
    """Load the terms of complaint handling into every database, and again when one was added."""
    files = [*CODE.rglob("data/rules-*.yaml"), *CODE.rglob("data/categories.yaml")]
    step, now = f"terms {_database()}", _digest(sorted(files))
    if memory.made.get(step) == now or "complaints" not in get_commands():
        return
    say("Loading the terms of complaint handling …")
    call_command("complaints", "load", stdout=StringIO())
    memory.remember(step, now)


def _load_instruments(memory: Memory, say: Say) -> None:
    """Load the survey instruments into every database, and again when a version was added."""
    step = f"instruments {_database()}"
    now = _digest(sorted(CODE.rglob("surveys/data/*.yaml")))
    if memory.made.get(step) == now or "surveys" not in get_commands():
        return
    say("Loading the survey instruments …")
    call_command("surveys", "load", stdout=StringIO())
    memory.remember(step, now)


def _load_demo(memory: Memory, say: Say) -> None:
    """Load the demo where it was wanted, and again when its data changed; never elsewhere."""
    step = f"demo {_database()}"
    before, now = memory.made.get(step, "never"), _digest(_files(CODE, ".yaml"))
    if before in ("never", now) or "demo" not in get_commands():
        return
    say("Loading the demo government …")
    call_command("demo", "load", stdout=StringIO())  # `./run` shows the sign-ins when all runs
    memory.remember(step, now)


def _collect_static(memory: Memory, folder: Path, say: Say) -> None:
    sources = [*_files(CODE, below="static"), *_files(folder / "fonts"), LOCK]
    now = _digest(sources)
    if memory.made.get("static") == now and (folder / "static").is_dir():
        return
    say("Collecting static files …")
    call_command(
        "collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC_FILES
    )
    memory.remember("static", now)


def _database() -> str:
    """Return a short name of the database that holds no secret."""
    chosen = settings.DATABASES["default"]
    text = f"{chosen['ENGINE']} {chosen.get('HOST', '')} {chosen.get('PORT', '')} {chosen['NAME']}"
    return sha256(text.encode()).hexdigest()[:12]


def _files(folder: Path, *endings: str, below: str = "") -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        fits = not endings or path.suffix in endings
        if fits and (not below or below in path.parts) and path.is_file():
            yield path


def _digest(paths: "Iterator[Path] | list[Path]") -> str:
    seen = sha256()
    for path in paths:
        seen.update(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return seen.hexdigest()
