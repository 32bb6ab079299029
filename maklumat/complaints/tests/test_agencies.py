"""Agencies are merged, closed and renamed; their cases go on, and the past keeps its names."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from maklumat.accounts.models import User
from maklumat.agencies import reorganisation
from maklumat.agencies.models import Agency, HolidayOverride
from maklumat.agencies.reorganisation import Basis
from maklumat.agencies.signals import government_changed
from maklumat.complaints import acting, tasks
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Result
from maklumat.complaints.models import ReplyTemplate, RoutingRule
from maklumat.complaints.tests import factories as make
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow

pytestmark = pytest.mark.django_db


def basis() -> Basis:
    return Basis(localdate(), "Perda 1/2026")


def test_cases_of_a_merged_agency_go_on_at_its_successor(
    agency_a: Agency, agency_b: Agency, dewi: User, wati: User
) -> None:
    case = make.disposed(agency_a, at=now())
    before = list(case.clocks.values_list("kind", "start", "due", "state"))
    RoutingRule.objects.create(name="KTP", words="ktp", to=agency_a, about=agency_a)
    ReplyTemplate.objects.create(agency=agency_a, name="Halo", text="Halo")

    reorganisation.merge(agency=agency_a, successor=agency_b, basis=basis(), by=dewi, at=now())

    case.refresh_from_db()
    assert case.agency == agency_b
    assert acting.officer(wati, case)
    assert list(case.clocks.values_list("kind", "start", "due", "state")) == before
    assert case.clocks.get(kind="first_answer").agency == agency_b
    assert RoutingRule.objects.get().to == agency_b
    assert ReplyTemplate.objects.get().agency == agency_b
    assert case.events.filter(agency=agency_a).exists()  # who did what stays written
    assert AuditRow.objects.filter(action="complaints.handed_over").exists()


def test_an_agency_with_open_cases_is_not_closed(agency_a: Agency, budi: User, dewi: User) -> None:
    case = make.disposed(agency_a, at=now())
    with pytest.raises(RuleBroken):
        reorganisation.close(agency=agency_a, basis=basis(), by=dewi, at=now())

    moving.answer(
        complaint=case, by=acting.officer(budi, case), at=now(), result=Result(text="Selesai.")
    )
    moving.run_out(at=now() + timedelta(days=40))

    reorganisation.close(agency=agency_a, basis=basis(), by=dewi, at=now())
    agency_a.refresh_from_db()
    assert agency_a.valid_to == localdate()


def test_a_renamed_agency_shows_its_new_name_and_keeps_the_old_in_history(
    client: Client, agency_a: Agency, dewi: User
) -> None:
    case = make.disposed(agency_a, at=now() - timedelta(days=3))
    reorganisation.rename(
        agency=agency_a, name="Dinas Adminduk", short_name="Adminduk", slug="adminduk",
        basis=basis(), by=dewi, at=now(),
    )  # fmt: skip
    client.force_login(dewi)

    shown = client.get(f"/petugas/pengaduan/{case.number}/").content.decode()

    assert "Dinas Adminduk" in shown
    assert "Dinas Kependudukan" in shown  # until when


def test_a_change_of_the_days_off_is_counted_anew_by_the_worker(
    agency_a: Agency, dewi: User
) -> None:
    case = make.disposed(agency_a, at=now())
    due = case.due
    HolidayOverride.objects.create(
        government=agency_a.government, date=due, kind="added", name="Hari jadi"
    )
    government_changed.send(type(dewi), government=agency_a.government, actor=dewi, at=now())

    tasks.recount(actor=dewi.get_username())

    case.refresh_from_db()
    assert case.due > due
    assert AuditRow.objects.filter(action="complaints.terms_recounted", actor=dewi.email).exists()
