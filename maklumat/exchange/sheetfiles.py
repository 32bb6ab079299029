"""CSV and XLSX files that people send, as rows of text. Nothing in them is run or followed."""

import csv
import io
from datetime import date, datetime

from django.core.files import File
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from maklumat.core.errors import RuleBroken
from maklumat.exchange import archives

MOST_ROWS = 20_000
MOST_COLUMNS = 80
LONGEST_CELL = 20_000
KINDS = (".csv", ".xlsx")

Rows = list[list[str]]


def accept(file: File) -> tuple[bytes, str]:
    """Return content and kind of an uploaded table. Raises RuleBroken with a sentence."""
    name = str(file.name or "").lower()
    kind = next((ending for ending in KINDS if name.endswith(ending)), "")
    if not kind:
        raise RuleBroken(_("Choose a CSV or XLSX file. Save an older workbook as .xlsx first."))
    content = archives.accept(file, kind) if kind == ".xlsx" else archives.accept_text(file)
    rows(content, kind)
    return content, kind


def rows(content: bytes, kind: str) -> Rows:
    """Return the rows of a table, the headings first. Raises RuleBroken with a sentence."""
    found = _from_workbook(content) if kind == ".xlsx" else _from_csv(content)
    while found and not any(found[-1]):
        found.pop()
    if len(found) < 2:
        raise RuleBroken(_("The file holds no rows below the headings."))
    if len(found) > MOST_ROWS + 1:
        raise RuleBroken(
            _("The file has more than %(most)d rows. Split it by year.") % {"most": MOST_ROWS}
        )
    return found


def _from_csv(content: bytes) -> Rows:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise RuleBroken(_("The file is not text. Save it as CSV (UTF-8)."))
    if "\x00" in text:
        raise RuleBroken(_("The file is not text. Save it as CSV (UTF-8)."))
    first = text.partition("\n")[0]
    sign = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    found: Rows = []
    try:
        for row in reader:
            found.append([_cell(value) for value in row[:MOST_COLUMNS]])
            if len(found) > MOST_ROWS + 1:
                break
    except csv.Error as error:
        raise RuleBroken(
            _("The CSV file can't be read from row %d on.") % reader.line_num
        ) from error
    return found


def _from_workbook(content: bytes) -> Rows:
    archives.check(content, ".xlsx")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (*archives.DAMAGE, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken(_("The workbook is damaged. Open it and save it again.")) from error
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        found: Rows = []
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            found.append([_cell(value) for value in row])
            if len(found) > MOST_ROWS + 1:
                break
        return found
    except (*archives.DAMAGE, KeyError, TypeError, AttributeError, IndexError) as error:
        raise RuleBroken(_("The workbook is damaged. Open it and save it again.")) from error
    finally:
        book.close()


def _cell(value: object) -> str:
    """Return a cell as text; a formula counts by the result that was stored with it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\x00", "").strip()[:LONGEST_CELL].removeprefix("'")
