"""Checks: the head's statement, first dates, and the report of what is overdue."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.catalogue import reviewing, reviews
from maklumat.catalogue.models import AgencyReview, Service, Statement
from maklumat.catalogue.reminding import next_review
from maklumat.catalogue.reviewing import Answer
from maklumat.catalogue.statement_form import CHANGE, TRUE
from maklumat.catalogue.tests import factories
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 2, tzinfo=UTC)
DAY = AT.date()
PAGE = "/petugas/pernyataan/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, agency: Agency, answers: list[str], **fields: str) -> HttpResponse:
    given = {f"answer-{at}": answer for at, answer in enumerate(answers)}
    url = f"{PAGE}opd/{agency.pk}/tanda-tangan/"
    return signed_in(user).post(url, {"uid": str(uuid4()), "name": "Agus", **given, **fields})


def fresh(service: Service) -> Service:
    return Service.objects.get(pk=service.pk)


def test_what_is_true_counts_as_checked(
    agus: User, service_a: Service, government: Government
) -> None:
    response = send(agus, service_a.agency, [TRUE, TRUE])

    statement = Statement.objects.get()
    service = fresh(service_a)
    assert response.url == f"{PAGE}{statement.pk}/"
    assert (service.reviewed_at, service.reviewed_by) == (statement.day, "Agus")
    assert service.review_due == next_review(statement.day, government.review_months)
    assert AgencyReview.objects.get(item="contact").reviewed_by == "Agus"
    assert AuditRow.objects.filter(action="catalogue.statement_signed").count() == 1


def test_what_must_change_is_due_at_once(agus: User, service_a: Service) -> None:
    send(agus, service_a.agency, [CHANGE, TRUE], **{"note-0": "Biaya sudah berubah"})

    statement = Statement.objects.get()
    assert fresh(service_a).reviewed_at is None
    assert fresh(service_a).review_due == statement.day
    assert statement.lines.get(service=service_a).note == "Biaya sudah berubah"


def test_a_change_without_a_note_is_asked_for_and_nothing_is_lost(
    agus: User, service_a: Service
) -> None:
    response = send(agus, service_a.agency, [CHANGE, TRUE], name="Agus Setiawan")

    text = response.content.decode()
    assert response.status_code == 200
    assert "error-message" in text
    assert "Agus Setiawan" in text
    assert "checked" in text
    assert not Statement.objects.exists()


@pytest.mark.parametrize("answers", [[], [TRUE], ["maybe", TRUE]])
def test_every_line_needs_an_answer(agus: User, service_a: Service, answers: list[str]) -> None:
    assert send(agus, service_a.agency, answers).status_code == 200
    assert not Statement.objects.exists()


def test_the_same_form_sent_twice_is_one_statement(agus: User, service_a: Service) -> None:
    uid = str(uuid4())

    for _time in range(2):
        send(agus, service_a.agency, [TRUE, TRUE], uid=uid)

    assert Statement.objects.count() == 1


def test_only_the_head_signs(
    budi: User, dewi: User, wati: User, service_a: Service, agency_a: Agency
) -> None:
    for user in (budi, dewi, wati):
        assert send(user, agency_a, [TRUE, TRUE]).status_code == 404
    assert not Statement.objects.exists()


def test_a_statement_of_another_agency_looks_missing(
    agus: User, budi: User, wati: User, service_a: Service
) -> None:
    send(agus, service_a.agency, [TRUE, TRUE])
    statement = Statement.objects.get()

    assert "Agus" in signed_in(budi).get(f"{PAGE}{statement.pk}/").content.decode()
    for address in (f"{PAGE}{statement.pk}/", f"{PAGE}opd/{service_a.agency_id}/"):
        assert signed_in(wati).get(address).status_code == 404


def test_a_draft_does_not_bring_the_old_date_back(agus: User, service_a: Service) -> None:
    draft = fresh(service_a)
    draft.summary = "Dapat KTP-el baru."
    revision = draft.save_revision()
    send(agus, service_a.agency, [TRUE, TRUE])

    type(revision).objects.get(pk=revision.pk).publish()

    assert fresh(service_a).summary == "Dapat KTP-el baru."
    assert fresh(service_a).reviewed_by == "Agus"


def test_a_change_needs_a_note_at_every_door(
    agus: User, service_a: Service, government: Government
) -> None:
    thing = reviews.things_of([service_a.agency], government, DAY)[0]

    with pytest.raises(RuleBroken):
        reviewing.sign(
            agency=service_a.agency,
            government=government,
            answers=[Answer(thing, is_true=False)],
            name="Agus",
            by=agus,
            at=AT,
            uid=uuid4(),
        )


def test_the_public_reads_who_checked_when(
    agus: User,
    sari: Client,
    service_a: Service,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    address = service_a.get_absolute_url()
    sari.get(address)

    with django_capture_on_commit_callbacks(execute=True):
        send(agus, service_a.agency, [TRUE, TRUE])

    assert "oleh Agus" in sari.get(address).content.decode()


def test_what_has_no_date_gets_one(service_a: Service, government: Government) -> None:
    reviewing.start_reviews(government=government, day=DAY)
    reviewing.start_reviews(government=government, day=date(2027, 1, 1))

    assert fresh(service_a).review_due is not None
    assert {row.review_due for row in AgencyReview.objects.all()} == {date(2027, 11, 16)}


def test_the_report_says_what_who_and_how_long(budi: User, wati: User, service_a: Service) -> None:
    Service.objects.filter(pk=service_a.pk).update(review_due=date(2026, 1, 5))

    text = signed_in(budi).get(PAGE + "terlambat/").content.decode()
    rows = signed_in(budi).get(PAGE + "terlambat.csv").content.decode("utf-8-sig").splitlines()

    assert service_a.name in text
    assert rows[1].startswith(f"{service_a.agency.name},{service_a.name},2026-01-05,")
    assert ",Budi," in rows[1]
    assert service_a.name not in signed_in(wati).get(PAGE + "terlambat/").content.decode()


def test_lists_say_who_signs(agus: User, dewi: User, service_a: Service) -> None:
    address = f"{PAGE}opd/{service_a.agency_id}/tanda-tangan/"

    assert address in signed_in(agus).get(PAGE).content.decode()
    assert address not in signed_in(dewi).get(PAGE).content.decode()


def test_nobody_signs_for_what_is_not_published(agency_b: Agency, government: Government) -> None:
    factories.service("Bantuan", agency=agency_b, complete=False)

    things = reviews.things_of([agency_b], government, DAY)

    assert [thing.item for thing in things] == ["contact"]
