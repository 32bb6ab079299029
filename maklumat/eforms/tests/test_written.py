"""Answers and conditions in words."""

from typing import Any

import pytest

from maklumat.eforms import columns, written
from maklumat.eforms.conditions import condition
from maklumat.eforms.definition import Form, Option, Question, Type, form

OPTIONS = [{"id": "hilang", "label": "Hilang"}, {"id": "rusak", "label": "Rusak"}]


def asking() -> Form:
    return form({"code": "x", "title": "X", "sections": [
        {"id": "a", "title": "A", "questions": [
            {"id": "alasan", "type": "choice", "label": "Alasan", "options": OPTIONS},
            {"id": "cara", "type": "choices", "label": "Cara", "options": OPTIONS},
            {"id": "umur", "type": "number", "label": "Umur"},
            {"id": "lahir", "type": "date", "label": "Lahir"},
            {"id": "kerja", "type": "yes_no", "label": "Kerja"},
            {"id": "catatan", "type": "text", "label": "Catatan"},
        ]},
        {"id": "anak", "title": "Anak", "repeat": {"one": "Anak"}, "questions": [
            {"id": "nama", "type": "text", "label": "Nama"}]},
    ]})  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"question": "a.alasan", "is": "hilang"}, "A1 dijawab Hilang"),
        ({"question": "a.alasan", "in": ["hilang", "rusak"]}, "A1 dijawab Hilang atau Rusak"),
        ({"question": "a.cara", "has": "rusak"}, "pada A2 dipilih Rusak"),
        ({"question": "a.umur", "at_least": 17}, "A3 paling sedikit 17"),
        ({"question": "a.lahir", "at_most": "2008-01-01"}, "A4 tanggal 1 Januari 2008 atau sebelumnya"),
        ({"question": "a.kerja", "is": False}, "A5 dijawab Tidak"),
        ({"question": "a.catatan", "filled": True}, "A6 diisi"),
        ({"question": "a.catatan", "filled": False}, "A6 tidak diisi"),
        ({"count": "anak", "at_least": 2}, "ada paling sedikit 2 isian di bagian B"),
        ({"not": {"question": "a.alasan", "is": "hilang"}}, "A1 bukan Hilang"),
        ({"not": {"question": "a.umur", "at_least": 17}}, "A3 kurang dari 17"),
        ({"not": {"question": "a.umur", "at_most": 17}}, "A3 lebih dari 17"),
        ({"not": {"question": "a.lahir", "at_least": "2008-01-01"}}, "A4 sebelum 1 Januari 2008"),
        ({"not": {"question": "a.catatan", "filled": True}}, "A6 tidak diisi"),
        ({"all": [{"question": "a.kerja", "is": True},
                  {"any": [{"question": "a.umur", "at_least": 17}, {"question": "a.cara", "has": "rusak"}]}]},
         "A5 dijawab Ya dan (A3 paling sedikit 17 atau pada A2 dipilih Rusak)"),
    ],
)  # fmt: skip
def test_paper_says_when_something_is_asked(raw: dict[str, Any], words: str) -> None:
    assert written.hint(asking(), condition(raw)) == f"Isi jika {words}"


def test_what_is_always_asked_has_no_hint() -> None:
    assert written.hint(asking(), None) == ""


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Type.TEXT, None, ""),
        (Type.YES_NO, False, "Tidak"),
        (Type.MONEY, 0, "Rp0"),
        (Type.NUMBER, "2024", "2024"),
        (Type.NUMBER, "12500.5", "12.500,5"),
        (Type.DATE, "2026-13-01", "2026-13-01"),
        (Type.CHOICE, "lama", "lama"),
        (Type.CHOICES, ["a", "b"], "Satu; Dua"),
        (Type.FILE, ["lampir"], "Dilampirkan"),
        (Type.ADDRESS, {"street": "Jl. A 1", "rt": "2", "rw": "3", "village": "Desa Maju",
                        "district": "Kota", "region": "32.04"},
         "Jl. A 1, RT 002 RW 003, Desa Maju, Kecamatan Kota, 32.04"),
    ],
)  # fmt: skip
def test_each_value_has_words(kind: Type, value: Any, text: str) -> None:
    question = Question("x", kind, "X", options=(Option("a", "Satu"), Option("b", "Dua")))
    assert written.text_of(question, value, {"f1": "KTP.pdf"}) == text


def test_only_words_that_do_not_fit_are_broken() -> None:
    assert written.fitted("kata-kata biasa", 12) == "kata-kata biasa"
    assert "\u200b" in written.fitted("https://contoh.example/formulir/panjang", 12)
    assert written.fitted("a\nb", 12) == "a\nb"
    assert written.fitted("a\n" * 400, 50).startswith("a / a")


def test_columns_stand_closer_where_that_saves_a_table() -> None:
    kinds = [Type.TEXT, Type.NIK, Type.TEXT, Type.PHONE]
    questions = [Question(f"q{place}", kind, "Q") for place, kind in enumerate(kinds)]
    assert len(columns.tables(questions, blank=True)) == 1
    assert sum(column.width for column in columns.tables(questions, blank=True)[0]) <= 165
