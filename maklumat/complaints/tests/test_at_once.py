"""The same form fifty times at once, and two officers who close the same case: on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.complaints.models import Complaint, Event, Outcome
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Status
from maklumat.core.models import Message

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TIMES, HANDS = 50, 16
Answer = tuple[int, str]


def posted(user: User, address: str, fields: dict[str, str]) -> Answer:
    client = Client()
    client.force_login(user)
    try:
        answer = client.post(address, fields)
        return answer.status_code, answer.content.decode()
    finally:
        connections.close_all()


def at_once(jobs: list[tuple[User, str, dict[str, str]]]) -> list[Answer]:
    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(lambda job: posted(*job), jobs))


def letters(case: Complaint) -> int:
    return Message.objects.filter(about=case.number, to="sari@contoh.example").count()


@pytest.fixture
def case(agency_a: Agency) -> Complaint:
    return make.disposed(agency_a, contact=make.contact(), at=now() - timedelta(days=1))


def test_the_same_reply_fifty_times_is_one_reply_and_one_letter(
    case: Complaint, budi: User
) -> None:
    address = reverse("complaints-staff:step", args=[case.number, "reply"])
    fields = {"text": "Besok kami kabari.", "uid": str(uuid4()), "seen": str(_newest(case))}
    before = letters(case)

    answers = at_once([(budi, address, fields)] * TIMES)

    assert {status for status, _page in answers} == {302}
    assert Event.objects.filter(complaint=case, text="Besok kami kabari.").count() == 1
    assert letters(case) == before + 1


def test_one_of_two_closes_the_case_and_the_other_is_told_in_one_sentence(
    case: Complaint, budi: User, agency_a: Agency
) -> None:
    rina = people.user("Rina")
    agency_rows.membership(rina, "officer", agency_a)
    address = reverse("complaints-staff:step", args=[case.number, "answer"])
    before = letters(case)
    jobs = [
        (user, address, {"text": f"Hasil dari {user}.", "justified": "yes", "compensation": "none",
                         "uid": str(uuid4()), "seen": str(_newest(case))})
        for user in (budi, rina)
    ]  # fmt: skip

    answers = sorted(at_once(jobs))

    case.refresh_from_db()
    outcome = Outcome.objects.get(complaint=case)
    assert [status for status, _page in answers] == [302, 409]
    assert case.state is Status.ANSWERED
    loser = "Rina" if "Budi" in outcome.text else "Budi"
    winner = "Budi" if loser == "Rina" else "Rina"
    refused = answers[1][1]
    assert refused.count(f"{winner} lebih dahulu: Sampaikan hasil") == 1
    assert f"Hasil dari {loser}." in refused
    assert letters(case) == before + 1


def test_fifty_different_people_take_the_case_on_and_one_gets_it(
    agency_a: Agency, budi: User, agus: User
) -> None:
    case = make.complaint(agency=agency_a, at=now() - timedelta(days=1))
    address = reverse("complaints-staff:take-on", args=[case.number])
    jobs = [
        ((budi, agus)[turn % 2], address, {"uid": str(uuid4()), "seen": str(_newest(case))})
        for turn in range(TIMES)
    ]

    answers = at_once(jobs)

    case.refresh_from_db()
    assert [status for status, _page in answers].count(302) == 1
    assert {status for status, _page in answers} == {302, 409}
    assert case.state is Status.IN_PROGRESS
    assert case.events.filter(move="start").count() == 1


def _newest(case: Complaint) -> int:
    return case.events.order_by("pk").last().pk
