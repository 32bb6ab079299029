"""The empty workbook for old answers: headings to fill in, and what may stand in each column."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from maklumat.surveys import answerfiles
from maklumat.surveys.instrument import Instrument

BEFORE = (answerfiles.DAY, answerfiles.TIME, answerfiles.SEX, answerfiles.AGE,
          answerfiles.EDUCATION, answerfiles.OCCUPATION)  # fmt: skip


def headings(rules: Instrument) -> list[str]:
    return [*BEFORE, *rules.keys, answerfiles.TEXT]


def workbook(rules: Instrument) -> bytes:
    """Return a workbook whose first sheet is to be filled in; the second explains it."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Jawaban"
    sheet.append(headings(rules))
    for at, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = max(12, len(str(cell.value)) + 3)
    sheet.freeze_panes = "A2"
    told = book.create_sheet("Petunjuk")
    told.append([_("Column"), _("What may stand there")])
    for row in legend(rules):
        told.append(list(row))
    for cell in told[1]:
        cell.font = Font(bold=True)
    told.column_dimensions["A"].width, told.column_dimensions["B"].width = 22, 90
    for (cell,) in told.iter_rows(min_row=2, min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def legend(rules: Instrument) -> list[tuple[str, str]]:
    """Return each column with what may stand in it."""
    profile = [
        (answerfiles.DAY, _("day, such as 16/11/2026; needed")),
        (answerfiles.TIME, _("pagi or siang, or a time such as 09.30; may be empty")),
        (answerfiles.SEX, _("L or P; may be empty")),
        (answerfiles.AGE, _("years; may be empty")),
        (answerfiles.EDUCATION, _("SD, SMP, SMA, D3, S1, S2 or S3; may be empty")),
        (answerfiles.OCCUPATION, _("PNS, TNI, POLRI, SWASTA, WIRAUSAHA or LAINNYA; may be empty")),
    ]
    marks = [
        (element.key, f"{element.name}: " + ", ".join(
            f"{mark} = {label}" for mark, label in enumerate(element.labels, start=1)))
        for element in rules.elements
    ]  # fmt: skip
    return [*profile, *marks, (answerfiles.TEXT, _("own words, without names; may be empty"))]
