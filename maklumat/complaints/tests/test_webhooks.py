"""Steps told to other systems, against a real HTTP server on the loopback."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, webhooks
from maklumat.complaints.actions import moving
from maklumat.complaints.actions import webhooks as actions
from maklumat.complaints.models import Webhook
from maklumat.complaints.queries import webhooks as queries
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move
from maklumat.core import outbox
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow, Message, MessageState
from maklumat.core.tests.pageform import form_fields

PAGE = "/petugas/pengaduan/webhook/"


class Receiver(ThreadingHTTPServer):
    """Answers each message with `status` and keeps what it was given."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.status = 200
        self.taken: list[tuple[dict[str, str], bytes]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?k=1"


class Door(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def receiver(settings: object) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE_TARGETS = True
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def added(url: str, by: User, *events: str) -> tuple[Webhook, str]:
    hook = Webhook(name="Pusat komando", url=url, events=list(events) or ["filed", "answer"])
    return hook, actions.add(hook=hook, by=by, at=make.AT)


def sent_to_hooks() -> list[Message]:
    return list(Message.objects.filter(channel="webhook").order_by("pk"))


def test_a_step_arrives_signed_and_without_anything_personal(
    receiver: Receiver, agency_a: Agency, budi: User, dewi: User
) -> None:
    _hook, secret = added(receiver.address, dewi)
    row = make.answered(agency_a, budi, contact=make.contact(), place="Rumah Sari")

    outbox.Courier().deliver()

    heads, body = receiver.taken[-1]
    signed = f"{heads['Maklumat-Timestamp']}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    assert heads["Maklumat-Signature"] == f"v1={digest}"
    said = [json.loads(one) for _heads, one in receiver.taken]
    assert [one["event"] for one in said] == ["filed", "answer"]
    assert said[1]["number"] == row.number
    assert (said[1]["status"], said[1]["agency"]) == ("answered", agency_a.slug)
    assert not any(word in body.decode() for word in ("Sari", "KTP", "contoh.example", "0812"))


def test_only_chosen_events_are_told_and_each_once(
    receiver: Receiver, agency_a: Agency, dewi: User
) -> None:
    added(receiver.address, dewi, "dispose")
    make.disposed(agency_a)

    outbox.Courier().deliver()
    outbox.Courier().deliver()

    assert len(receiver.taken) == 1


def test_confidential_and_restricted_cases_are_never_told(
    receiver: Receiver, agency_a: Agency, dewi: User
) -> None:
    added(receiver.address, dewi, "filed", "dispose", "withdraw")

    make.disposed(agency_a, confidential=True)
    make.complaint(category=make.category("penyalahgunaan"))

    assert not sent_to_hooks()


def test_what_became_restricted_on_the_way_does_not_leave(
    receiver: Receiver, agency_a: Agency, budi: User, dewi: User
) -> None:
    added(receiver.address, dewi)
    row = make.disposed(agency_a)
    moving.supervise(complaint=row, by=acting.officer(budi, row), at=make.AT, reason="Pungli")

    outbox.Courier().deliver()

    assert not receiver.taken
    assert {message.state for message in sent_to_hooks()} == {MessageState.DROPPED.value}


def test_what_became_restricted_is_not_named_among_the_undelivered(
    receiver: Receiver, agency_a: Agency, budi: User, dewi: User
) -> None:
    added(receiver.address, dewi, "filed")
    row = make.disposed(agency_a)
    receiver.status = 500
    outbox.Courier().deliver()
    assert queries.undelivered()

    moving.supervise(complaint=row, by=acting.officer(budi, row), at=make.AT, reason="Pungli")

    assert not queries.undelivered()


@pytest.mark.parametrize("status", [500, 404, 302])
def test_a_failing_receiver_is_tried_again_and_then_given_up(
    status: int, receiver: Receiver, agency_a: Agency, dewi: User
) -> None:
    added(receiver.address, dewi, "filed")
    make.complaint(agency=agency_a)
    receiver.status = status
    at = now()

    for _attempt in range(len(outbox.BACK_OFF) + 1):
        outbox.Courier(clock=lambda at=at: at).deliver()
        at += timedelta(days=1, seconds=1)

    message = sent_to_hooks()[0]
    assert (message.state, len(receiver.taken)) == (MessageState.STUCK.value, 9)
    assert str(status) in message.last_error
    receiver.status = 204
    actions.retry(uid=message.uid, by=dewi, at=at)
    outbox.Courier(clock=lambda: at).deliver()
    message.refresh_from_db()
    assert message.state == MessageState.SENT.value


def test_a_hook_that_was_switched_off_gets_nothing(
    receiver: Receiver, agency_a: Agency, dewi: User
) -> None:
    hook, _secret = added(receiver.address, dewi, "filed")
    make.complaint(agency=agency_a)
    actions.delete(hook=hook, by=dewi, at=make.AT)

    outbox.Courier().deliver()

    assert not receiver.taken


def test_a_new_secret_replaces_the_old(receiver: Receiver, dewi: User) -> None:
    hook, secret = added(receiver.address, dewi)

    assert actions.renew(hook=hook, by=dewi, at=make.AT) != secret


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://10.0.0.7/",
        "https://169.254.169.254/latest/meta-data/",
        "https://192.168.1.1/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://0.0.0.0/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://localhost/",
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "https://user:pass@1.1.1.1/",
        "https:///x",
        "https://1.1.1.1:99999/",
    ],
)
def test_no_target_inside_is_reached(url: str) -> None:
    with pytest.raises(RuleBroken):
        webhooks.target(url)


def test_a_public_target_is_looked_up_once() -> None:
    found = webhooks.target("https://1.1.1.1:8443/a?b=c")

    assert (found.address, found.port, found.path) == ("1.1.1.1", 8443, "/a?b=c")


def test_a_target_that_moved_inside_is_not_reached(
    receiver: Receiver, agency_a: Agency, dewi: User, settings: object
) -> None:
    added(receiver.address, dewi, "filed")
    make.complaint(agency=agency_a)
    settings.WEBHOOK_PRIVATE_TARGETS = False

    outbox.Courier().deliver()

    assert not receiver.taken
    assert sent_to_hooks()[0].state == MessageState.STUCK.value


# --- The pages ----------------------------------------------------------------------------------


def test_the_secret_is_shown_once(client: Client, dewi: User, receiver: Receiver) -> None:
    client.force_login(dewi)
    page = client.get(PAGE).content.decode()
    form = form_fields(page, ".inout form[novalidate]")
    form |= {"name": "Pusat komando", "url": receiver.address, "events": ["filed"]}

    shown = client.post(PAGE, form).content.decode()

    hook = Webhook.objects.get()
    secret = webhooks.secret_of(hook)
    assert secret in shown
    assert secret not in client.get(PAGE).content.decode()
    assert secret not in client.get(f"{PAGE}{hook.pk}/").content.decode()
    assert AuditRow.objects.filter(action="complaints.webhook_added").exists()
    client.post(f"{PAGE}{hook.pk}/uji/")
    outbox.Courier().deliver()
    assert receiver.taken[0][1] == b'{"event":"test"}'


def test_an_inner_target_is_refused_with_a_sentence(client: Client, dewi: User) -> None:
    client.force_login(dewi)

    answer = client.post(
        PAGE, {"name": "x", "url": "https://10.0.0.7/", "events": ["filed"], "active": "on"}
    )

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("who", ["budi", "agus", "wati"])
def test_webhooks_are_the_coordinators_alone(
    client: Client, who: str, dewi: User, receiver: Receiver, request: pytest.FixtureRequest
) -> None:
    hook, _secret = added(receiver.address, dewi)
    client.force_login(request.getfixturevalue(who))

    for address in ("", f"{hook.pk}/"):
        assert client.get(f"{PAGE}{address}").status_code == 404
    for address in ("", f"{hook.pk}/", f"{hook.pk}/hapus/", f"{hook.pk}/rahasia/",
                    f"{hook.pk}/uji/"):  # fmt: skip
        assert client.post(f"{PAGE}{address}").status_code == 404
    assert Webhook.objects.exists()


def test_without_webhooks_a_step_costs_nothing_more(
    agency_a: Agency, django_assert_num_queries: object
) -> None:
    row = make.disposed(agency_a)
    event = row.events.filter(move=Move.DISPOSE.value).get()
    actions.tell(event)

    with django_assert_num_queries(0):
        actions.tell(event)
