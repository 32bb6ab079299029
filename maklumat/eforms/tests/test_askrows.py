"""Conditions as rows say the same as the conditions themselves."""

import pytest

from maklumat.eforms import askrows, definition, library
from maklumat.eforms.askrows import BadRow, Row, Trouble
from maklumat.eforms.conditions import Join
from maklumat.eforms.tests import factories as make

FORM = definition.form(make.CONTENT)


@pytest.mark.parametrize("code", sorted(library.forms()))
def test_every_condition_of_the_library_goes_round_through_rows(code: str) -> None:
    form = definition.form(library.forms()[code].content)
    placed = [(section.id, "", section.when) for section in form.sections]
    placed += [(section.id, question.id, question.when) for section, question in form.questions()]
    for section, question, when in placed:
        rows = askrows.rows(form, when)
        if rows is not None:
            before = askrows.earlier(form, section, question)
            assert askrows.condition(*rows, before) == when


def test_only_what_comes_earlier_is_offered() -> None:
    names = [one.name for one in askrows.earlier(FORM, "data", "laporan")]
    assert names == ["data.nama", "data.nik", "data.alasan"] or "data.laporan" not in names
    assert "#keluarga" not in [one.name for one in askrows.earlier(FORM, "keluarga")]


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        (Row("data.laporan", "is", "x"), Trouble.NO_SUCH_QUESTION),
        (Row("data.alasan", "", "x"), Trouble.NO_TEST),
        (Row("data.alasan", "at_least", "3"), Trouble.WRONG_TEST),
        (Row("data.alasan", "is", ""), Trouble.NO_VALUE),
        (Row("data.alasan", "is", "dicuri"), Trouble.NOT_OFFERED),
    ],
)
def test_a_row_that_can_not_be_taken_is_named(row: Row, trouble: Trouble) -> None:
    before = askrows.earlier(FORM, "data", "laporan")
    with pytest.raises(BadRow) as bad:
        askrows.condition(Join.ALL, [Row("", ""), row], before)
    assert (bad.value.row, bad.value.trouble) == (2, trouble)
