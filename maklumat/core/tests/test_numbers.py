import contextlib
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat.core import checkdigit, numbers
from maklumat.core.errors import RuleBroken

DIGITS = st.text("0123456789", min_size=1, max_size=20)
NUMBERS = st.builds(
    numbers.PublicNumber,
    prefix=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8),
    year=st.integers(1945, 9999),
    serial=st.integers(1, 10**12),
)


@pytest.mark.parametrize("module", [checkdigit, numbers])
def test_examples_in_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0


@given(DIGITS, st.data())
def test_every_wrong_digit_is_caught(digits: str, data: st.DataObject) -> None:
    code = digits + checkdigit.check_digit(digits)
    at = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from("0123456789".replace(code[at], "")))
    assert checkdigit.check_digit(code[:at] + wrong + code[at + 1 :]) != "0"


@given(DIGITS, st.data())
def test_every_swap_of_neighbours_is_caught(digits: str, data: st.DataObject) -> None:
    code = digits + checkdigit.check_digit(digits)
    at = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert swapped == code or checkdigit.check_digit(swapped) != "0"


@given(NUMBERS)
def test_numbers_are_read_back(value: numbers.PublicNumber) -> None:
    assert numbers.parse(str(value)) == value


@given(NUMBERS, st.data())
def test_sloppy_typing_is_read(value: numbers.PublicNumber, data: st.DataObject) -> None:
    typed = str(value).replace(
        "-", data.draw(st.sampled_from(["", " ", " - ", "\N{EN DASH}", "/", "."]))
    )
    assert numbers.parse(f" {typed.lower()} \n") == value


@pytest.mark.parametrize(
    "typed",
    [
        "pgd 2026 123 8",
        "PGD-2O26-OOOI23-8",
        "\N{FULLWIDTH LATIN CAPITAL LETTER P}GD-2026-000123-8",
        "PGD-2026-000 123-8",
    ],
)
def test_usual_mistakes_are_forgiven(typed: str) -> None:
    assert numbers.parse(typed) == numbers.PublicNumber("PGD", 2026, 123)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "PGD",
        "2026-000123-8",
        "PGD-2026-000123",
        "PGD-2026-123",
        "PGD-2026-000000-0",
        "😀",
        "\x00",
        "PGD-2026-" + "9" * 5000,
        "<script>",
        "PGD-2026-000123-8 and more",
    ],
)
def test_what_is_no_number_gets_a_sentence(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"\."):
        numbers.parse(typed)


def test_wrong_check_digit_gets_another_sentence() -> None:
    with pytest.raises(RuleBroken, match=r"."):
        numbers.parse("PGD-2026-000132-8")


@given(st.text())
def test_parse_never_breaks(typed: str) -> None:
    with contextlib.suppress(RuleBroken):
        numbers.parse(typed)


@pytest.mark.parametrize(
    ("prefix", "year", "serial"), [("pgd", 2026, 1), ("P", 26, 1), ("P", 2026, 0)]
)
def test_nonsense_makes_no_number(prefix: str, year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="no public number"):
        numbers.number(prefix, year, serial)


@pytest.mark.django_db
def test_each_prefix_and_year_counts_by_itself() -> None:
    taken = [
        numbers.next_number(*of)
        for of in [("PGD", 2026), ("PGD", 2026), ("SKM", 2026), ("PGD", 2027)]
    ]
    assert [numbers.parse(one).serial for one in taken] == [1, 2, 1, 1]


def test_secret_codes_have_no_look_alikes_and_survive_typing() -> None:
    codes = {numbers.secret_code() for _n in range(500)}
    assert len(codes) == 500
    for code in codes:
        assert not set(code) & set("01OILU")
        assert numbers.clean_code(f" {code.lower().replace('-', ' ')} ") == code


def test_impossible_code_becomes_empty() -> None:
    assert numbers.clean_code("o0o0o-11111") == ""
