"""Signs that questionnaires are made up rather than filled in. Pure.

No rule fixes these limits; all are our own choice, and generous: what stands out is only held until
a person decides. Giving the same mark to every question ("straight-lining") is how many content
people answer, so alone it is no sign.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil

SECONDS_A_QUESTION = Decimal("1.5")  # own choice: to read a question and choose a word


class Sign(StrEnum):
    QUICK = "quick"
    SAME = "same"
    MANY = "many"
    PATTERN = "pattern"


class Ground(StrEnum):
    """How many people may stand behind one connection."""

    OWN = "own"  # a phone or a home; mobile operators let some dozen phones share one address
    SHARED = "shared"  # the QR code of a counter: phones on the office's network
    KIOSK = "kiosk"  # one screen for everybody


@dataclass(frozen=True)
class Limits:
    """How many are still normal; None: any number."""

    same: int | None  # the same marks from one connection within SAME_SECONDS
    same_flat: int | None  # likewise, when all marks are alike
    many: int  # questionnaires from one connection within MANY_SECONDS


SAME_SECONDS = 30 * 60
MANY_SECONDS = 60 * 60
LIMITS: Mapping[Ground, Limits] = {  # own choice
    Ground.OWN: Limits(same=3, same_flat=8, many=20),
    Ground.SHARED: Limits(same=6, same_flat=30, many=60),
    Ground.KIOSK: Limits(same=8, same_flat=None, many=150),
}
PATTERN_SPAN = timedelta(hours=1)
PATTERN_ALIKE = 8  # own choice: the same marks for one service within the span, whoever sent them
PATTERN_FLAT = 40  # likewise, when all marks are alike
PATTERN_KIOSK = LIMITS[Ground.KIOSK].many  # likewise, at kiosks: more than a screen is used for


@dataclass(frozen=True)
class Seen:
    """What is known of a questionnaire when it arrives; the two counts hold itself too."""

    marks: Mapping[str, int]
    seconds: int | None
    ground: Ground
    same: int
    many: int
    proved: bool = False


def ground(channel: str, *, at_point: bool) -> Ground:
    """Return what stands behind the connection of a questionnaire.

    Anybody can say in the address to be a kiosk; one that staff set up is known by its token, or asks
    at a point: both are told as `at_point`.

    >>> ground("kiosk", at_point=True).value, ground("kiosk", at_point=False).value
    ('kiosk', 'shared')
    """
    if channel == "kiosk":
        return Ground.KIOSK if at_point else Ground.SHARED
    return Ground.SHARED if at_point else Ground.OWN


def is_flat(marks: Mapping[str, int]) -> bool:
    """Are all marks alike?"""
    return len(set(marks.values())) <= 1


def least_seconds(questions: int) -> int:
    """Return the seconds that nobody needs less of.

    >>> least_seconds(9)
    14
    """
    return ceil(questions * SECONDS_A_QUESTION)


def sign_of(seen: Seen) -> Sign | None:
    """Return what stands out most, if anything does.

    Who typed a one-time code was served, and may share a connection with many: only the time tells
    against it. A browser that told no time is not judged by it, nor one whose clock was set back.

    >>> sign_of(Seen({"waktu": 4, "biaya": 3}, 2, Ground.OWN, same=1, many=1))
    <Sign.QUICK: 'quick'>
    """
    limits = LIMITS[seen.ground]
    same = limits.same_flat if is_flat(seen.marks) else limits.same
    if not seen.proved:
        if same is not None and seen.same > same:
            return Sign.SAME
        if seen.many > limits.many:
            return Sign.MANY
    if seen.seconds is not None and 0 <= seen.seconds < least_seconds(len(seen.marks)):
        return Sign.QUICK
    return None


@dataclass(frozen=True)
class Came:
    """One kept questionnaire, for the search across connections."""

    key: int
    service: int
    marks: Mapping[str, int]
    at: datetime
    kiosk: bool = False  # one of ours, at a point


def alike(rows: Iterable[Came]) -> set[int]:
    """Return the keys of those that are too many alike within an hour for one service.

    All of them, the first ones too: whether they came over one connection or many is not known.
    """
    groups: dict[tuple[object, ...], list[Came]] = {}
    for row in rows:
        at_ease = row.kiosk and is_flat(row.marks)
        key = (row.service, at_ease, *sorted(row.marks.items()))
        groups.setdefault(key, []).append(row)
    return {key for group in groups.values() for key in _crowded(group)}


def _crowded(group: list[Came]) -> Iterator[int]:
    most = PATTERN_ALIKE
    if is_flat(group[0].marks):
        most = PATTERN_KIOSK if group[0].kiosk else PATTERN_FLAT
    ordered = sorted(group, key=lambda row: (row.at, row.key))
    begin = told = 0
    for end, row in enumerate(ordered):
        while row.at - ordered[begin].at >= PATTERN_SPAN:
            begin += 1
        if end - begin + 1 >= most:
            yield from (near.key for near in ordered[max(begin, told) : end + 1])
            told = end + 1
