"""Keep the sums that figures are read from: add a questionnaire, take one away, count all anew.

Sums change by statements that add to what is there, so that many can answer at the same moment; rows
are touched in one fixed order, so that two never wait for each other.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Count as Total
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, TruncMonth

from maklumat.catalogue.models import Service
from maklumat.surveys.models import Rating, RatingTally, Response, State, Tally
from maklumat.surveys.periods import month_of
from maklumat.surveys.profile import age_group

AT_ONCE = 2000  # rows read at a time by a recount
TALLIES_AT_ONCE, COUNTS_AT_ONCE = 100, 1000  # in one statement: it takes only so many values
IN_MEMORY = 100_000  # different ones kept apart before they are looked into
Place = tuple[int, int, int, int, date, bool]  # instrument, service, unit, agency, month, held
Said = tuple[str, str]  # subject, value
Person = tuple[Any, ...]  # Any: the values of _WHO, of different types
_WHO = ("sex", "age", "education", "occupation", "disability", "channel")
_COLUMNS = (
    "instrument_id", "service_id", "unit_id", "agency_id", "day", "state", "as_text", *_WHO,
)  # fmt: skip
_UP = """
INSERT INTO surveys_tally
 (instrument_id, service_id, unit_id, agency_id, month, held, n, total, squares, incomplete)
VALUES {rows}
ON CONFLICT (instrument_id, service_id, unit_id, month, held) DO UPDATE SET
 n = surveys_tally.n + excluded.n, total = surveys_tally.total + excluded.total,
 squares = surveys_tally.squares + excluded.squares,
 incomplete = surveys_tally.incomplete + excluded.incomplete
RETURNING id, instrument_id, service_id, unit_id, month, held
"""
_DOWN = """
UPDATE surveys_tally SET n = n + %s, total = total + %s, squares = squares + %s,
 incomplete = incomplete + %s
WHERE instrument_id = %s AND service_id = %s AND unit_id = %s AND month = %s AND held = %s
RETURNING id
"""
_COUNTS_UP = """
INSERT INTO surveys_count (tally_id, subject, value, n) VALUES {rows}
ON CONFLICT (tally_id, subject, value) DO UPDATE SET n = surveys_count.n + excluded.n
"""
_COUNT_DOWN = (
    "UPDATE surveys_count SET n = n + %s WHERE tally_id = %s AND subject = %s AND value = %s"
)
_RATING_UP = """
INSERT INTO surveys_ratingtally
 (agency_id, unit_id, service, point, month, hour, value, reason, n)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 1)
ON CONFLICT (unit_id, service, point, month, hour, value, reason) DO UPDATE SET
 n = surveys_ratingtally.n + excluded.n
"""
_RATING_DOWN = """
UPDATE surveys_ratingtally SET n = n - 1 WHERE unit_id = %s AND service = %s AND point = %s
 AND month = %s AND hour = %s AND value = %s AND reason = %s
"""


def add(response: Response) -> None:
    """Add a new questionnaire to its sums: two statements, whatever is there already."""
    add_many([response])


def add_many(responses: Iterable[Response]) -> None:
    """Add new questionnaires: two statements for each month and place, not for each of them."""
    gathered = Gathered()
    for row in responses:
        gathered.add(row)
    gathered.keep()


def take_away(response: Response) -> None:
    """Take a questionnaire out of the sums of the state it is in; call before the state changes."""
    gathered = Gathered()
    gathered.add(response, -1)
    gathered.keep()


@transaction.atomic
def shift(rows: Iterable[Response], to: State) -> int:
    """Give complete questionnaires another state, and move them between the sums.

    Costs the same for five and for five thousand of one service and month. The caller holds a lock
    on the rows, so that their state is the one they have. Returns how many were moved.
    """
    moved = [row for row in rows if row.state not in (to, State.INCOMPLETE)]
    gathered = Gathered()
    for row in moved:
        gathered.add(row, -1)
        row.state = to.value
        gathered.add(row)
    gathered.keep()
    Response.objects.filter(pk__in=[row.pk for row in moved]).update(state=to.value)
    return len(moved)


def add_rating(rating: Rating) -> None:
    """Add a tap to its sum."""
    with connection.cursor() as cursor:
        cursor.execute(_RATING_UP, _rating_key(rating))


def take_away_rating(rating: Rating) -> None:
    """Take a tap out of its sum; call before it changes."""
    with connection.cursor() as cursor:
        cursor.execute(_RATING_DOWN, _rating_key(rating)[1:])


@transaction.atomic
def recount(*, service: int | None = None) -> int:
    """Count the sums of one service, or of all, anew from the rows; return how many were read.

    Nobody may add meanwhile: the worker and a merger call this for few rows, a command for all. A
    million questionnaires take some seconds, and no more memory than a hundred thousand.
    """
    rows, tallies = Response.objects.all(), Tally.objects.all()
    if service is not None:
        rows, tallies = rows.filter(service=service), tallies.filter(service=service)
    tallies.delete()
    gathered = Gathered()
    read = _read(rows, gathered)
    gathered.keep()
    recount_ratings(service=service)
    return read


@transaction.atomic
def recount_ratings(*, service: int | None = None) -> None:
    """Count the taps for one service, or all taps, anew."""
    rows, tallies = Rating.objects.all(), RatingTally.objects.all()
    if service is not None:
        rows, tallies = rows.filter(service=service), tallies.filter(service=service)
    tallies.delete()
    names = ("agency_id", "unit_id", "service", "point", "month", "hour", "value", "reason", "n")
    grouped = (
        rows.order_by()
        .annotate(
            own_service=Coalesce("service_id", 0),
            own_point=Coalesce("point_id", 0),
            month=TruncMonth("day"),
        )
        .values_list("agency_id", "unit_id", "own_service", "own_point", *names[4:-1])
        .annotate(Total("pk"))
    )
    RatingTally.objects.bulk_create(
        (RatingTally(**dict(zip(names, row, strict=True))) for row in grouped), batch_size=AT_ONCE
    )


class Gathered:
    """Changes of the sums, written together in the end, in the one order of places.

    `times` is how often something comes in; below 0, how often it goes out. What goes out of a place
    must be in it, and nothing else may come into that place meanwhile.
    """

    def __init__(self) -> None:
        self.heads: dict[Place, list[int]] = {}
        self.said: dict[Place, Counter[Said]] = {}

    def add(self, row: Response, times: int = 1) -> None:
        """Add a questionnaire to the sums of the state it is in."""
        if row.state == State.LEFT_OUT:
            return
        place = (
            row.instrument_id, row.service_id, row.unit_id, row.agency_id, month_of(row.day),
            row.state == State.HELD,
        )  # fmt: skip
        if row.state == State.INCOMPLETE:
            self.add_incomplete(place, times)
            return
        self.add_marks(place, row.marks, times)
        self.add_people(place, said_of(*(getattr(row, name) for name in _WHO)), times)

    def add_marks(self, place: Place, marks: Mapping[str, int], times: int) -> None:
        own = sum(marks.values())
        self._add(place, times, own * times, own * own * times, 0)
        counted = self.said.setdefault(place, Counter())
        for key, mark in marks.items():
            counted[key, str(mark)] += times

    def add_people(self, place: Place, said: Iterable[Said], times: int) -> None:
        counted = self.said.setdefault(place, Counter())
        for one in said:
            counted[one] += times

    def add_incomplete(self, place: Place, times: int) -> None:
        self._add(place, 0, 0, 0, times)

    def keep(self) -> None:
        """Change the tables. Raises Tally.DoesNotExist when something goes out that never came in."""
        goes_out = any(min(head) < 0 for head in self.heads.values())
        if not goes_out:
            self._join_moved()
        places = sorted(self.heads)
        with connection.cursor() as cursor:
            if goes_out:
                for place in places:
                    self._move(cursor, place)
            else:
                for first in range(0, len(places), TALLIES_AT_ONCE):
                    self._put_in(cursor, places[first : first + TALLIES_AT_ONCE])
        self.heads.clear()
        self.said.clear()

    def _join_moved(self) -> None:
        """Join the sums of a service that changed its agency within a month: at that of today."""
        groups: dict[tuple[object, ...], list[Place]] = {}
        for place in self.heads:
            groups.setdefault((*place[:3], *place[4:]), []).append(place)
        moved = [group for group in groups.values() if len(group) > 1]
        if not moved:
            return
        keys = {group[0][1] for group in moved}
        today = dict(Service.objects.filter(pk__in=keys).values_list("pk", "agency"))
        for group in moved:
            instrument, service, unit, _agency, month, held = group[0]
            heads = [self.heads.pop(place) for place in group]
            said = sum((self.said.pop(place, Counter()) for place in group), Counter())
            place = (instrument, service, unit, today[service], month, held)
            self._add(place, *(sum(column) for column in zip(*heads, strict=True)))
            self.said[place] = said

    def _move(self, cursor: CursorWrapper, place: Place) -> None:
        if min(self.heads[place]) < 0:
            _take_out(cursor, place, self.heads[place], sorted(self.said.get(place, {}).items()))
        else:
            self._put_in(cursor, [place])

    def _put_in(self, cursor: CursorWrapper, places: Sequence[Place]) -> None:
        """Lock the sums of all places, in their order; counts are changed only below that lock."""
        values: list[Any] = []  # Any: keys, a month, flags and sums
        for place in places:
            values += [*place, *self.heads[place]]
        cursor.execute(_UP.format(rows=_rows(len(places), 10)), values)
        keys = {_unique(*found): key for key, *found in cursor.fetchall()}
        counts = [
            (keys[_unique(*place[:3], *place[4:])], *one, times)
            for place in places
            for one, times in sorted(self.said.get(place, {}).items())
        ]
        for first in range(0, len(counts), COUNTS_AT_ONCE):
            part = counts[first : first + COUNTS_AT_ONCE]
            flat: list[int | str] = [value for row in part for value in row]
            cursor.execute(_COUNTS_UP.format(rows=_rows(len(part), 4)), flat)

    def _add(self, place: Place, *more: int) -> None:
        head = self.heads.setdefault(place, [0, 0, 0, 0])
        for index, number in enumerate(more):
            head[index] += number


def said_of(  # one argument for each field of the profile, as the table has them
    sex: str,
    age: int | None,
    education: str,
    occupation: str,
    disability: bool | None,  # noqa: FBT001  as the table has it
    channel: str,
) -> Iterator[Said]:
    """Give the profile of a questionnaire as it is counted."""
    yield "sex", sex
    yield "age", age_group(age)
    yield "education", education
    yield "occupation", occupation
    yield "disability", {True: "ya", False: "tidak", None: ""}[disability]
    yield "channel", channel


def _rows(count: int, width: int) -> str:
    row = f"({', '.join(['%s'] * width)})"
    return ", ".join([row] * count)


def _unique(
    instrument: int, service: int, unit: int, month: object, held: object
) -> tuple[int, int, int, str, bool]:
    """Return what only one sum has; a month is a date or its text, as the database gives it."""
    return instrument, service, unit, str(month), bool(held)


def _take_out(
    cursor: CursorWrapper, place: Place, head: list[int], said: list[tuple[Said, int]]
) -> None:
    instrument, service, unit, _agency, month, held = place
    cursor.execute(_DOWN, [*head, instrument, service, unit, month, held])
    found = cursor.fetchone()
    if found is None:
        raise Tally.DoesNotExist(str(place))
    for one, times in said:
        cursor.execute(_COUNT_DOWN, [times, found[0], *one])


def _read(rows: QuerySet[Response], into: Gathered) -> int:
    """Read rows as plain values; alike ones are added up first, so that few are looked into."""
    months = _Months()
    marked: Counter[tuple[Place, str]] = Counter()
    people: Counter[tuple[Place, Person]] = Counter()
    read = 0
    plain = rows.order_by().annotate(as_text=Cast("marks", TextField())).values_list(*_COLUMNS)
    for instrument, service, unit, agency, day, state, marks, *who in plain.iterator(AT_ONCE):
        read += 1
        if state == State.LEFT_OUT:
            continue
        place = (instrument, service, unit, agency, months[day], state == State.HELD)
        if state == State.INCOMPLETE:
            into.add_incomplete(place, 1)
            continue
        marked[place, marks] += 1
        people[place, tuple(who)] += 1
        if len(marked) + len(people) > IN_MEMORY:
            _look_into(marked, people, into)
    _look_into(marked, people, into)
    return read


def _look_into(
    marked: Counter[tuple[Place, str]], people: Counter[tuple[Place, Person]], into: Gathered
) -> None:
    for (place, marks), times in marked.items():
        into.add_marks(place, _parsed(marks), times)
    for (place, who), times in people.items():
        into.add_people(place, said_of(*who), times)
    marked.clear()
    people.clear()


@lru_cache(maxsize=20_000)
def _parsed(marks: str) -> Mapping[str, int]:
    found: dict[str, int] = json.loads(marks)
    return found


class _Months(dict[date, date]):
    """The month of each day, looked up once."""

    def __missing__(self, day: date) -> date:
        self[day] = month_of(day)
        return self[day]


def _rating_key(rating: Rating) -> list[int | str | date]:
    return [
        rating.agency_id,
        rating.unit_id,
        rating.service_id or 0,
        rating.point_id or 0,
        month_of(rating.day),
        rating.hour,
        rating.value,
        rating.reason,
    ]
