"""The JSON Schema of forms says the same as the checks, as far as a schema can."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from maklumat.eforms import library
from maklumat.eforms.checking import Flaw, faults
from maklumat.eforms.definition import Form, content
from maklumat.eforms.tests import strategies
from maklumat.eforms.tests.test_checking import ALASAN, NAMA, SOUND, changed

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "form.schema.json").read_text())
RULES = Draft202012Validator(SCHEMA)
# What only the checks see, because it takes the whole form to see it.
BEYOND = {
    Flaw.TWICE, Flaw.UNKNOWN_QUESTION, Flaw.LATER_QUESTION, Flaw.FROM_A_REPEAT, Flaw.NOT_REPEATED,
    Flaw.UNKNOWN_OPTION, Flaw.WRONG_TEST, Flaw.BAD_CASE, Flaw.BAD_NAME,
}  # fmt: skip


def is_valid(made: Any) -> bool:
    return bool(RULES.is_valid(made))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("code", sorted(library.forms()))
def test_every_form_of_the_library_is_valid(code: str) -> None:
    assert [error.message for error in RULES.iter_errors(library.forms()[code].content)] == []


@given(strategies.forms())
def test_every_sound_form_is_valid(made: Form) -> None:
    assert is_valid(content(made))


@pytest.mark.parametrize(
    "made",
    [
        changed("title", value=None),
        changed("title", value=""),
        changed("colour", value="merah"),
        changed("code", value="KTP Hilang"),
        changed("sections", value=[]),
        changed("sections", 1, value="teks"),
        changed("sections", 1, "questions", value=[]),
        changed(*NAMA, "id", value="Nama Lengkap"),
        changed(*NAMA, "type", value="colour"),
        changed(*NAMA, "label", value=None),
        changed(*NAMA, "options", value=[{"id": "a", "label": "A"}]),
        changed(*NAMA, "least", value="x"),
        changed(*ALASAN, "options", value=None),
        changed(*ALASAN, "options", value=[{"id": "a", "label": "A"}]),
        changed(*ALASAN, "options", 1, "label", value=None),
        changed("sections", 1, "when", value={"is": "hilang"}),
        changed("sections", 1, "when", value={"question": "data.alasan"}),
        changed("sections", 1, "when", value={"count": "anak", "is": 3}),
        changed("sections", 1, "when", value={"all": []}),
        changed("sections", 1, "repeat", value={"least": 1}),
        changed("sections", 1, "repeat", value={"one": "Anak", "most": 99}),
        changed("signatures", value=[{"name": "data.nama"}]),
        changed("declarations", value=[""]),
        [],
        None,
    ],
)
def test_what_is_built_wrongly_is_refused_by_both(made: Any) -> None:
    assert not is_valid(made)
    assert {fault.flaw for fault in faults(made)} - BEYOND


def test_bounds_where_there_are_none_are_refused_by_both() -> None:
    made = changed(*NAMA, "type", value="date")
    made["sections"][0]["questions"][0]["least"] = 3
    assert not is_valid(made)
    assert Flaw.BAD_BOUNDS in {fault.flaw for fault in faults(made)}


@pytest.mark.parametrize(
    "made",
    [
        changed("sections", 1, "id", value="data"),
        changed(*ALASAN, "options", 1, "id", value="hilang"),
        changed(*NAMA, "when", value={"question": "data.alasan", "is": "hilang"}),
        changed("sections", 1, "when", value={"question": "data.alasan", "is": "dicuri"}),
        changed("sections", 2, "when", value={"count": "data", "at_least": 1}),
        changed("case", value="data.nama"),
    ],
)
def test_what_takes_the_whole_form_to_see_is_left_to_the_checks(made: Any) -> None:
    assert is_valid(made)
    assert {fault.flaw for fault in faults(made)} <= BEYOND


def test_the_sound_form_is_valid() -> None:
    assert is_valid(SOUND)
