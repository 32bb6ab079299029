"""Workbooks of several sheets with living formulas, written row by row: any length, little memory.

`sheets` makes small tables with openpyxl; this writes the few parts of an XLSX file itself, because
every formula must carry its value too: a preview on a phone computes nothing.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

PLAIN, HEAD, TITLE, TWO, FOUR, RESULT, WRAPPED = range(7)
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BEGIN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_BEGIN}<styleSheet xmlns="{_NAMESPACE}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="0.00"/>'
    '<numFmt numFmtId="165" formatCode="0.0000"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="14"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyFont="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Formula:
    """A formula as a spreadsheet in English writes it, without "=", and what it gives."""

    text: str
    value: int | Decimal | str
    style: int = PLAIN


@dataclass(frozen=True)
class Cell:
    value: int | Decimal | str
    style: int = PLAIN


Content = Formula | Cell | int | Decimal | str | None


@dataclass(frozen=True)
class Sheet:
    """`rows` may be read once only. `frozen`: how many rows stay in sight."""

    name: str
    rows: Iterable[Sequence[Content]]
    widths: Sequence[int] = field(default=())
    frozen: int = 0


def write(target: IO[bytes], sheets: Sequence[Sheet]) -> None:
    """Write the workbook. A text is always a text, also one that begins like a formula."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        numbers = range(1, len(sheets) + 1)
        book.writestr("[Content_Types].xml", _content_types(numbers))
        book.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        book.writestr("xl/workbook.xml", _workbook(sheets))
        parts = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        book.writestr("xl/_rels/workbook.xml.rels", _relations([*parts, ("styles", "styles.xml")]))
        book.writestr("xl/styles.xml", _STYLES)
        for number, sheet in enumerate(sheets, start=1):
            with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for piece in _sheet(sheet):
                    part.write(piece.encode())


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'{_BEGIN}<worksheet xmlns="{_NAMESPACE}">'
    if sheet.frozen:
        yield (
            '<sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="{sheet.frozen}" topLeftCell="A{sheet.frozen + 1}"'
            ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        )
    if sheet.widths:
        yield "<cols>"
        for at, width in enumerate(sheet.widths, start=1):
            yield f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        yield "</cols>"
    yield "<sheetData>"
    letters = [get_column_letter(at) for at in range(1, 60)]
    for number, row in enumerate(sheet.rows, start=1):
        cells = "".join(
            _cell(f"{letters[at]}{number}", content)
            for at, content in enumerate(row)
            if content is not None
        )
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(place: str, content: Content) -> str:
    style = ""
    formula = ""
    value = content
    if isinstance(content, Cell | Formula):
        style = f' s="{content.style}"' if content.style else ""
        value = content.value
    if isinstance(content, Formula):
        formula = f"<f>{escape(content.text)}</f>"
    if isinstance(value, int | Decimal):
        return f'<c r="{place}"{style}>{formula}<v>{value}</v></c>'
    text = escape(ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    if formula:
        return f'<c r="{place}"{style} t="str">{formula}<v>{text}</v></c>'
    return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    names = "".join(
        f'<sheet name={quoteattr(sheet.name[:31])} sheetId="{at}" r:id="rId{at}"/>'
        for at, sheet in enumerate(sheets, start=1)
    )
    return (
        f'{_BEGIN}<workbook xmlns="{_NAMESPACE}" xmlns:r="{_OFFICE}">'
        f'<sheets>{names}</sheets><calcPr calcId="0" fullCalcOnLoad="1"/></workbook>'
    )


def _relations(parts: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        for at, (kind, path) in enumerate(parts, start=1)
    )
    return f'{_BEGIN}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types(numbers: Iterable[int]) -> str:
    parts = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    parts += [(f"xl/worksheets/sheet{number}.xml", "worksheet") for number in numbers]
    rows = "".join(
        f'<Override PartName="/{path}" ContentType="{_TYPES}.{kind}+xml"/>' for path, kind in parts
    )
    return (
        f'{_BEGIN}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{rows}</Types>"
    )
