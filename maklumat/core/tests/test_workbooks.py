"""A workbook that is streamed: sheets, numbers, texts, formulas with their values."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from maklumat.core.workbooks import HEAD, TWO, Cell, Formula, Sheet, write


def made(*sheets: Sheet) -> BytesIO:
    file = BytesIO()
    write(file, sheets)
    return file


def test_a_workbook_opens_with_all_that_was_written() -> None:
    rows = [
        [Cell("Nama", HEAD), "Nilai"],
        ["Siti <&> \x01", 3],
        ["=1+1", Decimal("2.5")],
        [None, 4],
    ]
    file = made(Sheet("Data", rows, [30, 10], 1), Sheet("Lain & “lagi”", [["x"]]))

    book = load_workbook(file)

    assert book.sheetnames == ["Data", "Lain & “lagi”"]
    assert [cell.value for cell in book["Data"]["A"]] == ["Nama", "Siti <&> ", "=1+1", None]
    assert book["Data"]["A3"].data_type == "s"  # a text, whatever it begins with
    assert [cell.value for cell in book["Data"]["B"]] == ["Nilai", 3, 2.5, 4]
    assert book["Data"].freeze_panes == "A2"
    assert book["Data"].column_dimensions["A"].width == 30


def test_a_formula_carries_its_value() -> None:
    file = made(Sheet("A", [[1, 2, Formula("A1/B1", Decimal("0.5"), TWO), Formula('"a"', "a")]]))

    assert load_workbook(file)["A"]["C1"].value == "=A1/B1"
    shown = load_workbook(file, data_only=True)["A"]
    assert (shown["C1"].value, shown["D1"].value) == (0.5, "a")


def test_rows_are_read_while_they_are_written() -> None:
    counted: list[int] = []

    def rows() -> Iterator[list[int]]:
        for at in range(3):
            counted.append(at)
            yield [at]

    file = made(Sheet("A", rows()), Sheet("B", ([len(counted)] for _once in range(1))))

    assert load_workbook(file)["B"]["A1"].value == 3
