"""The workbook of standards: one sheet of services, one sheet for each list that a standard has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from maklumat.catalogue.models import Term
from maklumat.core.errors import RuleBroken
from maklumat.exchange import archives, tables
from maklumat.exchange.sheets import (
    CODE_HEAD,
    LISTS,
    NAMES,
    SERVICES,
    SHEETS,
    TERMS,
    Choices,
    Column,
    Sheet,
)
from maklumat.exchange.tables import Tables

HELP = "?"  # begins the row that helps, which is never read
CHOICES_TITLE = "Daftar"
FIRST = 3  # under head and help
FREE_ROWS = 3000  # how far down the lists to choose from reach
MOST_ROWS = 30_000
MOST_COLUMNS = 40
HEAD = PatternFill("solid", fgColor="FF0B5D57")
GROUND = PatternFill("solid", fgColor="FFEFF4F3")
CODE_WIDTH = 34


@dataclass(frozen=True)
class Line:
    """A row that came in: the code it belongs to and its cells in the order of our columns."""

    sheet: Sheet
    number: int
    code: str
    cells: tuple[object, ...]
    letters: tuple[str, ...]
    formulas: frozenset[int]

    def address(self, at: int | None = None) -> str:
        """Return where a cell stands, `Biaya!D7`; without `at`, the cell of the code."""
        letter = self.letters[0] if at is None else self.letters[at + 1]
        return f"{self.sheet.title}!{letter}{self.number}"


def write(services: Iterable[tuple[str, Tables]], terms: Iterable[Term]) -> bytes:
    """Return the workbook of these services, each with its code; `terms` are offered in lists."""
    book = Workbook()
    book.remove(book.active)
    with override("id"):
        made = {sheet.title: _new_sheet(book, sheet) for sheet in SHEETS}
        for code, found in services:
            for sheet in SHEETS:
                for row in found[sheet.title]:
                    _append(made[sheet.title], sheet, code, row)
        _add_choices(book, made, list(terms))
        data = BytesIO()
        book.save(data)
    return data.getvalue()


def _new_sheet(book: Workbook, sheet: Sheet) -> Worksheet:
    made = book.create_sheet(sheet.title)
    code_help = _("Never change the code of a service; a new code makes a new draft.")
    made.append([CODE_HEAD, *(column.head for column in sheet.columns)])
    made.append([f"{HELP} {code_help}", *(str(column.help) for column in sheet.columns)])
    for cell in made[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in made[2]:
        cell.font, cell.fill = Font(italic=True, color="FF4A5553"), GROUND
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for at, width in enumerate((CODE_WIDTH, *(column.width for column in sheet.columns)), start=1):
        made.column_dimensions[get_column_letter(at)].width = width
    made.freeze_panes = "B3"
    return made


def _append(made: Worksheet, sheet: Sheet, code: str, row: tables.Row) -> None:
    values = [tables.shown(sheet, *pair) for pair in zip(sheet.columns, row, strict=True)]
    made.append([code, *values])
    for cell in made[made.max_row]:
        _as_text(cell)


def _as_text(cell: Cell) -> None:
    """Keep a text a text, whatever it begins with: a spreadsheet must never run it."""
    if isinstance(cell.value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        if cell.value[:1] in "=+-@":
            cell.quotePrefix = True
        if "\n" in cell.value or len(cell.value) > CODE_WIDTH:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _add_choices(book: Workbook, made: dict[str, Worksheet], terms: Sequence[Term]) -> None:
    """Offer the words of each choice in its cells, and the known codes in every list."""
    hidden = book.create_sheet(CHOICES_TITLE)
    hidden.sheet_state = "hidden"
    at = 0
    for sheet in SHEETS:
        for place, column in enumerate(sheet.columns, start=2):
            words = _words(sheet, column, terms)
            if not words:
                continue
            at += 1
            letter = get_column_letter(at)
            for number, word in enumerate([column.head, *words], start=1):
                hidden.cell(number, at, word)
            source = f"={CHOICES_TITLE}!${letter}$2:${letter}${len(words) + 1}"
            several = column.field in TERMS and column.field != "sector"
            _offer(made[sheet.title], place, source, strict=not several)
    for sheet in LISTS:
        _offer(made[sheet.title], 1, f"={SERVICES.title}!$A${FIRST}:$A${FREE_ROWS}")


def _words(sheet: Sheet, column: Column, terms: Sequence[Term]) -> list[str]:
    if column.field in TERMS:
        return [term.name for term in terms if term.kind == TERMS[column.field]]
    if column.field in NAMES:
        return []
    if column.field == "for_vulnerable":
        return ["ya"]
    choices = sheet.rule(column).choices
    return list(Choices(choices).words.values()) if choices else []


def _offer(made: Worksheet, place: int, source: str, *, strict: bool = True) -> None:
    """Offer a list; a cell that may hold several lines of it takes other text too."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=strict)
    rule.error = _("Choose from the list.")
    letter = get_column_letter(place)
    rule.add(f"{letter}{FIRST}:{letter}{FREE_ROWS}")
    made.add_data_validation(rule)


def read(content: bytes) -> dict[str, list[Line]]:
    """Return the rows of each sheet of ours that is there.

    A sheet that is missing changes nothing. Raises RuleBroken where the file as a whole will not do.
    """
    archives.check(content, ".xlsx")
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheets = {name.strip().casefold(): book[name] for name in book.sheetnames}
        found = {
            sheet.title: list(_lines(sheet, sheets[sheet.title.casefold()]))
            for sheet in SHEETS
            if sheet.title.casefold() in sheets
        }
    except RuleBroken:
        raise
    except Exception:  # noqa: BLE001  # whatever the reader stumbles over, the file is to blame
        raise RuleBroken(
            _("The workbook cannot be read. Open it, save it again as .xlsx, and send that.")
        ) from None
    if SERVICES.title not in found:
        raise RuleBroken(
            _("The sheet “%s” is missing. Start from a workbook that was exported here.")
            % SERVICES.title
        )
    return found


def _lines(sheet: Sheet, source: Worksheet) -> Iterator[Line]:
    if hasattr(source, "reset_dimensions"):
        source.reset_dimensions()
    places: list[int | None] = []
    rows = source.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, start=1):
        if number == 1:
            places = _places(sheet, row)
            continue
        if number > MOST_ROWS:
            raise RuleBroken(
                _("The sheet “%(sheet)s” has more than %(most)d rows. Split the workbook.")
                % {"sheet": sheet.title, "most": MOST_ROWS}
            )
        picked = [
            row[place] if place is not None and place < len(row) else None for place in places
        ]
        values = [
            tables.KEEP if place is None else None if cell is None else cell.value
            for place, cell in zip(places, picked, strict=True)
        ]
        code = "" if values[0] is None else tables.clean(str(values[0]))
        if code.startswith(HELP) or not any(
            value not in (None, "") and value is not tables.KEEP for value in values
        ):
            continue
        formulas = frozenset(
            at for at, cell in enumerate(picked[1:]) if cell is not None and cell.data_type == "f"
        )
        letters = tuple("" if place is None else get_column_letter(place + 1) for place in places)
        yield Line(sheet, number, code, tuple(values[1:]), letters, formulas)
    if not places:
        raise RuleBroken(_("The sheet “%s” is empty.") % sheet.title)


def _places(sheet: Sheet, row: Sequence[Cell]) -> list[int | None]:
    """Return where each of our columns stands: they may have been moved about.

    None for one that workbooks of before do not have.
    """
    heads: dict[str, int] = {}
    for place, cell in enumerate(row):
        heads.setdefault(str(cell.value or "").strip().casefold(), place)
    wanted = [CODE_HEAD, *(column.head for column in sheet.columns)]
    must = [CODE_HEAD, *(column.head for column in sheet.columns if not column.later)]
    missing = [head for head in must if head.casefold() not in heads]
    if missing:
        raise RuleBroken(
            _("The sheet “%(sheet)s” lacks the columns: %(heads)s. Give them back their names.")
            % {"sheet": sheet.title, "heads": ", ".join(missing)}
        )
    return [heads.get(head.casefold()) for head in wanted]
