"""News for a browser, against a real HTTP server that stands for the push service."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.agencies import devices
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, codes
from maklumat.complaints.actions import moving
from maklumat.complaints.models import Complaint, PushSubscription
from maklumat.complaints.tests import factories as make
from maklumat.complaints.views import follow
from maklumat.complaints.workflow import Move
from maklumat.core import outbox, push
from maklumat.core.models import Message, MessageState
from maklumat.core.tests import pushservice
from maklumat.core.tests.pushservice import Browser, Service

TUESDAY = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)


@pytest.fixture
def service(settings: object) -> Iterator[Service]:
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    with pushservice.running() as service:
        settings.PUSH_SERVICES = [service.address]
        yield service


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def followed(agency_a: Agency, service: Service, browser: Browser) -> Complaint:
    row = make.disposed(agency_a, text="ISI-LAPORAN", title="JUDUL-LAPORAN")
    push.agree(row.subscriptions, endpoint=f"{service.address}/b/1", keys=browser.keys, at=TUESDAY)
    return row


def reply(case: Complaint, officer: User) -> None:
    moving.take(complaint=case, move=Move.START, by=acting.officer(officer, case), at=TUESDAY)


def link(case: Complaint, step: str = "follow") -> str:
    return reverse(f"complaints:{step}", args=[codes.token(case.number)])


def test_the_service_gets_one_sealed_sentence(
    followed: Complaint, service: Service, browser: Browser, budi: User
) -> None:
    reply(followed, budi)

    assert outbox.Courier().deliver() == 1
    headers, body = service.taken[0]
    told = json.loads(browser.read(body))
    assert told["text"] == "Ada kabar tentang laporan Anda"
    assert told["address"].startswith("/pengaduan/lacak/")
    assert b"LAPORAN" not in body
    assert headers["Ttl"] if "Ttl" in headers else headers["ttl"]
    assert Message.objects.get().state == MessageState.SENT


def test_the_message_is_signed_with_our_key(
    followed: Complaint, service: Service, budi: User
) -> None:
    reply(followed, budi)
    outbox.Courier().deliver()

    headers = {name.lower(): value for name, value in service.taken[0][0].items()}
    parts = dict(part.strip().split("=", 1) for part in headers["authorization"][6:].split(","))
    key = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), base64.urlsafe_b64decode(parts["k"] + "==")
    )
    claims = jwt.decode(parts["t"], key, algorithms=["ES256"], audience=service.address)
    assert claims["sub"] == "https://localhost"
    assert parts["k"].rstrip("=") == push.public_key()


def test_a_browser_of_a_joined_report_hears_of_the_main_one(
    followed: Complaint, agency_a: Agency, budi: User
) -> None:
    main = make.disposed(agency_a)
    followed.merged_into = main
    followed.save(update_fields=["merged_into"])

    by = acting.officer(budi, main)
    moving.answer(complaint=main, by=by, at=TUESDAY, result=moving.Result(text="Selesai."))

    assert Message.objects.get().about == followed.number


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    followed: Complaint, service: Service, budi: User, status: int
) -> None:
    service.status = status
    reply(followed, budi)
    outbox.Courier().deliver()

    assert not PushSubscription.objects.exists()
    assert Message.objects.get().state == MessageState.DROPPED


@pytest.mark.parametrize(("status", "state"), [
    (500, MessageState.WAITING), (429, MessageState.WAITING), (403, MessageState.STUCK),
    (302, MessageState.WAITING),
])  # fmt: skip
def test_a_service_in_trouble_is_tried_again(
    followed: Complaint, service: Service, budi: User, status: int, state: MessageState
) -> None:
    service.status = status
    reply(followed, budi)
    outbox.Courier().deliver()

    assert Message.objects.get().state == state
    assert PushSubscription.objects.exists()


def test_a_service_that_is_away_gets_it_later(
    followed: Complaint, service: Service, browser: Browser, budi: User
) -> None:
    reply(followed, budi)
    service.status = 503
    outbox.Courier().deliver()
    service.status = 201
    later = Message.objects.get().next_at + timedelta(seconds=1)
    outbox.Courier(clock=lambda: later).deliver()

    assert "Ada kabar" in json.loads(browser.read(service.taken[-1][1]))["text"]
    assert Message.objects.get().state == MessageState.SENT


@pytest.mark.parametrize("endpoint", [
    "http://169.254.169.254/latest", "https://fcm.googleapis.com.jahat.example/x", "file:///etc",
    "https://user@fcm.googleapis.com/x", "https://fcm.googleapis.com:99999/x",
])  # fmt: skip
def test_only_known_services_are_ever_called(
    agency_a: Agency, sari: Client, service: Service, browser: Browser, endpoint: str
) -> None:
    row = make.disposed(agency_a)

    response = sari.post(link(row, "browser"), {"endpoint": endpoint, **browser.keys})

    assert response.status_code == 422
    assert not PushSubscription.objects.exists()


def test_a_browser_agrees_and_changes_its_mind(
    agency_a: Agency, sari: Client, service: Service, browser: Browser
) -> None:
    row = make.disposed(agency_a)
    form = {"endpoint": f"{service.address}/b/1", **browser.keys}

    assert sari.post(link(row, "browser"), form).status_code == 204
    assert sari.post(link(row, "browser"), form).status_code == 204
    assert PushSubscription.objects.count() == 1
    sari.post(link(row, "browser"), {"endpoint": form["endpoint"], "stop": "on"})
    assert not PushSubscription.objects.exists()


def test_a_shared_screen_is_never_told(
    agency_a: Agency, rf: RequestFactory, service: Service, browser: Browser
) -> None:
    row = make.disposed(agency_a)
    form = {"endpoint": f"{service.address}/b/1", **browser.keys}
    request = rf.post(link(row, "browser"), form)
    devices.mark(request, devices.Device(uuid4(), "Layar lobi", 1))

    assert follow.browser(request, codes.token(row.number)).status_code == 422
    assert not PushSubscription.objects.exists()


def test_bad_keys_are_refused(agency_a: Agency, sari: Client, service: Service) -> None:
    row = make.disposed(agency_a)
    form = {"endpoint": f"{service.address}/b/1", "p256dh": "AAAA", "auth": "*"}

    assert sari.post(link(row, "browser"), form).status_code == 422


def test_without_a_key_nothing_is_offered(agency_a: Agency, sari: Client, settings: object) -> None:
    row = make.disposed(agency_a)
    settings.VAPID_PRIVATE_KEY = ""
    without = sari.get(link(row)).content.decode()
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    with_key = sari.get(link(row)).content.decode()
    settings.VAPID_PRIVATE_KEY = "rusak"
    damaged = sari.get(link(row)).content.decode()

    assert ["data-push" in page for page in (without, with_key, damaged)] == [False, True, False]


def test_the_worker_may_speak_for_the_pages_below_it(sari: Client, db: None) -> None:
    response = sari.get("/pengaduan/lacak/kabar.js")

    assert response["Content-Type"].startswith("text/javascript")
    assert "Ada kabar tentang laporan Anda" in response.content.decode()


def test_the_command_prints_a_key_that_works(settings: object) -> None:
    out = StringIO()
    call_command("push", "keys", stdout=out)

    settings.VAPID_PRIVATE_KEY = out.getvalue().strip().partition("=")[2]
    assert push.is_ready()
    assert len(json.dumps(push.public_key())) == 89
