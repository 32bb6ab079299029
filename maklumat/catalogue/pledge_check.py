"""Which of its three elements a pledge of service (maklumat pelayanan) has. Pure.

Rule: UU 25/2009 article 22; the three elements as assessors check them (Ombudsman indicator P6b):
(a) readiness and promise to serve by the standard, (b) to fulfil duties and improve without pause,
(c) to accept sanctions and/or give compensation where service falls short of the standard.

A machine reads words, not intent: the verdict is advice for the person who writes or checks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

NEAR = 12  # words between two that must belong together: about one clause
TYPO_FROM = 6  # shorter words are taken as they stand, or "sesuai" would be "sesuatu"


class Element(StrEnum):
    """The three elements; the sentence for each verdict is in `reasons.py`."""

    PROMISE = "promise"
    IMPROVEMENT = "improvement"
    SANCTION = "sanction"


class State(StrEnum):
    """FULL counts; PARTIAL is there, but less than an assessor asks for; MISSING is not there."""

    FULL = "full"
    PARTIAL = "partial"
    MISSING = "missing"


@dataclass(frozen=True)
class ElementVerdict:
    """`code` names the reason; `found` is the word of the text that decided, as it was typed."""

    element: Element
    state: State
    code: str
    found: str = ""

    @property
    def is_there(self) -> bool:
        return self.state is not State.MISSING


# Stems: a word that begins with one counts, and a long one may hold one typing error.
WILLING = ("sanggup", "kesanggupan", "berjanji", "janji", "menjanjikan", "siap", "kesiapan",
           "bersedia", "kesediaan", "berkomitmen", "komitmen", "bertekad", "menyanggupi",
           "menjamin")  # fmt: skip
SERVING = ("menyelenggarakan", "penyelenggaraan", "memberikan", "melaksanakan", "melayani",
           "pelayanan", "layanan", "menerapkan", "menjalankan")  # fmt: skip
STANDARD = ("standar", "standard")
DUTY = ("kewajiban", "tugas", "tanggung", "berkewajiban")
IMPROVING = ("memperbaiki", "perbaikan", "meningkatkan", "peningkatan", "menyempurnakan",
             "penyempurnaan", "berbenah", "pembenahan", "diperbaiki", "ditingkatkan")  # fmt: skip
ALWAYS = ("terus", "berkelanjutan", "berkesinambungan", "kontinu", "senantiasa", "selalu",
          "menerus", "berkala", "konsisten")  # fmt: skip
ACCEPTING = ("menerima", "bersedia", "siap", "dikenakan", "dikenai", "diberi", "diberikan",
             "sanggup", "bertanggung", "menanggung", "mendapat")  # fmt: skip
SANCTIONED = ("sanksi", "sangsi", "hukuman")
COMPENSATED = ("kompensasi", "ganti", "penggantian", "santunan", "mengganti")
NOT = ("tidak", "tanpa", "tak", "bukan", "tiada", "belum", "menolak")


@dataclass(frozen=True)
class _Word:
    text: str
    typed: str
    place: int


def check(text: str) -> tuple[ElementVerdict, ElementVerdict, ElementVerdict]:
    """Return the verdict on each of the three elements, in their order.

    >>> [row.state.value for row in check("Kami sanggup melayani sesuai standar.")]
    ['full', 'missing', 'missing']
    """
    words = _words(text)
    return (_promise(words), _improvement(words), _sanction(words))


def is_complete(text: str) -> bool:
    """Has the text all three elements, and none of them by half?

    >>> is_complete("")
    False
    """
    return all(row.state is State.FULL for row in check(text))


def _promise(words: list[_Word]) -> ElementVerdict:
    willing = _affirmed(words, _meaning(words, WILLING))
    standard = _meaning(words, STANDARD)
    serving = _meaning(words, SERVING)
    close = _near(willing, standard, span=NEAR * 2)
    if close and serving:
        return ElementVerdict(Element.PROMISE, State.FULL, "promise_there", close.typed)
    if _near(willing, serving):
        found = _near(willing, serving)
        typed = found.typed if found else ""
        return ElementVerdict(Element.PROMISE, State.PARTIAL, "promise_no_standard", typed)
    code = "promise_no_will" if standard else "promise_none"
    return ElementVerdict(Element.PROMISE, State.MISSING, code)


def _improvement(words: list[_Word]) -> ElementVerdict:
    improving = _affirmed(words, _meaning(words, IMPROVING))
    always, duty = _meaning(words, ALWAYS), _meaning(words, DUTY)
    steady = _near(improving, always)
    if steady and duty:
        return ElementVerdict(Element.IMPROVEMENT, State.FULL, "improvement_there", steady.typed)
    if steady:
        return ElementVerdict(
            Element.IMPROVEMENT, State.PARTIAL, "improvement_no_duty", steady.typed
        )
    if improving:
        typed = improving[0].typed
        return ElementVerdict(Element.IMPROVEMENT, State.PARTIAL, "improvement_not_steady", typed)
    code = "improvement_only_duty" if duty else "improvement_none"
    return ElementVerdict(Element.IMPROVEMENT, State.MISSING, code)


def _sanction(words: list[_Word]) -> ElementVerdict:
    accepting = _affirmed(words, _meaning(words, ACCEPTING))
    sanctions = _affirmed(words, _meaning(words, SANCTIONED))
    giving = [*accepting, *_meaning(words, ("memberi", "membayar", "kompensasi"))]
    compensation = _near(_affirmed(words, _meaning(words, COMPENSATED)), giving)
    if compensation:
        return ElementVerdict(
            Element.SANCTION, State.FULL, "compensation_there", compensation.typed
        )
    accepted = _near(sanctions, accepting)
    if accepted:
        return ElementVerdict(
            Element.SANCTION, State.PARTIAL, "sanction_no_compensation", accepted.typed
        )
    code = "sanction_not_accepted" if sanctions else "sanction_none"
    return ElementVerdict(Element.SANCTION, State.MISSING, code)


def _words(text: str) -> list[_Word]:
    return [
        _Word(found[0].lower(), found[0], place)
        for place, found in enumerate(re.finditer(r"[^\W\d_]+", text))
    ]


def _meaning(words: list[_Word], stems: Iterable[str]) -> list[_Word]:
    stems = tuple(stems)
    return [word for word in words if any(_is_like(word.text, stem) for stem in stems)]


def _is_like(word: str, stem: str) -> bool:
    if word.startswith(stem) and (len(stem) > 4 or len(word) <= len(stem) + 3):  # siap, siaplah
        return True
    if len(stem) < TYPO_FROM or abs(len(word) - len(stem)) > 1 or word[0] != stem[0]:
        return False
    return _one_error_apart(word, stem)


def _one_error_apart(one: str, other: str) -> bool:
    """Is one letter added, lost, changed, or are two neighbours swapped?"""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    swapped = len(a) == len(b) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _affirmed(words: list[_Word], found: list[_Word]) -> list[_Word]:
    """Leave out what the text denies: "tidak bersedia menerima sanksi" accepts nothing."""
    return [
        word
        for word in found
        if not any(before.text in NOT for before in words[max(0, word.place - 2) : word.place])
    ]


def _near(some: list[_Word], others: list[_Word], *, span: int = NEAR) -> _Word | None:
    """Return the first of `some` that stands within `span` words of one of `others`."""
    pairs = (one for one, other in product(some, others) if abs(one.place - other.place) <= span)
    return next(pairs, None)
