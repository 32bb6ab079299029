"""What is wrong with a definition, each with the place to mend."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from maklumat.eforms.checking import Fault, Flaw, faults

SOUND: dict[str, Any] = {
    "code": "ktp-hilang",
    "title": "KTP hilang",
    "case": "data.alasan",
    "signatures": [{"role": "Pemohon", "name": "data.nama"}],
    "declarations": ["Isian ini benar."],
    "sections": [
        {
            "id": "data",
            "title": "Data",
            "questions": [
                {"id": "nama", "type": "text", "label": "Nama"},
                {
                    "id": "alasan",
                    "type": "choice",
                    "label": "Alasan",
                    "options": [
                        {"id": "hilang", "label": "Hilang"},
                        {"id": "rusak", "label": "Rusak"},
                    ],
                },
            ],
        },
        {
            "id": "anak",
            "title": "Anak",
            "when": {"question": "data.alasan", "is": "hilang"},
            "repeat": {"one": "Anak", "least": 0, "most": 8},
            "questions": [
                {"id": "umur", "type": "number", "label": "Umur"},
                {
                    "id": "sekolah",
                    "type": "text",
                    "label": "Sekolah",
                    "when": {"question": "anak.umur", "at_least": 6},
                },
            ],
        },
        {
            "id": "akhir",
            "title": "Akhir",
            "when": {"count": "anak", "at_least": 1},
            "questions": [{"id": "ket", "type": "long_text", "label": "Ket", "required": False}],
        },
    ],
}


def test_a_sound_form_has_no_faults() -> None:
    assert faults(SOUND) == []


def changed(*path: Any, value: Any) -> dict[str, Any]:
    """The sound form with one thing set (or, with None, removed)."""
    made = deepcopy(SOUND)
    inner: Any = made
    for step in path[:-1]:
        inner = inner[step]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return made


NAMA = ("sections", 0, "questions", 0)
ALASAN = ("sections", 0, "questions", 1)


@pytest.mark.parametrize(
    ("made", "place", "flaw"),
    [
        (changed("title", value=None), "", Flaw.MISSING),
        (changed("colour", value="merah"), "", Flaw.UNKNOWN_KEY),
        (changed("code", value="KTP Hilang"), "code", Flaw.BAD_ID),
        (changed("sections", value=[]), "sections", Flaw.EMPTY),
        (changed("sections", 1, "questions", value=[]), "anak", Flaw.EMPTY),
        (changed("sections", 1, value="teks"), "sections 2", Flaw.NOT_A_MAPPING),
        (changed("sections", 1, "id", value="data"), "data", Flaw.TWICE),
        (changed(*NAMA, "id", value="Nama Lengkap"), "data.Nama Lengkap", Flaw.BAD_ID),
        (changed(*NAMA, "id", value="alasan"), "data.alasan", Flaw.TWICE),
        (changed(*NAMA, "type", value="colour"), "data.nama", Flaw.UNKNOWN_TYPE),
        (changed(*NAMA, "label", value=None), "data.nama", Flaw.MISSING),
        (changed(*NAMA, "options", value=[{"id": "a", "label": "A"}]), "data.nama",
         Flaw.NEEDLESS_OPTIONS),
        (changed(*NAMA, "least", value=9), "data.nama", None),
        (changed(*NAMA, "least", value="x"), "data.nama", Flaw.BAD_BOUNDS),
        (changed(*ALASAN, "most", value=2), "data.alasan", Flaw.BAD_BOUNDS),
        (changed(*ALASAN, "options", value=None), "data.alasan", Flaw.NO_OPTIONS),
        (changed(*ALASAN, "options", 1, "id", value="hilang"), "data.alasan", Flaw.TWICE),
        (changed(*NAMA, "when", value={"question": "data.alasan", "is": "hilang"}), "data.nama",
         Flaw.LATER_QUESTION),
        (changed(*ALASAN, "when", value={"question": "data.umur", "is": "x"}), "data.alasan",
         Flaw.UNKNOWN_QUESTION),
        (changed("sections", 1, "when", value={"question": "data.alasan", "is": "dicuri"}), "anak",
         Flaw.UNKNOWN_OPTION),
        (changed("sections", 1, "when", value={"question": "data.alasan", "has": "hilang"}), "anak",
         Flaw.WRONG_TEST),
        (changed("sections", 1, "when", value={"is": "hilang"}), "anak", Flaw.BAD_CONDITION),
        (changed("sections", 2, "when", value={"question": "anak.umur", "at_least": 3}), "akhir",
         Flaw.FROM_A_REPEAT),
        (changed("sections", 2, "when", value={"count": "data", "at_least": 1}), "akhir",
         Flaw.NOT_REPEATED),
        (changed("sections", 1, "repeat", value={"least": 1}), "anak", Flaw.BAD_REPEAT),
        (changed("sections", 1, "repeat", value={"one": "Anak", "most": 99}), "anak",
         Flaw.BAD_REPEAT),
        (changed("case", value="data.nama"), "case", Flaw.BAD_CASE),
        (changed("signatures", value=[{"role": "Saksi", "name": "data.saksi"}]), "signatures",
         Flaw.BAD_NAME),
        (changed("signatures", value=[{"name": "data.nama"}]), "signatures", Flaw.MISSING),
        (changed("declarations", value=[""]), "declarations", Flaw.EMPTY),
    ],
)  # fmt: skip
def test_each_fault_is_told_where_it_stands(
    made: dict[str, Any], place: str, flaw: Flaw | None
) -> None:
    found = [(fault.place, fault.flaw) for fault in faults(made)]
    if flaw is None:
        assert found == []
    else:
        assert (place, flaw) in found


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(
                ["id", "type", "label", "when", "options", "questions", "repeat", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(some.dictionaries(some.sampled_from([*SOUND, "colour"]), anything))
def test_any_content_is_judged_without_breaking(made: dict[str, Any]) -> None:
    assert all(isinstance(fault, Fault) for fault in faults(made))


@given(
    some.sampled_from([0, 1, 2]), some.sampled_from(["id", "when", "repeat", "questions"]), anything
)
def test_any_part_is_judged_without_breaking(place: int, key: str, value: Any) -> None:
    made = deepcopy(SOUND)
    made["sections"][place][key] = value
    assert all(isinstance(fault, Fault) for fault in faults(made))
