"""Keep the sums that figures are read from: add a questionnaire, take one away, count all anew.

Sums change by statements that add to what is there, so that many can answer at the same moment; rows
are touched in one fixed order, so that two never wait for each other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import connection, transaction

from maklumat.surveys.models import Count, Rating, RatingTally, Response, State, Tally
from maklumat.surveys.periods import month_of
from maklumat.surveys.profile import age_group

AT_ONCE = 2000  # rows read at a time by a recount
IN_STATE = {State.COUNTED: False, State.HELD: True}  # which sums a state belongs to
Place = tuple[int, int, int, date, bool]  # instrument, service, unit, month, held
_TALLY = """
INSERT INTO surveys_tally
 (instrument_id, service_id, unit_id, agency_id, month, held, n, total, squares, incomplete)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (instrument_id, service_id, unit_id, month, held) DO UPDATE SET
 n = surveys_tally.n + excluded.n, total = surveys_tally.total + excluded.total,
 squares = surveys_tally.squares + excluded.squares,
 incomplete = surveys_tally.incomplete + excluded.incomplete
RETURNING id
"""
_COUNT = """
INSERT INTO surveys_count (tally_id, subject, value, n) VALUES {rows}
ON CONFLICT (tally_id, subject, value) DO UPDATE SET n = surveys_count.n + excluded.n
"""
_RATING = """
INSERT INTO surveys_ratingtally
 (agency_id, unit_id, service, point, month, hour, value, reason, n)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (unit_id, service, point, month, hour, value, reason) DO UPDATE SET
 n = surveys_ratingtally.n + excluded.n
"""
_DOWN = (
    "UPDATE surveys_tally SET n = n - %s, total = total - %s, squares = squares - %s WHERE id = %s"
)


def add(response: Response) -> None:
    """Add a new questionnaire to its sums: two statements, whatever is there already."""
    if response.state == State.LEFT_OUT:
        return
    own = _own(response)
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, [*_key(response), *own])
        tally = cursor.fetchone()[0]
        if response.state == State.INCOMPLETE:
            return
        counts = sorted(_said(response))
        places = ", ".join(["(%s, %s, %s, 1)"] * len(counts))
        values = [value for subject, said in counts for value in (tally, subject, said)]
        cursor.execute(_COUNT.format(rows=places), values)


def take_away(response: Response) -> None:
    """Take a questionnaire out of the sums of the state it is in; call before the state changes."""
    if response.state not in IN_STATE:
        return
    tally = Tally.objects.select_for_update().get(
        instrument_id=response.instrument_id,
        service_id=response.service_id,
        unit_id=response.unit_id,
        month=month_of(response.day),
        held=IN_STATE[State(response.state)],
    )
    n, total, squares, _incomplete = _own(response)
    with connection.cursor() as cursor:
        cursor.execute(_DOWN, [n, total, squares, tally.pk])
        for subject, said in sorted(_said(response)):
            cursor.execute(
                "UPDATE surveys_count SET n = n - 1"
                " WHERE tally_id = %s AND subject = %s AND value = %s",
                [tally.pk, subject, said],
            )


def add_rating(rating: Rating) -> None:
    """Add a tap to its sum."""
    with connection.cursor() as cursor:
        cursor.execute(_RATING, [*_rating_key(rating), 1])


@transaction.atomic
def recount(*, service: int | None = None) -> int:
    """Count the sums of one service, or of all, anew from the rows; return how many were read.

    Nobody may add meanwhile: the worker and a merger call this for few rows, a command for all.
    """
    rows, taps = Response.objects.all(), Rating.objects.all()
    tallies, tapped = Tally.objects.all(), RatingTally.objects.all()
    if service is not None:
        rows, taps = rows.filter(service=service), taps.filter(service=service)
        tallies, tapped = tallies.filter(service=service), tapped.filter(service=service)
    tallies.delete()
    tapped.delete()
    read = _recount_responses(rows.order_by().iterator(AT_ONCE))
    _recount_ratings(taps.order_by().iterator(AT_ONCE))
    return read


def _recount_responses(rows: Iterable[Response]) -> int:
    made: dict[Place, Tally] = {}
    said: dict[Place, Counter[tuple[str, str]]] = {}
    read = 0
    for row in rows:
        read += 1
        if row.state == State.LEFT_OUT:
            continue
        instrument, service, unit, agency, month, held = _key(row)
        place = (instrument, service, unit, month, held)
        tally = made.get(place)
        if tally is None:
            tally = made[place] = Tally(
                instrument_id=instrument, service_id=service, unit_id=unit, agency_id=agency,
                month=month, held=held,
            )  # fmt: skip
        n, total, squares, incomplete = _own(row)
        tally.n += n
        tally.total += total
        tally.squares += squares
        tally.incomplete += incomplete
        if row.state != State.INCOMPLETE:
            said.setdefault(place, Counter()).update(_said(row))
    Tally.objects.bulk_create(made.values(), batch_size=AT_ONCE)
    Count.objects.bulk_create(
        (
            Count(tally=made[place], subject=subject, value=value, n=n)
            for place, counted in said.items()
            for (subject, value), n in counted.items()
        ),
        batch_size=AT_ONCE,
    )
    return read


def _recount_ratings(rows: Iterable[Rating]) -> None:
    sums: Counter[tuple[int | str | date, ...]] = Counter(tuple(_rating_key(row)) for row in rows)
    names = ("agency_id", "unit_id", "service", "point", "month", "hour", "value", "reason")
    RatingTally.objects.bulk_create(
        (RatingTally(**dict(zip(names, key, strict=True)), n=n) for key, n in sums.items()),
        batch_size=AT_ONCE,
    )


def _key(response: Response) -> tuple[int, int, int, int, date, bool]:
    return (
        response.instrument_id,
        response.service_id,
        response.unit_id,
        response.agency_id,
        month_of(response.day),
        response.state == State.HELD,
    )


def _own(response: Response) -> tuple[int, int, int, int]:
    if response.state == State.INCOMPLETE:
        return 0, 0, 0, 1
    own = sum(response.marks.values())
    return 1, own, own * own, 0


def _said(response: Response) -> Iterator[tuple[str, str]]:
    yield from ((key, str(mark)) for key, mark in response.marks.items())
    yield "sex", response.sex
    yield "age", age_group(response.age)
    yield "education", response.education
    yield "occupation", response.occupation
    yield "disability", {True: "ya", False: "tidak", None: ""}[response.disability]
    yield "channel", response.channel


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
