"""/jawab/<token>/: reading consumes nothing, sending does, once, while the right lasts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Membership
from maklumat.complaints import acting
from maklumat.complaints.actions import answerlinks, moving
from maklumat.complaints.models import AnswerLink, Complaint
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Status
from maklumat.core.models import AuditRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(agency_a: Agency) -> Complaint:
    return make.disposed(
        agency_a, at=now(), wish="KTP segera jadi.", contact=make.contact(address="Jalan Melati 7")
    )


@pytest.fixture
def address(case: Complaint, budi: User) -> str:
    return f"/jawab/{answerlinks.make(user=budi, complaint=case, at=now())}/"


def reply(client: Client, address: str, **fields: str) -> object:
    return client.post(address, {"step": "balas", "text": "Sedang kami cetak.", **fields})


def test_the_page_shows_the_case_and_no_contact_data(
    client: Client, address: str, case: Complaint
) -> None:
    page = client.get(address)

    shown = page.content.decode()
    assert case.text in shown
    assert "KTP segera jadi." in shown
    for word in ("Sari Wulandari", "sari@contoh.example", "0812", "Jalan Melati"):
        assert word not in shown
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "same-origin"


def test_reading_consumes_nothing(client: Client, address: str) -> None:
    for _scanner in range(5):
        client.get(address)
        client.head(address)
        client.get(address, {"langkah": "hasil"})

    assert AnswerLink.objects.get().used_at is None


def test_a_reply_is_sent_once(client: Client, address: str, case: Complaint) -> None:
    first = reply(client, address)
    second = reply(client, address, text="Sekali lagi.")

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Sekali lagi." in second.content.decode()  # not sent, and not lost
    assert case.events.filter(move="reply").count() == 1
    assert "Sekali lagi." not in case.events.get(move="reply").text
    assert case.events.get(move="reply").author.first_name == "Budi"
    assert AuditRow.objects.filter(action="complaints.answered_by_link").count() == 1
    assert "notice--success" in client.get(address).content.decode()


def test_a_question_and_a_result_can_be_sent_too(
    client: Client, address: str, case: Complaint, budi: User
) -> None:
    client.post(address, {"step": "tanya", "text": "Di kecamatan mana?"})
    case.refresh_from_db()
    assert case.state is Status.WAITING

    other = make.disposed(case.agency, at=now())
    link = f"/jawab/{answerlinks.make(user=budi, complaint=other, at=now())}/"
    sent = {"step": "hasil", "text": "KTP sudah jadi.", "justified": "yes", "compensation": "none"}
    client.post(link, sent)
    other.refresh_from_db()
    assert other.state is Status.ANSWERED
    assert other.outcomes.get().justified is True


def test_bad_input_keeps_the_link_and_the_text(client: Client, address: str) -> None:
    empty = client.post(address, {"step": "balas", "text": ""})
    half = client.post(address, {"step": "hasil", "text": "Sudah selesai semua."})

    assert (empty.status_code, half.status_code) == (200, 200)
    assert "Sudah selesai semua." in half.content.decode()
    assert AnswerLink.objects.get().used_at is None


def test_a_link_that_is_too_old_says_so(client: Client, case: Complaint, budi: User) -> None:
    token = answerlinks.make(user=budi, complaint=case, at=now() - timedelta(days=8))

    page = reply(client, f"/jawab/{token}/")

    assert page.status_code == 409
    assert not case.events.filter(move="reply").exists()


def test_who_lost_the_role_finds_nothing(client: Client, address: str, case: Complaint) -> None:
    Membership.objects.all().delete()

    assert client.get(address).status_code == 404
    assert reply(client, address).status_code == 404
    assert not case.events.filter(move="reply").exists()


@pytest.mark.parametrize("change", ["closed account", "other agency", "restricted"])
def test_who_has_no_right_any_more_finds_nothing(
    client: Client, address: str, case: Complaint, budi: User, agency_b: Agency, change: str
) -> None:
    if change == "closed account":
        User.objects.filter(pk=budi.pk).update(is_active=False)
    elif change == "other agency":
        Complaint.objects.filter(pk=case.pk).update(agency=agency_b)
    else:
        Complaint.objects.filter(pk=case.pk).update(restricted=True)

    assert client.get(address).status_code == 404
    assert reply(client, address).status_code == 404


def test_a_link_opens_its_own_case_alone(client: Client, address: str, agency_a: Agency) -> None:
    other = make.disposed(agency_a, at=now(), text="Rahasia orang lain.")

    assert "Rahasia orang lain." not in client.get(address).content.decode()
    reply(client, address)
    assert not other.events.filter(move="reply").exists()


def test_a_case_that_was_answered_meanwhile_asks_for_nothing(
    client: Client, address: str, case: Complaint, budi: User
) -> None:
    moving.answer(
        complaint=case,
        by=acting.officer(budi, case),
        at=now(),
        result=moving.Result(text="Selesai."),
    )

    page = client.get(address)

    assert page.status_code == 200
    assert "<form" not in page.content.decode().split("<main")[1]


def test_a_made_up_link_is_missing_and_the_wrong_method_refused(client: Client) -> None:
    assert client.get("/jawab/abc/").status_code == 404
    assert client.put("/jawab/abc/").status_code == 405


def test_the_secret_is_kept_as_a_digest_only(address: str) -> None:
    row = AnswerLink.objects.get()

    assert len(row.digest) == 64
    assert row.digest not in address


def test_the_page_needs_few_queries(
    client: Client, address: str, django_assert_max_num_queries: object
) -> None:
    client.get(address)

    with django_assert_max_num_queries(8):
        client.get(address)
