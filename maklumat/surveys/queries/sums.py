"""Figures of any period, read from the kept sums: two questions, however many answered."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from maklumat.surveys.index import NONE, Sums, together
from maklumat.surveys.instrument import PROFILE
from maklumat.surveys.models import Count, InstrumentVersion, Served, Tally
from maklumat.surveys.periods import Period

By = Literal["service", "unit", "agency", "month"]
Key = int | date | None  # what `by` names: a primary key, the first day of a month; None: all


@dataclass(frozen=True)
class Where:
    """Which questionnaires are meant; None: all. Rights are the caller's: pass the agencies."""

    instrument: InstrumentVersion
    period: Period
    agencies: Collection[int] | None = None
    services: Collection[int] | None = None
    units: Collection[int] | None = None


# What was typed counts everybody; what forms counted only who came through them.
SERVED = Greatest(Coalesce(F("people"), Value(0)), F("counted"))


def sums(where: Where, by: By | None = None, *, held: bool = False) -> dict[Key, Sums]:
    """Return the sums by service, unit, agency or month (None: one, under the key None).

    Without `held` only what surely counts; with it also what waits for a decision.
    """
    heads = _heads(where, by, held=held)
    counts: dict[Key, dict[str, dict[int, int]]] = {}
    for key, subject, value, said in _counted(
        where, by, held=held, subjects=where.instrument.rules.keys
    ):
        counts.setdefault(key, {}).setdefault(subject, {})[int(value)] = said
    return {
        key: Sums(
            head["n"], head["total"], head["squares"], counts.get(key, {}), head["incomplete"]
        )
        for key, head in heads.items()
    }


@dataclass(frozen=True)
class Split:
    """What surely counts, and what waits for a decision."""

    sure: Sums
    held: Sums

    @property
    def both(self) -> Sums:
        return together(self.sure, self.held) if self.held.n else self.sure


@dataclass(frozen=True)
class Said:
    """Everything that was said: sums by key, and the profile of all that surely counts."""

    splits: dict[Key, Split]
    profile: dict[str, dict[str, int]]


def split(where: Where, by: By | None = None) -> dict[Key, Split]:
    """Return both kinds of sums in two questions; without anything there is no key."""
    return said(where, by).splits


def said(where: Where, by: By | None = None) -> Said:
    """Return both kinds of sums and the profile in two questions."""
    column = None if by is None else _column(by)
    counts: dict[tuple[Key, bool], dict[str, dict[int, int]]] = {}
    profile: dict[str, dict[str, int]] = {name: {} for name in PROFILE}
    chosen = {f"tally__{name}": value for name, value in _filters(where, instrument=True).items()}
    rows = Count.objects.filter(**chosen, n__gt=0)
    columns = [f"tally__{column}"] if column else []
    for *key, held, subject, value, often in (
        rows.order_by()
        .values_list(*columns, "tally__held", "subject", "value")
        .annotate(often=Sum("n"))
    ):
        if subject not in profile:
            place = (key[0] if key else None, held)
            counts.setdefault(place, {}).setdefault(subject, {})[int(value)] = often
        elif not held:
            profile[subject][value] = profile[subject].get(value, 0) + often
    return Said(_splits(where, column, counts), profile)


def _splits(
    where: Where,
    column: str | None,
    counts: Mapping[tuple[Key, bool], Mapping[str, Mapping[int, int]]],
) -> dict[Key, Split]:
    found: dict[Key, dict[bool, Sums]] = {}
    columns = [column] if column else []
    for row in _tallies(where, held=True).values(*columns, "held").annotate(**_added()):
        place = (row[column] if column else None, row["held"])
        found.setdefault(place[0], {})[place[1]] = Sums(
            row["n"], row["total"], row["squares"], counts.get(place, {}), row["incomplete"]
        )
    return {key: Split(two.get(False, NONE), two.get(True, NONE)) for key, two in found.items()}


def totals(where: Where, by: By | None = None, *, held: bool = False) -> dict[Key, Sums]:
    """As `sums`, without the counts of each element: enough for index, margin and comparison."""
    return {
        key: Sums(head["n"], head["total"], head["squares"], {}, head["incomplete"])
        for key, head in _heads(where, by, held=held).items()
    }


def counts(where: Where) -> dict[str, dict[int, int]]:
    """Return how often each element got each mark. One question."""
    found: dict[str, dict[int, int]] = {}
    for _key, subject, value, said in _counted(
        where, None, held=False, subjects=where.instrument.rules.keys
    ):
        found.setdefault(subject, {})[int(value)] = said
    return found


def profile(where: Where, *, held: bool = False) -> dict[str, dict[str, int]]:
    """Return how many said what of themselves: by field, then by value ("" for not told)."""
    found: dict[str, dict[str, int]] = {field: {} for field in PROFILE}
    for _key, subject, value, said in _counted(where, None, held=held, subjects=PROFILE):
        found[subject][value] = said
    return found


def served(where: Where, by: By | None = None) -> dict[Key, int]:
    """Return how many people were served, as far as somebody noted it; nothing noted: no key."""
    rows = Served.objects.filter(**_filters(where, instrument=False)).order_by()
    if by is None:
        people = rows.aggregate(came=Sum(SERVED))["came"]
        return {} if people is None else {None: people}
    return dict(rows.values_list(_column(by)).annotate(came=Sum(SERVED)))


def _heads(where: Where, by: By | None, *, held: bool) -> dict[Key, Mapping[str, int]]:
    rows = _tallies(where, held=held)
    if by is None:
        one = rows.aggregate(**_added())
        return {} if one["n"] is None else {None: one}
    column = _column(by)
    return {row[column]: row for row in rows.values(column).annotate(**_added())}


def _added() -> dict[str, Sum]:
    return {name: Sum(name) for name in ("n", "total", "squares", "incomplete")}


def _counted(
    where: Where, by: By | None, *, held: bool, subjects: Collection[str]
) -> Iterator[tuple[Key, str, str, int]]:
    """Give key, subject, value and how often; `n` of a count is 0 when all were taken away."""
    rows = Count.objects.filter(
        tally__in=_tallies(where, held=held).values("pk"), subject__in=subjects, n__gt=0
    ).order_by()
    columns = ["subject", "value"] if by is None else [f"tally__{_column(by)}", "subject", "value"]
    for row in rows.values_list(*columns).annotate(said=Sum("n")):
        yield (None, *row) if by is None else row


def _tallies(where: Where, *, held: bool) -> QuerySet[Tally]:
    rows = Tally.objects.filter(**_filters(where, instrument=True)).order_by()
    return rows if held else rows.filter(held=False)


def _filters(where: Where, *, instrument: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "month__gte": where.period.first,
        "month__lte": where.period.last,
    }
    if instrument:
        found["instrument"] = where.instrument
    for name, keys in (
        ("agency", where.agencies),
        ("service", where.services),
        ("unit", where.units),
    ):
        if keys is not None:
            found[f"{name}__in"] = list(keys)
    return found


def _column(by: By) -> str:
    return by if by == "month" else f"{by}_id"
