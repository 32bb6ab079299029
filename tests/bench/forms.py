"""Forms on paper: all forms of the library filled in, and texts that try to hurt."""

import itertools
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from maklumat.core import qr
from maklumat.eforms import library, sheets
from maklumat.eforms.definition import Form, Question, Section, Type, form
from maklumat.eforms.sheets import Head
from tests.bench.documents import ADDRESS, FORM, per_second
from tests.bench.stage import Row, Stage

Answers = dict[str, Any]  # Any: values are of many types
HEAD = Head(
    letterhead=FORM["letterhead"],  # type: ignore[arg-type]  # a mapping, as the sample says
    at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    place="Nusa Contoh",
    number="FRM-2026-000123-7",
    verification={"address": ADDRESS, "code": "7K3M-Q9TX-2", "qr": str(qr.svg(ADDRESS))},
    names={"32.04": "Kabupaten Nusa Contoh"},
)
PEOPLE = 8  # in each repeated section that takes so many
VALUES: dict[Type, Any] = {
    Type.NUMBER: "12",
    Type.MONEY: 1_250_000,
    Type.DATE: "1990-05-05",
    Type.YES_NO: True,
    Type.PHONE: "081234567890",
    Type.EMAIL: "sari@contoh.example",
    Type.NIK: "3204114505900001",
    Type.KK: "3204112208150003",
    Type.NIP: "198503302010121002",
    Type.NPWP: "092542943407000",
    Type.FILE: [],
    Type.ADDRESS: {"street": "Jl. Melati 3", "rt": "03", "rw": "12", "village": "Sukamaju",
                   "district": "Baleendah", "region": "32.04", "postcode": "40375"},
}  # fmt: skip
HOSTILE = {
    "20,000 letters": "Kata " * 4_000,
    "20,000 letters without a space": "x" * 20_000,
    "20,000 letters of Arabic": "محمد بن سلمان " * 1_428,
    "20,000 letters of Chinese": "日本" * 10_000,
    "2,000 emoji": "😀 " * 2_000,
    "source of Typst": '#panic("x") $ <a> @b \\ ' * 800,
    "controls and overrides": "nul\x00 balik\u202e\u2066 \u200b" * 1_000,
    "20,000 letters of Hebrew": "אבגד " * 4_000,
    "stacked marks": "a" + "\u0301" * 5_000,
    "10,000 lines": "a\n" * 10_000,
}


def forms(_stage: Stage) -> list[Row]:
    """Give documents a second over the whole library, and the slowest of the hostile texts."""
    made = [form(ready.content) for ready in library.forms().values()]
    turns = itertools.cycle(made)
    numbers = itertools.count()

    def fill() -> None:
        one = next(turns)
        sheets.filled(one, answers(one, next(numbers)), HEAD, ["Fotokopi Kartu Keluarga"]).pdf()

    def blank() -> None:
        sheets.blank(next(turns), HEAD).pdf()

    for _form in made:
        fill()
    slowest, worst = max((_milliseconds(text), name) for name, text in HOSTILE.items())
    return [
        Row(
            f"eforms: filled forms of the library ({len(made)} in turn, {PEOPLE} people each)",
            per_second(fill, seconds=6),
            "documents/s",
            per_second(blank),
            (">=", 25),
            floor_is="the same blank",
        ),
        Row(
            f"eforms: slowest of {len(HOSTILE)} hostile texts ({worst})",
            slowest,
            "ms",
            _milliseconds("Kata."),
            ("<=", 200),
            floor_is="one word",
        ),
    ]


def answers(made: Form, number: int) -> Answers:
    """Answer everything; no two numbers give the same texts, so that nothing is remembered."""
    return {section.id: _section(section, number) for section in made.sections}


def _section(section: Section, number: int) -> Any:  # Any: a mapping, or a list of such
    if not section.repeat:
        return dict(_answered(section, f"{number}"))
    return [
        dict(_answered(section, f"{number}-{place}"))
        for place in range(min(PEOPLE, section.repeat.most))
    ]


def _answered(section: Section, mark: str) -> Iterator[tuple[str, Any]]:
    for question in section.questions:
        yield question.id, _value(question, mark)


def _value(question: Question, mark: str) -> Any:  # Any: values are of many types
    if question.type is Type.CHOICE:
        return question.options[0].id
    if question.type is Type.CHOICES:
        return [option.id for option in question.options]
    if question.type is Type.LONG_TEXT:
        return f"Keadaan keluarga kami berubah sejak tahun lalu ({mark}). " * 12
    return VALUES.get(question.type, f"Siti Nur'aini binti Ahmad {mark}")


def _milliseconds(text: str) -> float:
    """Time the request for information, one of whose answers holds the text."""
    made = form(library.forms()["informasi-publik"].content)
    times = []
    for number in range(3):
        own = answers(made, number)
        own["pemohon"]["nama"] = text[:200]
        own["informasi"]["rincian"] = f"{number} {text}"
        started = time.perf_counter()
        sheets.filled(made, own, HEAD).pdf()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)
