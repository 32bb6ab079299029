"""What is asked, answered and planned in an agency that is merged goes to its successor."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from maklumat.agencies.models import Agency
from maklumat.core import audit
from maklumat.surveys.actions import tallying
from maklumat.surveys.models import (
    FollowUp,
    Point,
    Rating,
    RatingTally,
    Report,
    Response,
    Served,
    SurveyImport,
    Suspicion,
    Tally,
    Ticket,
    Wording,
)

WITH_BOTH = (Response, Rating, Point)  # an agency and a unit; the sums are counted anew


@transaction.atomic
def hand_over(*, predecessor: Agency, successor: Agency, actor: str, at: datetime) -> int:
    """Move everything, count the sums of the services touched anew, and return how many answers.

    Runs after the catalogue has moved the services. Where both have something of the same kind, people
    served are added up, and the successor's wordings and reports stay: a report of the predecessor
    about the same period keeps its agency, where the organisers still find it.
    """
    touched = sorted(
        Tally.objects.filter(Q(agency=predecessor) | Q(unit=predecessor))
        .order_by()
        .values_list("service", flat=True)
        .distinct()
    )
    answers = Response.objects.filter(Q(agency=predecessor) | Q(unit=predecessor)).count()
    _join_suspicions(predecessor, successor)
    for model in WITH_BOTH:
        model.objects.filter(agency=predecessor).update(agency=successor)
        model.objects.filter(unit=predecessor).update(unit=successor)
    Ticket.objects.filter(unit=predecessor).update(unit=successor)
    SurveyImport.objects.filter(agency=predecessor).update(agency=successor)
    SurveyImport.objects.filter(unit=predecessor).update(unit=successor)
    FollowUp.objects.filter(agency=predecessor).update(agency=successor)
    _add_up_served(predecessor, successor)
    _hand_over_words(predecessor, successor)
    reports = _hand_over_reports(predecessor, successor)
    for service in touched:
        tallying.recount(service=service)
    _join_ratings(predecessor, successor)
    audit.record(
        action="surveys.handed_over",
        actor=actor,
        target=f"agency:{successor.slug}",
        at=at,
        details={"from": predecessor.slug, "questionnaires": answers, "reports": reports},
    )
    return answers


def switch_off(*, agency: Agency) -> int:
    """Ask nobody any more where an agency closes: its points lead to a page that says so."""
    points = Point.objects.filter(Q(agency=agency) | Q(unit=agency), is_active=True)
    return points.update(is_active=False)


def _join_suspicions(predecessor: Agency, successor: Agency) -> None:
    """Two open ones of a service, day and sign become one."""
    for row in Suspicion.objects.filter(unit=predecessor, decision=""):
        same = Suspicion.objects.filter(
            service=row.service_id, unit=successor, sign=row.sign, day=row.day, decision=""
        ).first()
        if same:
            Response.objects.filter(suspicion=row).update(suspicion=same)
            row.delete()
    Suspicion.objects.filter(agency=predecessor).update(agency=successor)
    Suspicion.objects.filter(unit=predecessor).update(unit=successor)


def _add_up_served(predecessor: Agency, successor: Agency) -> None:
    for row in Served.objects.filter(unit=predecessor):
        same = Served.objects.filter(service=row.service_id, unit=successor, month=row.month)
        other = same.first()
        if other:
            typed = [one.people for one in (row, other) if one.people is not None]
            other.people = sum(typed) if typed else None
            other.counted += row.counted
            other.save(update_fields=["people", "counted"])
            row.delete()
    Served.objects.filter(agency=predecessor).update(agency=successor)
    Served.objects.filter(unit=predecessor).update(unit=successor)


def _hand_over_words(predecessor: Agency, successor: Agency) -> None:
    """Words for one service go with it; words for all give way to those of the successor."""
    whole = Wording.objects.filter(agency=predecessor, service=None)
    for row in whole:
        if Wording.objects.filter(
            agency=successor, service=None, instrument=row.instrument_id, element=row.element
        ).exists():
            row.delete()
    Wording.objects.filter(agency=predecessor).update(agency=successor)


def _hand_over_reports(predecessor: Agency, successor: Agency) -> int:
    moved = 0
    for row in Report.objects.filter(agency=predecessor):
        taken = Report.objects.filter(
            agency=successor, instrument=row.instrument_id, first=row.first, last=row.last
        )
        if not taken.exists():
            Report.objects.filter(pk=row.pk).update(agency=successor)
            moved += 1
    return moved


def _join_ratings(predecessor: Agency, successor: Agency) -> None:
    """Add up the taps that are about no service; those of services were counted anew already."""
    for row in RatingTally.objects.filter(unit=predecessor):
        same = RatingTally.objects.filter(
            unit=successor, service=row.service, point=row.point, month=row.month, hour=row.hour,
            value=row.value, reason=row.reason,
        )  # fmt: skip
        if same.update(n=F("n") + row.n):
            row.delete()
    RatingTally.objects.filter(agency=predecessor).update(agency=successor)
    RatingTally.objects.filter(unit=predecessor).update(unit=successor)
