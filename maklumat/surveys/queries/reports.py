"""Reports of a period: which there are, who may see them, whom they count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.surveys.models import (
    FollowUp,
    InstrumentVersion,
    Report,
    ReportEdition,
    ReportPublication,
    Response,
    State,
    Tally,
    Wording,
)
from maklumat.surveys.periods import Period
from maklumat.surveys.queries.sums import Where

AT_ONCE = 2000


@dataclass(frozen=True)
class May:
    """What a person may do with a report."""

    change: bool
    publish: bool


def published_reports(agency: Agency) -> QuerySet[Report]:
    """Return the published reports of an agency for everybody, the newest period first."""
    return (
        Report.objects.filter(agency=agency, published_at__isnull=False)
        .select_related("agency", "instrument")
        .order_by("-last", "-first")
    )


def published_edition(agency: str, period: Period) -> ReportEdition:
    """Return what is public of an agency and a period. Raises NotFound."""
    found = (
        ReportEdition.objects.filter(
            report__agency__slug=agency,
            report__first=period.first,
            report__last=period.last,
            report__published_at__isnull=False,
            withdrawn_at=None,
        )
        .select_related("report__agency", "report__instrument")
        .order_by("-number")
        .first()
    )
    if found is None:
        raise NotFound(f"{agency} {period.code}")
    return found


def report_for(user: User, pk: int, act: Act = Act.VIEW) -> Report:
    """Return a report of an agency in which this person may do this. Raises NotFound."""
    rows = policy_for(user).rows(Report.objects.all(), act)
    found = rows.select_related("agency__government", "instrument").filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def report_to_publish(user: User, pk: int) -> Report:
    """Return a report that this person may publish or withdraw. Raises NotFound."""
    found = report_for(user, pk)
    if not rights(user, found).publish:
        raise NotFound(str(pk))
    return found


def rights(user: User, report: Report) -> May:
    policy = policy_for(user)
    return May(
        change=policy.covers(Act.CHANGE, report.agency),
        publish=policy.covers(Act.APPROVE_AS_HEAD, report.agency)
        or policy.covers(Act.APPROVE_AS_ORGANISER, report.agency),
    )


def reports_of(user: User, instrument: InstrumentVersion, period: Period) -> dict[int, Report]:
    """Return the reports of a period that this person may see, by agency. One question."""
    rows = policy_for(user).rows(Report.objects.filter(instrument=instrument))
    rows = rows.filter(first=period.first, last=period.last).select_related("agency")
    return {row.agency_id: row for row in rows}


def reporting_agencies(user: User, on: date) -> list[Agency]:
    """Return the agencies of this person that owe a report: they exist and have a public service."""
    serves = Service.objects.filter(agency=OuterRef("pk"), live=True)
    asked = Tally.objects.filter(agency=OuterRef("pk"))
    rows = policy_for(user).agencies().filter(Exists(serves) | Exists(asked))
    return list(rows.exclude(valid_to__lt=on).select_related("government").order_by("name"))


def agency_to_report(user: User, pk: int) -> Agency:
    """Return an agency for which this person may begin a report. Raises NotFound."""
    found = policy_for(user).agencies(Act.CHANGE).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def earlier_report(report: Report) -> Report | None:
    """Return the report of this agency that ended last before this one began."""
    rows = Report.objects.filter(agency=report.agency_id, last__lt=report.first)
    return rows.select_related("agency", "instrument").order_by("-last", "-first").first()


def lines_of(report: Report) -> list[FollowUp]:
    """Return the follow-up plan of a report in the order in which it was planned."""
    rows = report.follow_ups.select_related("service", "proof", "report", "agency")
    return list(rows.order_by("pk"))


def publications_of(report: Report) -> list[ReportPublication]:
    return list(report.publications.all())


def publication_of(report: Report, pk: int) -> ReportPublication:
    found = report.publications.filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def editions_of(report: Report) -> list[ReportEdition]:
    """Return the editions without their files, the newest first."""
    return list(report.editions.defer("content", "matrix", "paper"))


def edition_of(report: Report, number: int) -> ReportEdition:
    found = report.editions.filter(number=number).first()
    if found is None:
        raise NotFound(str(number))
    return found


def current_edition(report: Report) -> ReportEdition | None:
    """Return the edition that is public now."""
    return report.editions.filter(withdrawn_at=None).order_by("-number").first()


def keys_below(agency: Agency) -> list[int]:
    """Return the agency and those below it."""
    return list(Agency.objects.filter(path__startswith=agency.path).values_list("pk", flat=True))


def service_names(where: Where) -> dict[int, str]:
    rows = Service.objects.filter(survey_tallies__in=_tallies(where)).distinct().order_by()
    return dict(rows.values_list("pk", "name"))


def unit_names(where: Where) -> dict[int, str]:
    keys = _tallies(where).values("unit")
    return dict(Agency.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))


def counted(where: Where) -> Iterator[Response]:
    """Give the questionnaires that count, day by day; within a day in no order that tells a time."""
    rows = Response.objects.filter(
        instrument=where.instrument,
        agency__in=list(where.agencies or ()),
        day__gte=where.period.first,
        day__lte=where.period.end,
        state=State.COUNTED.value,
    )
    shown = rows.select_related("service").defer("text").order_by("day", "client_uid")
    return shown.iterator(chunk_size=AT_ONCE)


def own_words(report: Report) -> list[Wording]:
    """Return the questions that the agency, or a service of it, asks in other words."""
    rows = Wording.objects.filter(instrument=report.instrument, agency=report.agency)
    return list(rows.select_related("service").order_by("service__name", "element"))


def with_lines(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Read the follow-up plans along: one more question, however many reports."""
    return reports.prefetch_related(Prefetch("follow_ups", FollowUp.objects.order_by("pk")))


def _tallies(where: Where) -> QuerySet[Tally]:
    return Tally.objects.filter(
        instrument=where.instrument,
        agency__in=list(where.agencies or ()),
        month__gte=where.period.first,
        month__lte=where.period.last,
    ).order_by()
