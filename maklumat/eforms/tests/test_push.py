"""News of one's own form for a browser, against a real HTTP server that stands for the push service."""

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies import devices
from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.core import outbox, push
from maklumat.core.models import Message, MessageState
from maklumat.core.tests import pushservice
from maklumat.core.tests.pushservice import Browser
from maklumat.core.tests.pushservice import Service as PushService
from maklumat.eforms import codes
from maklumat.eforms.actions import keeping, submitting
from maklumat.eforms.actions.submitting import Filled, Said
from maklumat.eforms.handling import Move
from maklumat.eforms.models import Submission, SubmissionBrowser
from maklumat.eforms.queries.forms import offered_form
from maklumat.eforms.tests import factories as make
from maklumat.eforms.views import following

ANSWERS = {
    "data": {"nama": "Sari Wulandari", "nik": "3204114505900001", "alasan": "rusak"},
    "keluarga": [{"nama": "Budi"}],
}
SAID = "ISI-JAWABAN-PETUGAS"


@pytest.fixture
def push_service(settings: object) -> Iterator[PushService]:
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    with pushservice.running() as running:
        settings.PUSH_SERVICES = [running.address]
        yield running


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def row(service_a: Service, government: Government) -> Submission:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    make.form(service_a, takes_submissions=True)
    return hand_in()


@pytest.fixture
def agreed(row: Submission, push_service: PushService, browser: Browser) -> Submission:
    endpoint = f"{push_service.address}/b/1"
    push.agree(row.browsers, endpoint=endpoint, keys=browser.keys, at=now())
    return row


def hand_in(language: str = "id") -> Submission:
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", now())
    filled = Filled(offered, ANSWERS, uuid4(), language=language)
    return submitting.submit(filled=filled, at=now()).submission


def take(row: Submission, *moves: Move, by: User | None) -> None:
    for move in moves:
        submitting.take(submission=row, move=move, by=by, at=now(), said=Said(SAID))


def link(row: Submission, step: str = "browser") -> str:
    return reverse(f"eforms:{step}", args=[codes.token(row.number)])


@pytest.mark.parametrize(("moves", "told"), [
    ([Move.CHECK], 0), ([Move.CHECK, Move.ASK], 1), ([Move.CHECK, Move.ACCEPT], 1),
    ([Move.CHECK, Move.ACCEPT, Move.FINISH], 2), ([Move.CHECK, Move.REFUSE], 1),
])  # fmt: skip
def test_a_browser_hears_that_there_is_news_and_nothing_of_it(
    agreed: Submission, push_service: PushService, browser: Browser, budi: User,
    moves: list[Move], told: int,
) -> None:  # fmt: skip
    take(agreed, *moves, by=budi)

    assert outbox.Courier().deliver() == told
    for _headers, body in push_service.taken:
        notice = json.loads(browser.read(body))
        assert sorted(notice) == ["address", "text"]
        assert notice["text"] == "Ada kabar tentang formulir Anda"
        assert notice["address"].startswith("/formulir/lacak/")
        assert Client().get(notice["address"]).status_code == 200
    assert not Message.objects.filter(text__contains=SAID).exists()
    assert not Message.objects.exclude(state=MessageState.SENT).exists()


def test_it_hears_in_the_language_of_the_form(
    row: Submission, push_service: PushService, browser: Browser, budi: User
) -> None:
    english = hand_in("en")
    endpoint = f"{push_service.address}/b/1"
    push.agree(english.browsers, endpoint=endpoint, keys=browser.keys, at=now())
    take(english, Move.CHECK, Move.REFUSE, by=budi)
    outbox.Courier().deliver()

    notice = json.loads(browser.read(push_service.taken[0][1]))
    assert notice["text"] == "There is news of your form"
    assert notice["address"].startswith("/en/formulir/lacak/")


def test_what_the_applicant_does_is_no_news(agreed: Submission, budi: User) -> None:
    take(agreed, Move.WITHDRAW, by=None)
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    agreed: Submission, push_service: PushService, budi: User, status: int
) -> None:
    push_service.status = status
    take(agreed, Move.CHECK, Move.REFUSE, by=budi)
    outbox.Courier().deliver()

    assert not SubmissionBrowser.objects.exists()
    assert Message.objects.get().state == MessageState.DROPPED


def test_a_service_that_left_the_list_is_not_called(
    agreed: Submission, push_service: PushService, budi: User, settings: object
) -> None:
    settings.PUSH_SERVICES = ["https://lain.example"]
    take(agreed, Move.CHECK, Move.REFUSE, by=budi)
    outbox.Courier().deliver()

    assert push_service.taken == []
    assert not SubmissionBrowser.objects.exists()


def test_a_browser_agrees_and_changes_its_mind(
    row: Submission, client: Client, push_service: PushService, browser: Browser
) -> None:
    form = {"endpoint": f"{push_service.address}/b/1", **browser.keys}

    assert client.post(link(row), form).status_code == 204
    assert client.post(link(row), form).status_code == 204
    assert row.browsers.count() == 1
    client.post(link(row), {"endpoint": form["endpoint"], "stop": "on"})
    assert row.browsers.count() == 0


def test_only_so_many_browsers_of_known_services(
    row: Submission, client: Client, push_service: PushService, browser: Browser
) -> None:
    for number in range(7):
        client.post(link(row), {"endpoint": f"{push_service.address}/b/{number}", **browser.keys})
    bad = {"endpoint": "http://169.254.169.254/latest", **browser.keys}

    assert client.post(link(row), bad).status_code == 422
    assert row.browsers.count() == push.MOST_BROWSERS
    assert not row.browsers.filter(endpoint__endswith="/b/1").exists()


def test_too_many_posts_are_stopped(
    row: Submission, client: Client, push_service: PushService
) -> None:
    statuses = [client.post(link(row), {}).status_code for _ in range(following.AGREED + 1)]
    assert (statuses[-2], statuses[-1]) == (422, 429)


def test_a_link_of_nobody_is_not_found(client: Client, db: None) -> None:
    assert client.post(reverse("eforms:browser", args=["palsu"]), {}).status_code == 404


def test_it_is_offered_while_there_is_something_to_hear(
    row: Submission, client: Client, budi: User, settings: object
) -> None:
    settings.VAPID_PRIVATE_KEY = ""
    without = client.get(link(row, "follow")).content.decode()
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    with_key = client.get(link(row, "follow")).content.decode()
    take(row, Move.CHECK, Move.REFUSE, by=budi)
    ended = client.get(link(row, "follow")).content.decode()

    assert ["data-push" in page for page in (without, with_key, ended)] == [False, True, False]
    assert ["js/push." in page for page in (without, with_key, ended)] == [False, True, False]
    assert "data-news hidden" in with_key, "nothing is shown without scripts"


def test_what_has_ended_takes_no_browser(
    row: Submission, client: Client, push_service: PushService, browser: Browser, budi: User
) -> None:
    take(row, Move.CHECK, Move.REFUSE, by=budi)
    form = {"endpoint": f"{push_service.address}/b/1", **browser.keys}
    assert client.post(link(row), form).status_code == 422


def test_a_shared_screen_is_never_told(
    row: Submission, rf: RequestFactory, push_service: PushService, browser: Browser
) -> None:
    form = {"endpoint": f"{push_service.address}/b/1", **browser.keys}
    request = rf.post(link(row), form)
    devices.mark(request, devices.Device(uuid4(), "Layar lobi", 1))

    assert following.browser(request, codes.token(row.number)).status_code == 422
    assert row.browsers.count() == 0


def test_browsers_are_forgotten_after_the_end(agreed: Submission, budi: User) -> None:
    later = now() + timedelta(days=6)
    take(agreed, Move.CHECK, Move.REFUSE, by=budi)

    assert keeping.forget_browsers(at=later) == 0, "the last news may still be on its way"
    assert keeping.forget_browsers(at=later + timedelta(days=2)) == 1


def test_browsers_are_forgotten_when_it_is_taken_back(agreed: Submission) -> None:
    take(agreed, Move.WITHDRAW, by=None)
    assert keeping.forget_browsers(at=now()) == 1


def test_browsers_go_with_what_was_kept_too_long(agreed: Submission, budi: User) -> None:
    take(agreed, Move.CHECK, Move.REFUSE, by=budi)
    keeping.retain(at=now() + timedelta(days=4000))
    assert not SubmissionBrowser.objects.exists()
