"""Load the instruments that come with the product; one that is used is frozen."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.core import audit, datafiles
from maklumat.core.errors import RuleBroken
from maklumat.surveys import instrument
from maklumat.surveys.models import InstrumentVersion, Response

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load(*, at: datetime, actor: str = "maklumat", folder: Path = DATA) -> int:
    """Add the versions that are missing and return how many; the newest of a code is asked.

    Raises BadDataFile; RuleBroken when a file changes a version that a questionnaire names.
    """
    return sum(_load(path, at, actor) for path in sorted(folder.glob("*.yaml")))


def _load(path: Path, at: datetime, actor: str) -> int:
    content = datafiles.read(path)
    try:
        read = instrument.instrument(content)
    except (KeyError, ValueError, TypeError) as error:
        raise datafiles.BadDataFile(f"{path.name}: {error}") from error
    code = read.code.partition("-")[0]
    known = InstrumentVersion.objects.filter(code=code, version=read.version).first()
    if known is None:
        _add(code, read, content, at, actor)
        return 1
    if known.content != content:
        if Response.objects.filter(instrument=known).exists():
            raise RuleBroken(
                _("%(name)s %(version)s is in use and stays as it is; give the file a new version.")
                % {"name": known.name, "version": known.version}
            )
        known.content = content
        known.save(update_fields=["content"])
    return 0


def _add(
    code: str, read: instrument.Instrument, content: datafiles.Entry, at: datetime, actor: str
) -> None:
    newer = InstrumentVersion.objects.filter(code=code, version__gt=read.version).exists()
    if not newer:
        InstrumentVersion.objects.filter(code=code).update(is_current=False)
    row = InstrumentVersion.objects.create(
        code=code, version=read.version, name=read.name, content=content,
        is_current=not newer, loaded_at=at,
    )  # fmt: skip
    audit.record(
        action="surveys.instrument_loaded",
        actor=actor,
        target=f"instrument:{row.code}:{row.version}",
        at=at,
    )
