"""What was typed becomes a value, or a problem with a name."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from maklumat.eforms import fields, numbers
from maklumat.eforms.definition import Option, Question, Type
from maklumat.eforms.fields import Refused, Wrong
from maklumat.eforms.tests.strategies import WORLD

OPTIONS = (Option("a", "A"), Option("b", "B"), Option("c", "C"))
STREET = {
    "street": "Jl. Melati 3",
    "village": "Sukamaju",
    "district": "Baleendah",
    "region": "32.04",
}


def asking(kind: Type, **more: Any) -> Question:
    return Question("x", kind, "X", **more)


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        (asking(Type.TEXT), "  Sari   Wulandari\n", "Sari Wulandari"),
        (asking(Type.TEXT), "Ñuñez\x00\u202e", "Ñuñez"),
        (asking(Type.TEXT), "Jose\u200d\u0301", "Jos\u00e9"),
        (asking(Type.LONG_TEXT), "satu\r\ndua ", "satu\ndua"),
        (asking(Type.NUMBER), "1.250,50", "1250.5"),
        (asking(Type.NUMBER), "12.5", "12.5"),
        (asking(Type.NUMBER), "100", "100"),
        (asking(Type.MONEY), "Rp 1.250.000", 1_250_000),
        (asking(Type.MONEY), "0", 0),
        (asking(Type.DATE), "31/01/1990", "1990-01-31"),
        (asking(Type.DATE), "1990-01-31", "1990-01-31"),
        (asking(Type.DATE), "31011990", "1990-01-31"),
        (asking(Type.DATE), "19900131", "1990-01-31"),
        (asking(Type.YES_NO), "tidak", False),
        (asking(Type.CHOICE, options=OPTIONS), "b", "b"),
        (asking(Type.PHONE), "+62 812-3456-7890", "081234567890"),
        (asking(Type.EMAIL), "sari@contoh.example", "sari@contoh.example"),
        (asking(Type.NIK), "3204 1145 0590 0001", "3204114505900001"),
        (asking(Type.FILE), "lampir", ["lampir"]),
        (asking(Type.NPWP), "09.254.294.3-407.000", "092542943407000"),
    ],
)
def test_a_right_answer_is_kept_in_one_form(question: Question, typed: str, value: Any) -> None:
    assert fields.answer(question, [typed], WORLD) == value


@pytest.mark.parametrize(
    ("question", "typed", "kind"),
    [
        (asking(Type.TEXT), "  \x00 ", Wrong.MISSING),
        (asking(Type.TEXT), "x" * 201, Wrong.TOO_LONG),
        (asking(Type.TEXT, most=5), "enam h", Wrong.TOO_LONG),
        (asking(Type.LONG_TEXT), "x" * 20_001, Wrong.TOO_LONG),
        (asking(Type.NUMBER), "dua", Wrong.NOT_A_NUMBER),
        (asking(Type.NUMBER), "1.2.3", Wrong.NOT_A_NUMBER),
        (asking(Type.NUMBER), "1e9", Wrong.NOT_A_NUMBER),
        (asking(Type.NUMBER), "٣", Wrong.NOT_A_NUMBER),
        (asking(Type.NUMBER, least=1), "0", Wrong.TOO_SMALL),
        (asking(Type.NUMBER, most=9), "10", Wrong.TOO_LARGE),
        (asking(Type.MONEY), "1.000,50", Wrong.NOT_WHOLE),
        (asking(Type.MONEY), "-1", Wrong.TOO_SMALL),
        (asking(Type.MONEY), "9" * 16, Wrong.TOO_LARGE),
        (asking(Type.DATE), "31/02/1990", Wrong.NOT_A_DAY),
        (asking(Type.DATE), "besok", Wrong.NOT_A_DAY),
        (asking(Type.DATE), "01/01/1066", Wrong.NOT_A_DAY),
        (asking(Type.DATE), "31021990", Wrong.NOT_A_DAY),
        (asking(Type.DATE, past=True), "23/11/2026", Wrong.FUTURE),
        (asking(Type.YES_NO), "1", Wrong.NOT_OFFERED),
        (asking(Type.CHOICE, options=OPTIONS), "d", Wrong.NOT_OFFERED),
        (asking(Type.FILE), "7f0c", Wrong.NOT_OFFERED),
        (asking(Type.PHONE), "12345", Wrong.NOT_A_PHONE),
        (asking(Type.PHONE), "08x2345678", Wrong.NOT_A_PHONE),
        (asking(Type.EMAIL), "sari@contoh", Wrong.NOT_AN_EMAIL),
        (asking(Type.EMAIL), "a b@contoh.example", Wrong.NOT_AN_EMAIL),
        (asking(Type.NIK), "320411450590000", Wrong.DIGITS),
        (asking(Type.NIK), "9904114505900001", Wrong.PROVINCE),
        (asking(Type.NIK), "3204110013900001", Wrong.BIRTH),
        (asking(Type.KK), "3204113113150003", Wrong.BIRTH),
        (asking(Type.NIP), "198503302010129002", Wrong.NUMBER_SEX),
        (asking(Type.NIP), "201003301985121002", Wrong.BIRTH),
        (asking(Type.NPWP), "12345", Wrong.DIGITS),
    ],
)
def test_a_wrong_answer_has_a_name(question: Question, typed: str, kind: Wrong) -> None:
    with pytest.raises(Refused) as refused:
        fields.answer(question, [typed], WORLD)
    assert refused.value.problem.kind is kind


@pytest.mark.parametrize("kind", [kind for kind in Type if kind is not Type.ADDRESS])
def test_nothing_is_fine_where_nothing_is_needed(kind: Type) -> None:
    question = asking(kind, options=OPTIONS, required=False)
    assert fields.answer(question, ["", " "], WORLD) is None


def test_many_choices_stand_in_the_order_of_the_form() -> None:
    question = asking(Type.CHOICES, options=OPTIONS, most=2)
    assert fields.answer(question, ["c", "a", "a"], WORLD) == ["a", "c"]
    for typed, kind in ((["a", "b", "c"], Wrong.TOO_LARGE), (["z"], Wrong.NOT_OFFERED)):
        with pytest.raises(Refused) as refused:
            fields.answer(question, typed, WORLD)
        assert refused.value.problem.kind is kind


def test_an_address_is_kept_without_what_is_empty() -> None:
    question = asking(Type.ADDRESS)
    assert fields.answer(question, {**STREET, "rt": " 03 ", "rw": ""}, WORLD) == {
        **STREET, "rt": "03",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "part", "kind"),
    [
        ({"street": ""}, "street", Wrong.ADDRESS_PART),
        ({"region": "99.99"}, "region", Wrong.NOT_OFFERED),
        ({"rt": "tiga"}, "rt", Wrong.NOT_A_NUMBER),
        ({"postcode": "0123"}, "postcode", Wrong.POSTCODE),
        ({"village": "x" * 300}, "village", Wrong.TOO_LONG),
    ],
)
def test_a_problem_names_the_part_of_an_address(
    change: dict[str, str], part: str, kind: Wrong
) -> None:
    with pytest.raises(Refused) as refused:
        fields.answer(asking(Type.ADDRESS), {**STREET, **change}, WORLD)
    assert (refused.value.problem.part, refused.value.problem.kind) == (part, kind)


def test_an_empty_address_is_missing_or_fine() -> None:
    assert fields.answer(asking(Type.ADDRESS, required=False), {}, WORLD) is None
    with pytest.raises(Refused):
        fields.answer(asking(Type.ADDRESS), {}, WORLD)


@given(some.sampled_from(list(Type)), some.text(max_size=60))
def test_whatever_is_typed_is_kept_or_refused(kind: Type, text: str) -> None:
    question = asking(kind, options=OPTIONS)
    typed: Any = {"street": text, "region": text} if kind is Type.ADDRESS else [text]
    with contextlib.suppress(Refused):
        kept = fields.answer(question, typed, WORLD)
        if kind in (Type.TEXT, Type.DATE, Type.NIK, Type.EMAIL, Type.PHONE):
            assert fields.answer(question, [kept], WORLD) == kept, "it is read back the same"


def test_old_numbers_of_a_former_province_stand() -> None:
    assert numbers.nik_fault("5404114505900001", provinces={"32"}, today=WORLD.today) is None
