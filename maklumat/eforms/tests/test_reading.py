"""Pages read as a whole, answers brought along, and what is still open."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from maklumat.eforms import fields, reading
from maklumat.eforms.definition import Form, Option, Question, Type, form
from maklumat.eforms.fields import Wrong
from maklumat.eforms.path import path
from maklumat.eforms.tests import strategies
from maklumat.eforms.tests.strategies import WORLD

LOST = {"question": "data.alasan", "is": "hilang"}
MADE = form(
    {
        "code": "ktp",
        "title": "KTP",
        "sections": [
            {
                "id": "data",
                "title": "Data",
                "questions": [
                    {"id": "nama", "type": "text", "label": "Nama", "known": "person.name"},
                    {
                        "id": "alasan",
                        "type": "choice",
                        "label": "Alasan",
                        "options": [
                            {"id": "hilang", "label": "Hilang"},
                            {"id": "rusak", "label": "Rusak"},
                        ],
                    },
                    {"id": "laporan", "type": "text", "label": "Nomor laporan", "when": LOST},
                ],
            },
            {
                "id": "anak",
                "title": "Anak",
                "repeat": {"one": "Anak", "least": 1, "most": 3},
                "questions": [{"id": "umur", "type": "number", "label": "Umur"}],
            },
        ],
    }
)


def page(**typed: str) -> reading.Page:
    return reading.read(
        MADE.section("data"), lambda question: [typed.get(question.id, "")], {}, WORLD
    )


def test_an_answer_above_decides_at_once_what_is_asked_below() -> None:
    lost = page(nama="Sari", alasan="hilang")
    assert lost.asked == ("nama", "alasan", "laporan")
    assert {key: one.kind for key, one in lost.problems.items()} == {"laporan": Wrong.MISSING}
    assert page(nama="Sari", alasan="rusak", laporan="LP/1").values == {
        "nama": "Sari", "alasan": "rusak",
    }  # fmt: skip


def test_what_is_open_is_found_in_order() -> None:
    answers: dict[str, Any] = {}
    assert reading.is_open(MADE, answers, WORLD) == "data"
    answers["data"] = {"nama": "Sari", "alasan": "rusak"}
    assert reading.is_open(MADE, answers, WORLD) == "anak"
    answers["anak"] = [{"umur": "7"}]
    assert reading.is_open(MADE, answers, WORLD) is None
    answers["data"]["alasan"] = "hilang"
    assert reading.is_open(MADE, answers, WORLD) == "data"
    answers["data"]["laporan"] = "LP/1"
    answers["anak"].append({"umur": "tujuh"})
    assert reading.is_open(MADE, answers, WORLD) == "anak"


def test_what_is_known_is_told_and_offered() -> None:
    known = reading.told(MADE, {"data": {"nama": "Sari", "alasan": "rusak"}})
    assert known == {"person.name": "Sari"}
    assert reading.offered(MADE, known) == {"data.nama": "Sari"}


@given(some.sampled_from(list(Type)), some.data())
def test_a_value_is_typed_and_read_back_the_same(kind: Type, data: some.DataObject) -> None:
    options = tuple(Option(**one) for one in strategies.OPTIONS)
    question = Question("x", kind, "X", options=options, required=False, most=None)
    value = data.draw(strategies.value(question))
    kept = fields.answer(question, reading.typed_of(question, value), WORLD)
    again = fields.answer(question, reading.typed_of(question, kept), WORLD)
    assert again == kept
    if kind not in (Type.TEXT, Type.LONG_TEXT, Type.ADDRESS, Type.FILE):
        assert kept == value


@given(
    strategies.forms().flatmap(lambda made: some.tuples(some.just(made), strategies.answers(made)))
)
def test_right_answers_brought_along_are_all_kept(case: tuple[Form, dict[str, Any]]) -> None:
    made, answers = case
    kept = reading.sound(made, answers, WORLD)
    assert kept == dict(path(made, answers).answers)


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5) | some.floats(),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(["data", "anak", "nama", "umur", "x"]), inner)
    ),
    max_leaves=10,
)


@given(anything)
def test_a_file_may_hold_anything(brought: Any) -> None:
    kept = reading.sound(MADE, brought, WORLD)
    assert set(kept) <= {"data", "anak"}
    reading.is_open(MADE, kept, WORLD)
