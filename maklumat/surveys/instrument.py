"""A survey instrument as a value: its elements with questions and labels, and its grades. Pure.

Elements are known by key, never by number: the regulation numbers the eighth and ninth in one order
in its list and in the other in its questionnaire.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

LOW, HIGH = 1, 4
SCALE = range(LOW, HIGH + 1)
# Subjects of the profile; an element may not be named like one of them.
PROFILE = ("sex", "age", "education", "occupation", "disability", "channel")


@dataclass(frozen=True)
class Element:
    """What one question asks about. `labels` from worst (1) to best (4); `number` is for print."""

    key: str
    name: str
    question: str
    labels: tuple[str, str, str, str]
    number: int
    code: str = ""
    definition: str = ""

    def label(self, mark: int) -> str:
        return self.labels[mark - LOW]


@dataclass(frozen=True)
class Band:
    """A grade and the lowest index that earns it."""

    grade: str
    floor: Decimal
    meaning: str


@dataclass(frozen=True)
class Basis:
    title: str
    confidence: str


@dataclass(frozen=True)
class Instrument:
    """One version of one survey. `stretch` times the mean mark (1 to 4) is the index."""

    code: str
    version: str
    name: str
    short_name: str
    index_name: str
    index_short_name: str
    elements: tuple[Element, ...]
    stretch: Decimal
    bands: tuple[Band, ...]
    basis: tuple[Basis, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(element.key for element in self.elements)

    @property
    def low(self) -> Decimal:
        return self.stretch * LOW

    @property
    def high(self) -> Decimal:
        return self.stretch * HIGH

    def element(self, key: str) -> Element:
        """Return the element of this key; raises KeyError."""
        for element in self.elements:
            if element.key == key:
                return element
        raise KeyError(key)

    def band(self, score: Decimal) -> Band | None:
        """Return the grade of an index rounded to two decimals; None where no bands are known.

        The printed intervals leave gaps (88.30 to 88.31): the lower bound decides.
        """
        return next((band for band in self.bands if score >= band.floor), None)


def instrument(content: Mapping[str, Any]) -> Instrument:  # Any: YAML holds anything
    """Read an instrument file. Elements come in the order of the questionnaire.

    >>> head = {"code": "spak", "version": "1", "name_id": "Survei", "short_name": "SPAK"}
    >>> head |= {"result_name_id": "Indeks", "result_short_name": "IPAK", "legal_basis": []}
    >>> labels = {"1": "Buruk", "2": "Cukup", "3": "Baik", "4": "Sangat baik"}
    >>> asked = [{"key": "pungli", "name_id": "Tanpa pungli", "question_id": "Tidak ada pungli."}]
    >>> read = instrument({"instrument": head, "scale": {"min": 1, "max": 4, "labels": labels},
    ...     "unsur": asked, "grades": [], "formula": {"conversion_base": 1}})
    >>> read.element("pungli").label(4), read.high
    ('Sangat baik', Decimal('4'))

    Raises ValueError, with a sentence, when the file can't be a survey.
    """
    head, scale = content["instrument"], content["scale"]
    if (scale["min"], scale["max"]) != (LOW, HIGH):
        raise ValueError(f"the scale must run from {LOW} to {HIGH}")
    elements = tuple(
        sorted(
            (_element(raw, place, scale) for place, raw in enumerate(content["unsur"], start=1)),
            key=lambda element: element.number,
        )
    )
    _check(elements)
    bands = sorted(
        (
            Band(raw["mutu"], Decimal(str(raw["konversi_min"])), raw["kinerja_id"])
            for raw in content["grades"]
        ),
        key=lambda band: -band.floor,
    )
    return Instrument(
        code=head["code"],
        version=head["version"],
        name=head["name_id"],
        short_name=head["short_name"],
        index_name=head["result_name_id"],
        index_short_name=head["result_short_name"],
        elements=elements,
        stretch=Decimal(str(content["formula"]["conversion_base"])),
        bands=tuple(bands),
        basis=tuple(Basis(raw["title"], raw["confidence"]) for raw in head["legal_basis"]),
    )


def _element(raw: Mapping[str, Any], place: int, scale: Mapping[str, Any]) -> Element:
    found = raw.get("answers") or scale.get("labels") or {}
    labels = [found.get(str(mark), "") for mark in SCALE]
    if not all(labels):
        raise ValueError(f"“{raw['key']}” needs a label for each answer")
    worst, poor, good, best = labels
    return Element(
        key=raw["key"],
        name=raw["name_id"],
        question=raw["question_id"],
        labels=(worst, poor, good, best),
        number=raw.get("questionnaire_no", place),
        code=raw.get("code", ""),
        definition=raw.get("definition_id", ""),
    )


def _check(elements: Sequence[Element]) -> None:
    keys = [element.key for element in elements]
    if not keys or len(set(keys)) != len(keys):
        raise ValueError("each element needs a key of its own")
    if wrong := set(keys) & set(PROFILE):
        raise ValueError(f"an element may not be named {', '.join(sorted(wrong))}")
