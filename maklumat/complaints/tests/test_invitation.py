"""Whoever had a report that was answered is asked how the service was, once."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue import asking
from maklumat.catalogue.asking import Ask, Occasion, Provider
from maklumat.catalogue.models import Service
from maklumat.complaints import acting, casepaper, codes, invitation
from maklumat.complaints.actions import moving
from maklumat.complaints.models import Complaint
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move
from maklumat.core.models import Message


class Asked:
    """Somebody who asks: remembers whom, and says the same as often as it is asked again."""

    def __init__(self) -> None:
        self.made: dict[str, Ask] = {}

    def ask(self, occasion: Occasion, _at: object) -> Ask | None:
        if occasion.about in self.made:
            return None
        code = f"K7QM-{len(self.made)}XWP"
        self.made[occasion.about] = Ask(f"https://x.go.id/survei/a/b/?kode={code}", code)
        return self.made[occasion.about]

    def again(self, occasion: Occasion, _at: object) -> Ask | None:
        return self.made.get(occasion.about)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The registry with one who asks: the surveys stand on the same floor, so not they."""
    provider = Asked()
    monkeypatch.setattr(asking, "_PROVIDERS", [Provider(provider.ask, provider.again)])
    return provider


def closed(agency: Agency, officer: User, move: Move = Move.ACCEPT, **fields: object) -> Complaint:
    case = make.answered(agency, officer, **fields)
    by = acting.COMPLAINANT if move is Move.ACCEPT else acting.SYSTEM
    moving.take(complaint=case, move=move, by=by, at=make.AT)
    return case


def page_of(case: Complaint, client: Client) -> str:
    return client.get(
        reverse("complaints:follow", args=[codes.token(case.number)])
    ).content.decode()


def test_the_page_of_a_closed_case_asks(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User, sari: Client
) -> None:
    case = closed(agency_a, budi, service=service_a)

    page = page_of(case, sari)

    assert "9 pertanyaan, 90 detik" in page
    assert "K7QM-0XWP" in page
    assert len(asked.made) == 1


def test_an_anonymous_one_is_asked_too(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User, sari: Client
) -> None:
    case = closed(agency_a, budi, service=service_a, anonymous=True)
    assert "K7QM" in page_of(case, sari)
    assert case.number not in str(asked.made)


def test_while_it_runs_and_without_a_service_nobody_is_asked(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User, sari: Client
) -> None:
    running = make.answered(agency_a, budi, service=service_a)
    without = closed(agency_a, budi)
    assert "K7QM" not in page_of(running, sari) + page_of(without, sari)
    assert asked.made == {}


def test_a_case_that_closes_again_is_not_asked_again(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User
) -> None:
    case = closed(agency_a, budi, service=service_a)
    assert invitation.make(case, at=make.AT) is None
    assert len(asked.made) == 1


def test_one_for_the_inspectorate_is_not_asked(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User
) -> None:
    case = make.answered(agency_a, budi, service=service_a)
    case.restricted = True
    assert invitation.make(case, at=make.AT) is None


def test_the_letter_of_a_case_that_closed_by_itself_asks(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User
) -> None:
    closed(agency_a, budi, Move.EXPIRE, service=service_a, contact=make.contact())
    assert "?kode=K7QM-0XWP" in Message.objects.order_by("-pk")[0].text


def test_a_letter_about_a_confidential_case_tells_no_code(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User
) -> None:
    fields = {"service": service_a, "contact": make.contact(), "confidential": True}
    closed(agency_a, budi, Move.EXPIRE, **fields)
    assert not [text for text in Message.objects.values_list("text", flat=True) if "K7QM" in text]


def test_the_statement_of_the_result_carries_the_code(
    asked: Asked, agency_a: Agency, service_a: Service, budi: User
) -> None:
    case = closed(agency_a, budi, service=service_a)
    pdf = casepaper.result(case, at=make.AT).pdf()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "K7QM-0XWP" in text
    assert service_a.name in text


def test_without_anybody_who_asks_the_paper_is_as_before(
    agency_a: Agency, service_a: Service, budi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_PROVIDERS", [])
    case = closed(agency_a, budi, service=service_a)
    assert casepaper.result(case, at=make.AT).pdf().startswith(b"%PDF")
