"""Suggestions in free text. None is public; none of a service that has too few answers is shown."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core import datafiles
from maklumat.core.errors import NotFound
from maklumat.surveys.instrument import LOW
from maklumat.surveys.models import Response, State
from maklumat.surveys.queries.sums import Key, Where

STOP_WORDS = Path(__file__).resolve().parent.parent / "words" / "stopwords-id.yaml"
LOW_MARKS = (LOW, LOW + 1)
READ_FOR_WORDS = 2000  # the newest texts that the word list is made from


@dataclass(frozen=True)
class Wanted:
    """How a list is narrowed: one element marked low, words that a text holds."""

    element: str = ""
    words: str = ""


def texts(where: Where, enough: Collection[Key], wanted: Wanted) -> QuerySet[Response]:
    """Return the questionnaires with a suggestion, newest first; those left out have no say."""
    rows = Response.objects.filter(
        instrument=where.instrument,
        service__in=[key for key in enough if key is not None],
        day__range=(where.period.first, where.period.end),
    )
    rows = rows.exclude(text="").exclude(state=State.LEFT_OUT.value)
    if where.agencies is not None:
        rows = rows.filter(agency__in=list(where.agencies))
    if wanted.element in where.instrument.rules.keys:
        rows = rows.filter(**{f"marks__{wanted.element}__in": LOW_MARKS})
    for word in wanted.words.split():
        whole = rf"(^|\W){re.escape(word)}($|\W)"
        rows = rows.filter(text__icontains=word, text__iregex=whole)
    return rows.order_by("-day", "-pk")


def to_show(rows: QuerySet[Response]) -> QuerySet[Response]:
    return rows.select_related("service__agency", "unit").only(
        "day", "channel", "state", "marks", "text", "instrument_id", "agency_id",
        "service__name", "service__slug", "service__agency__slug",
        "service__agency__short_name", "service__agency__path", "unit__short_name",
    )  # fmt: skip


def for_words(rows: QuerySet[Response]) -> list[str]:
    """Return the texts that the word list is made from."""
    return list(rows.values_list("text", flat=True)[:READ_FOR_WORDS])


def text_for(user: User, pk: int) -> Response:
    """Return a suggestion that this person may make unreadable in part. Raises NotFound."""
    rows = Response.objects.exclude(text="").select_related("service__agency")
    found = policy_for(user).rows(rows, Act.CHANGE).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


@cache
def stop_words() -> frozenset[str]:
    return frozenset(datafiles.read(STOP_WORDS)["words"].split())
