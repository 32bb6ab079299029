"""What of the cases is public, and what may become so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, Q, QuerySet

from maklumat.complaints.models import Complaint, Publication, Reporter
from maklumat.complaints.workflow import Kind
from maklumat.core import numbers
from maklumat.core.errors import NotFound, RuleBroken

MAY_BE_PUBLIC = Q(complaint__confidential=False, complaint__restricted=False)


def publishable(complaint: Complaint) -> bool:
    """May this case become public at all? Never a confidential or restricted one."""
    secret = complaint.confidential or complaint.restricted
    return not secret and complaint.kind != Kind.SUPERVISION.value


def live_publications() -> QuerySet[Publication]:
    """Return what the public reads, newest first. The flags of the case are asked once more."""
    rows = Publication.objects.filter(MAY_BE_PUBLIC, live=True)
    related = rows.select_related(
        "complaint__agency", "complaint__service__agency", "complaint__category__parent"
    )
    return related.order_by("-published_at", "-pk")


def live_publication(number: str) -> Publication:
    """Return one public case.

    Raises NotFound: not public and not there look alike.
    """
    try:
        parsed = str(numbers.parse(number))
    except RuleBroken:
        raise NotFound(number) from None
    found = live_publications().filter(complaint__number=parsed).first()
    if found is None:
        raise NotFound(number)
    return found


@dataclass(frozen=True)
class WantedCases:
    """What a citizen looks for among the public cases."""

    words: str = ""
    agency: str = ""
    kind: str = ""
    year: int | None = None


def found_publications(wanted: WantedCases) -> QuerySet[Publication]:
    """Return the public cases that fit, newest first."""
    rows = live_publications()
    for word in wanted.words.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(answer__icontains=word)
            | Q(complaint__number__iexact=word)
        )
    if wanted.agency:
        rows = rows.filter(complaint__agency__slug=wanted.agency)
    if wanted.kind:
        rows = rows.filter(complaint__kind=wanted.kind)
    if wanted.year:
        rows = rows.filter(complaint__received_at__year=wanted.year)
    return rows


def agencies_with_public_cases() -> list[tuple[str, str]]:
    """Return short name and name of the agencies that have a public case. One query."""
    rows = Publication.objects.filter(MAY_BE_PUBLIC, live=True, complaint__agency__isnull=False)
    pairs = rows.order_by("complaint__agency__name").values_list(
        "complaint__agency__slug", "complaint__agency__name"
    )
    return list(pairs.distinct())


def years_with_public_cases() -> list[int]:
    """Return the years in which public cases were received, newest first. One query."""
    rows = Publication.objects.filter(MAY_BE_PUBLIC, live=True)
    ends = rows.aggregate(first=Min("complaint__received_at"), last=Max("complaint__received_at"))
    if ends["first"] is None:
        return []
    return list(range(ends["last"].year, ends["first"].year - 1, -1))


def publication_of(complaint: Complaint) -> Publication | None:
    """Return the publication of a case, live or withdrawn."""
    return Publication.objects.filter(complaint=complaint).first()


def known_of_the_reporter(complaint: Complaint) -> Iterator[str]:
    """Yield what the reporter gave of themselves, to be looked for in a text that goes public."""
    person = Reporter.objects.filter(complaint=complaint).first()
    if person is None:
        return
    yield from (person.name, person.phone, person.email, person.address)
    yield from person.name.split()


def result_of(complaint: Complaint) -> str:
    """Return the text of the last result of a case."""
    outcome = complaint.outcomes.order_by("-round").first()
    return outcome.text if outcome else ""


def public_numbers() -> Iterator[tuple[str, datetime | None]]:
    """Yield number and day of every public case, for the sitemap. One query."""
    rows = Publication.objects.filter(MAY_BE_PUBLIC, live=True).order_by("pk")
    yield from rows.values_list("complaint__number", "published_at").iterator(chunk_size=2000)
