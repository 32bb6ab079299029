"""How a repeated section becomes tables that fit a page: its questions as columns. Pure.

Where the columns of all questions do not fit beside each other, a second table goes on with the
rest; its rows carry the same numbers, as the forms of the population office do it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from maklumat.eforms.definition import CHOOSING, Question, Type

WIDTH = 174  # millimetres between the margins of A4
NUMBER = 9  # the column of the row's number
TICKED = 3  # options that get a box each within a cell; more are answered by number
SHORT = 11  # letters of an option that stands beside its box
AGAIN = 32  # the column that names a row again
TIGHT = 0.84
STIFF = frozenset(
    {Type.NIK, Type.KK, Type.NIP, Type.NPWP, Type.DATE, Type.NUMBER, Type.YES_NO, Type.FILE}
)  # columns that need all their width
FEWEST_ROWS, MOST_ROWS = 4, 10

# Millimetres that a column needs to be written into, and to be read.
_WIDTHS = {
    Type.TEXT: (38, 32),
    Type.LONG_TEXT: (50, 50),
    Type.NUMBER: (20, 18),
    Type.MONEY: (30, 26),
    Type.DATE: (35, 27),
    Type.YES_NO: (19, 17),
    Type.CHOICE: (20, 26),
    Type.CHOICES: (24, 34),
    Type.PHONE: (38, 29),
    Type.EMAIL: (42, 40),
    Type.ADDRESS: (58, 46),
    Type.NIK: (60, 36),
    Type.KK: (60, 36),
    Type.NPWP: (60, 36),
    Type.NIP: (67, 40),
    Type.FILE: (24, 30),
}


@dataclass(frozen=True)
class Column:
    question: Question
    width: int

    @property
    def letters(self) -> int:
        """Letters of a word that surely fit between the lines of the column."""
        return max(6, int(self.width / 2.1))

    @property
    def heading_letters(self) -> int:
        """The same for the smaller letters of its heading."""
        return max(6, int(self.width / 1.7))


def tables(questions: Sequence[Question], *, blank: bool) -> list[list[Column]]:
    """Return the columns of each table, in the order of the questions.

    Columns stand a little closer where that saves a whole table.

    >>> ask = Question("nik", Type.NIK, "NIK")
    >>> [[column.width for column in table] for table in tables([ask] * 3, blank=True)]
    [[60, 60], [60]]
    """
    roomy, tight = (
        _packed([Column(one, _width(one, blank=blank, tight=tight)) for one in questions], blank)
        for tight in (False, True)
    )
    return tight if len(tight) < len(roomy) else roomy


def _packed(columns: Sequence[Column], blank: bool) -> list[list[Column]]:  # noqa: FBT001  of one caller
    found: list[list[Column]] = []
    left = 0
    for column in columns:
        if column.width > left:
            # On filled paper the first column of a further table names the row again.
            again = AGAIN if found and not blank else 0
            left = WIDTH - NUMBER - again
            found.append([])
        found[-1].append(column)
        left -= column.width
    return found


def is_ticked(question: Question) -> bool:
    """Has the question so few options that each gets a box within the cell?"""
    return question.type is Type.YES_NO or (
        question.type in CHOOSING
        and len(question.options) <= TICKED
        and all(len(option.label) <= SHORT for option in question.options)
    )


def rows(most: int) -> int:
    """Return how many rows blank paper has for a section that may be repeated so often.

    >>> rows(2), rows(8), rows(30)
    (2, 8, 10)
    """
    return min(most, max(FEWEST_ROWS, min(most, MOST_ROWS)))


def _width(question: Question, *, blank: bool, tight: bool) -> int:
    width = _WIDTHS[question.type][0 if blank else 1]
    if blank and question.type in CHOOSING and is_ticked(question):
        return width + 6
    return int(width * TIGHT) if tight and question.type not in STIFF else width
