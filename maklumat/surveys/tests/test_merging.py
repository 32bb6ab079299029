"""What is asked and answered in an agency goes along when it is merged, and the sums stay right."""

from datetime import date

import pytest

from maklumat.accounts.models import User
from maklumat.agencies import reorganisation
from maklumat.agencies.models import Agency
from maklumat.agencies.reorganisation import Basis
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.core.models import AuditRow
from maklumat.surveys.actions import answering, tickets
from maklumat.surveys.actions.answering import Tap
from maklumat.surveys.models import (
    FollowUp,
    Point,
    Rating,
    RatingTally,
    Report,
    Response,
    Served,
    Suspicion,
    Tally,
    Ticket,
    Wording,
)
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.test_watching import equals_a_recount

BASIS = Basis(date(2026, 11, 10), "Perda 4/2026")


@pytest.fixture(autouse=True)
def _instrument(db: None) -> None:
    make.version()


def merge(agency: Agency, successor: Agency, by: User) -> None:
    reorganisation.merge(agency=agency, successor=successor, basis=BASIS, by=by, at=make.AT)


def point(service: Service, code: str = "k7q") -> Point:
    return Point.objects.create(
        code=code, use="rating", agency=service.agency, unit=service.agency, service=None,
        name="Pintu keluar", made_at=make.AT,
    )  # fmt: skip


def test_answers_taps_points_and_codes_move(
    service_a: Service, agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    make.response(service_a, 2)
    make.response(service_a, 4, suspicion=make.suspicion(service_a))
    door = point(service_a)
    for service in (service_a, None):
        answering.rate(
            tap=Tap(agency_a, agency_a, 3, make.DAY, 9, service=service, point=door), at=make.AT
        )
    tickets.issue(service=service_a, unit=agency_a, way="sheet", at=make.AT)

    merge(agency_a, agency_b, dewi)

    for model in (Response, Rating, Point, Suspicion, Tally, RatingTally):
        assert set(model.objects.values_list("agency", "unit")) == {(agency_b.pk, agency_b.pk)}
    assert Ticket.objects.get().unit == agency_b
    equals_a_recount()
    assert AuditRow.objects.filter(action="surveys.handed_over").count() == 1


def test_taps_at_one_hour_of_both_are_added_up(
    service_a: Service, agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    for agency in (agency_a, agency_b):
        answering.rate(tap=Tap(agency, agency, 3, make.DAY, 9), at=make.AT)
    merge(agency_a, agency_b, dewi)
    assert RatingTally.objects.get().n == 2


def test_sums_of_a_service_at_both_become_one(
    agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    service = services.service("Layanan bersama", agency=agency_b)
    for unit in (agency_a, agency_b):
        make.response(service, 3, unit=unit)

    merge(agency_a, agency_b, dewi)

    assert Tally.objects.get().n == 2
    equals_a_recount()


def test_people_served_are_added_up(agency_a: Agency, agency_b: Agency, dewi: User) -> None:
    service = services.service("Layanan bersama", agency=agency_b)
    for unit, people, month in ((agency_a, 30, 10), (agency_a, 10, 11), (agency_b, 5, 11)):
        Served.objects.create(
            service=service, unit=unit, agency=agency_b, month=date(2026, month, 1), people=people,
            noted_by="Budi", noted_at=make.AT,
        )  # fmt: skip

    merge(agency_a, agency_b, dewi)

    rows = Served.objects.order_by("month").values_list("month", "people", "unit")
    assert list(rows) == [
        (date(2026, 10, 1), 30, agency_b.pk),
        (date(2026, 11, 1), 15, agency_b.pk),
    ]


def test_the_successor_s_words_win(
    service_a: Service, agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    words = {"instrument": make.version()}
    Wording.objects.create(agency=agency_a, element="waktu", question="Lama A?", **words)
    Wording.objects.create(agency=agency_a, element="biaya", question="Biaya A?", **words)
    Wording.objects.create(agency=agency_b, element="waktu", question="Lama B?", **words)
    Wording.objects.create(
        agency=agency_a, service=service_a, element="waktu", question="KTP?", **words
    )

    merge(agency_a, agency_b, dewi)

    found = Wording.objects.filter(agency=agency_b).values_list("question", flat=True)
    assert sorted(found) == ["Biaya A?", "KTP?", "Lama B?"]
    assert not Wording.objects.filter(agency=agency_a).exists()


def report(agency: Agency) -> Report:
    return Report.objects.create(
        agency=agency, instrument=make.version(), first=date(2026, 1, 1), last=date(2026, 6, 1),
        made_at=make.AT, made_by="Budi",
    )  # fmt: skip


def test_reports_and_follow_ups_move_unless_both_reported(
    agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    moved = report(agency_a)
    plan = FollowUp.objects.create(
        report=moved, agency=agency_a, element="waktu", action="Tambah loket", person="Budi",
        due=date(2026, 12, 1), made_at=make.AT,
    )  # fmt: skip
    merge(agency_a, agency_b, dewi)
    moved.refresh_from_db()
    plan.refresh_from_db()
    assert moved.agency == plan.agency == agency_b


def test_of_two_reports_of_one_period_each_keeps_its_agency(
    agency_a: Agency, agency_b: Agency, dewi: User
) -> None:
    own, theirs = report(agency_a), report(agency_b)
    merge(agency_a, agency_b, dewi)
    own.refresh_from_db()
    theirs.refresh_from_db()
    assert (own.agency, theirs.agency) == (agency_a, agency_b)


def test_two_open_suspicions_become_one(agency_a: Agency, agency_b: Agency, dewi: User) -> None:
    service = services.service("Layanan bersama", agency=agency_b)
    for unit in (agency_a, agency_b):
        suspicion = make.suspicion(service, unit=unit)
        make.response(service, 1, unit=unit, suspicion=suspicion)

    merge(agency_a, agency_b, dewi)

    assert Suspicion.objects.get().responses.count() == 2
    equals_a_recount()


def test_where_an_agency_closes_nobody_is_asked_any_more(
    service_a: Service, agency_a: Agency, dewi: User
) -> None:
    make.response(service_a)
    door = point(service_a)
    Service.objects.filter(pk=service_a.pk).update(live=False)

    reorganisation.close(agency=agency_a, basis=BASIS, by=dewi, at=make.AT)

    door.refresh_from_db()
    assert not door.is_active
    assert Response.objects.count() == 1
