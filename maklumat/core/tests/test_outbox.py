import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from maklumat.core import audit, delivery, outbox
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import Message, MessageState
from maklumat.core.tests.mailserver import MailServer, free_port

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC) + timedelta(minutes=5)  # after what a test writes

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def courier(clock: Clock) -> outbox.Courier:
    return outbox.Courier(clock)


@pytest.fixture
def smtp(settings: object) -> int:
    """Send by SMTP, to a port where nobody listens yet."""
    settings.OUTBOX_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    return settings.EMAIL_PORT


@pytest.fixture
def server(smtp: int) -> Iterator[MailServer]:
    with MailServer(smtp) as server:
        yield server


def write(to: str = "sari@example.org", **changes: str) -> Message:
    values = {"subject": "Sudah dijawab", "text": "Isi", "about": "PGD-2026-000001-5"}
    return outbox.send(to=to, **{**values, **changes})


def test_message_reaches_a_real_server_with_a_stable_id(
    server: MailServer, courier: outbox.Courier
) -> None:
    row = write(subject="Pengaduan\r\nBcc: x@y", text="Halo 😀", html="<p>Halo</p>")
    assert courier.deliver() == 1
    row.refresh_from_db()
    sent = server.mailbox[delivery.message_id(row)]
    assert (row.state, row.attempts, sent["To"]) == (MessageState.SENT, 1, "sari@example.org")
    assert sent["Subject"] == "Pengaduan Bcc: x@y"
    assert sent["Bcc"] is None
    assert [part.get_content_type() for part in sent.get_payload()] == ["text/plain", "text/html"]


def test_unsent_after_rollback() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_same_key_is_one_message_even_after_it_was_sent(courier: outbox.Courier) -> None:
    first = write(key="reminder-1")
    courier.deliver()
    assert write(key="reminder-1", to="other@example.org").pk == first.pk
    courier.deliver()
    assert len(mail.outbox) == 1
    assert write().pk != write().pk  # without a key, each is its own


def test_unknown_channel_is_refused_when_written() -> None:
    with pytest.raises(ValueError, match="no gateway"):
        write(channel="pigeon")


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=st.text(max_size=50), text=st.text(max_size=200), to=st.text(max_size=40))
@example(subject="", text="", to='"')  # the parser of addresses stumbles over it
def test_no_text_breaks_writing_or_the_courier(
    server: MailServer, subject: str, text: str, to: str
) -> None:
    row = write(to=to, subject=subject, text=text)
    outbox.Courier().deliver()
    row.refresh_from_db()
    assert row.state in {MessageState.SENT, MessageState.STUCK, MessageState.WAITING}
    assert row.state != MessageState.WAITING or row.last_error


def test_refused_recipient_is_stuck_at_once_and_masked(
    server: MailServer, courier: outbox.Courier
) -> None:
    server.replies["sari@example.org"] = "550 5.1.1 <sari@example.org> unknown"
    row, other = write(), write("budi@example.org")
    assert courier.deliver() == 2
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, other.state) == (MessageState.STUCK, MessageState.SENT)
    assert row.last_error.startswith("550")
    assert "sari@example.org" not in row.last_error


def test_temporary_refusal_backs_off_and_ends_stuck(
    server: MailServer, courier: outbox.Courier, clock: Clock
) -> None:
    server.replies["sari@example.org"] = "451 later"
    row = write()
    pauses = []
    while row.state != MessageState.STUCK:
        assert courier.deliver() == 1
        assert courier.deliver() == 0  # not before its time
        row.refresh_from_db()
        pauses.append(row.next_at - clock.at)
        clock.at = max(clock.at, row.next_at)
    assert tuple(pauses[:-1]) == outbox.BACK_OFF
    assert row.attempts == len(outbox.BACK_OFF) + 1


def test_server_away_blames_no_message(smtp: int, courier: outbox.Courier, clock: Clock) -> None:
    rows = [write(), write()]
    assert courier.deliver() == 1  # one try shows that nobody answers
    assert courier.deliver() == 0
    clock.forward(seconds=11)
    assert courier.deliver() == 1
    assert outbox.backlog(at=clock.at).stuck == 0
    with MailServer(smtp) as server:
        clock.forward(minutes=2)
        assert courier.deliver() == 2
        assert len(server.mailbox) == 2
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.attempts) == (MessageState.SENT, 1)


def test_lost_lease_is_taken_up_again_with_the_same_id(
    server: MailServer, courier: outbox.Courier, clock: Clock
) -> None:
    row = write()
    Message.objects.update(state="sending", attempts=1, next_at=clock.at + timedelta(seconds=9))
    assert courier.deliver() == 0
    clock.forward(seconds=10)
    assert courier.deliver() == 1
    assert list(server.mailbox) == [delivery.message_id(row)]


def test_message_that_kills_every_worker_is_stuck(courier: outbox.Courier, clock: Clock) -> None:
    row = write()
    Message.objects.update(state="sending", attempts=len(outbox.BACK_OFF) + 1)
    courier.deliver()
    row.refresh_from_db()
    assert (row.state, mail.outbox) == (MessageState.STUCK, [])


def test_stuck_message_can_be_retried_or_given_up(clock: Clock) -> None:
    row = write()
    Message.objects.update(state="stuck", attempts=9)
    outbox.retry(message=row, actor="budi", at=clock.at)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MessageState.WAITING, 0)
    outbox.give_up(message=row, actor="budi", at=clock.at)
    with pytest.raises(RuleBroken):
        outbox.retry(message=row, actor="budi", at=clock.at)
    actions = [r.action for r in audit.history(str(row.uid))]
    assert actions == ["outbox.given_up", "outbox.retried"]


def test_unknown_message_is_not_found() -> None:
    with pytest.raises(NotFound):
        outbox.message_by_uid("0" * 32)


def test_backlog_counts_and_dates_what_waits(clock: Clock) -> None:
    assert outbox.backlog(at=clock.at) == outbox.Backlog(0, 0, timedelta(0))
    write(), write(), write()
    Message.objects.filter(pk=write().pk).update(state="stuck")
    found = outbox.backlog(at=datetime.now(UTC) + timedelta(hours=1))
    assert (found.waiting, found.stuck) == (3, 1)
    assert timedelta(hours=1) <= found.oldest < timedelta(hours=1, minutes=1)


def test_purge_empties_old_finished_messages_only(courier: outbox.Courier, clock: Clock) -> None:
    old, waiting = write(key="k"), write()
    Message.objects.filter(pk=waiting.pk).update(next_at=clock.at + timedelta(days=90))
    clock.forward(seconds=1)
    courier.deliver()
    clock.forward(days=31)
    assert outbox.purge(before=clock.at - timedelta(days=40), at=clock.at) == 0
    assert outbox.purge(before=clock.at - timedelta(days=30), at=clock.at) == 1
    old.refresh_from_db()
    waiting.refresh_from_db()
    assert (old.to, old.subject, old.text, old.html, old.key) == ("", "", "", "", "k")
    assert waiting.text
    assert write(key="k").pk == old.pk


def test_purge_command_counts_in_a_dry_run(
    courier: outbox.Courier, capsys: pytest.CaptureFixture[str]
) -> None:
    write()
    courier.deliver()
    call_command("outbox", "purge", "--days", "-1", "--dry-run")
    assert Message.objects.get().text
    call_command("outbox", "purge", "--days", "-1")
    assert not Message.objects.get().text
    assert capsys.readouterr().out.split("\n")[0] == "1 messages would be emptied."


def test_nothing_personal_is_logged(
    server: MailServer, courier: outbox.Courier, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "maklumat")
    server.replies["sari@example.org"] = "550 <sari@example.org> unknown"
    write(), write("budi@example.org")
    courier.deliver()
    ours = [record for record in caplog.records if record.name.startswith("maklumat")]
    seen = " ".join(str(vars(record)) for record in ours)
    assert "message stuck" in seen
    assert "message sent" in seen
    assert "example.org" not in seen


# apprise asks for a module that Python is about to drop, and has its own in place of it.
apprise_at_work = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


class Gateway(BaseHTTPRequestHandler):
    """A gateway as providers run them: takes a JSON post, at an address with the number in it."""

    posts: ClassVar[list[tuple[str, dict[str, str]]]] = []
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posts.append((self.path, json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Stay quiet."""


@pytest.fixture
def gateway(settings: object) -> Iterator[type[Gateway]]:
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"json://127.0.0.1:{server.server_port}/send/{{to}}"
    settings.OUTBOX_GATEWAYS = {"whatsapp": url, "sms": ""}
    Gateway.posts.clear()
    Gateway.status = 200
    yield Gateway
    server.shutdown()
    server.server_close()


@apprise_at_work
def test_other_channels_go_through_their_gateway(
    gateway: type[Gateway], courier: outbox.Courier
) -> None:
    assert delivery.channels() >= {"email", "whatsapp"}
    row = write(to="+6281234567890", channel="whatsapp")
    courier.deliver()
    row.refresh_from_db()
    (path, post), *others = gateway.posts
    assert (path, post["title"], post["message"]) == ("/send/+6281234567890", row.subject, row.text)
    assert (row.state, others) == (MessageState.SENT, [])


@apprise_at_work
def test_gateway_that_refuses_is_tried_again_later(
    gateway: type[Gateway], courier: outbox.Courier
) -> None:
    gateway.status = 500
    row = write(to="+6281234567890", channel="whatsapp")
    courier.deliver()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MessageState.WAITING, 1)
    assert row.last_error == "the gateway did not take the message"


@apprise_at_work
def test_recipient_cannot_change_the_gateway_address(
    gateway: type[Gateway], courier: outbox.Courier
) -> None:
    write(to="../admin?x=1#", channel="whatsapp")
    courier.deliver()
    assert all(
        path.startswith("/send/") and ".." not in path.split("/") for path, _ in gateway.posts
    )
