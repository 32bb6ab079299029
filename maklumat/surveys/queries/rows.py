"""The questionnaires behind a figure: what each says, never a text and never an hour."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from maklumat.surveys.models import Response, State
from maklumat.surveys.queries.sums import Key, Where


@dataclass(frozen=True)
class Mark:
    """Where a page of a list ended: the next one begins behind it."""

    day: date
    pk: int

    @property
    def code(self) -> str:
        return f"{self.day:%Y-%m-%d}.{self.pk}"


def read_mark(code: str) -> Mark | None:
    """Return the mark in an address; None for anything else."""
    day, _dot, key = code.partition(".")
    try:
        return Mark(date.fromisoformat(day), int(key)) if key.isascii() else None
    except ValueError:
        return None


def questionnaires(where: Where, enough: Collection[Key], *, state: str = "") -> QuerySet[Response]:
    """Return the questionnaires of services that have enough of them, newest first."""
    rows = Response.objects.filter(
        instrument=where.instrument,
        service__in=[key for key in enough if key is not None],
        day__range=(where.period.first, where.period.end),
    )
    if where.agencies is not None:
        rows = rows.filter(agency__in=list(where.agencies))
    rows = rows.filter(state=state) if state in set(State) else rows
    return rows.order_by("-day", "-pk")


def behind(rows: QuerySet[Response], mark: Mark | None) -> QuerySet[Response]:
    """Go on where the page before ended: as cheap on the last page as on the first."""
    if mark is None:
        return rows
    return rows.filter(Q(day__lt=mark.day) | Q(day=mark.day, pk__lt=mark.pk))


def plain(rows: QuerySet[Response]) -> QuerySet[Response]:
    """Fetch what a list and a file show, without texts."""
    return rows.select_related("service__agency", "unit").only(
        "day", "channel", "sent_from", "state", "marks", "sex", "age", "education", "occupation", "disability",
        "service__name", "service__slug", "service__agency__short_name", "service__agency__slug",
        "unit__short_name", "agency_id", "unit_id",
    )  # fmt: skip


def in_pieces(rows: QuerySet[Response]) -> Iterator[Response]:
    return plain(rows).iterator(chunk_size=1000)
