"""The code list of provinces, regencies and cities (Kemendagri), read from CSV."""

import csv
import re
from pathlib import Path

from django.utils.translation import gettext as _

from maklumat.agencies.models import Region
from maklumat.core.datafiles import BadDataFile

CODES = Path(__file__).parent / "data" / "regions.csv"
COLUMNS = ["code", "level", "kind", "parent_code", "name", "full_name", "autonomous"]
_CODE = re.compile(r"\d{2}(\.\d{2}){0,3}")


def read(path: Path) -> list[Region]:
    """Return the regions of a file, not saved, each after the one it is part of.

    Raises BadDataFile.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadDataFile(
            _("%(file)s cannot be read: %(why)s. Save it as CSV in UTF-8.")
            % {"file": path.name, "why": error}
        ) from None
    if not lines or lines[0] != COLUMNS:
        raise BadDataFile(
            _("%(file)s, line 1: the columns must be %(columns)s.")
            % {"file": path.name, "columns": ",".join(COLUMNS)}
        )
    regions: dict[str, Region] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if fault := _fault(cells, regions):
            line = _("line")
            place = f"{path.name}, {line} {number}"
            raise BadDataFile(f"{place}: {fault}")
        row = dict(zip(COLUMNS, cells, strict=True))
        regions[row["code"]] = Region(
            code=row["code"],
            level=row["level"],
            kind=row["kind"],
            parent_id=row["parent_code"] or None,
            name=row["name"],
            full_name=row["full_name"],
            autonomous=row["autonomous"] == "yes",
        )
    return list(regions.values())


def _fault(cells: list[str], known: dict[str, Region]) -> str:
    if len(cells) != len(COLUMNS):
        return str(_("needs %d cells.") % len(COLUMNS))
    code, _level, _kind, parent, name, full_name, autonomous = cells
    if not _CODE.fullmatch(code):
        return str(_("“%s” is not a region code; write one such as 53.71.") % code)
    if code in known:
        return str(_("code %s stands here twice; remove one.") % code)
    if parent and parent not in known:
        return str(_("%s, of which it is part, must come before it.") % parent)
    if not name or not full_name:
        return str(_("the name is missing."))
    if autonomous not in ("yes", "no"):
        return str(_("“autonomous” must be yes or no."))
    return ""
