"""The worker: one process that delivers the outbox, runs tasks and periodic jobs.

Each of the three has a thread of its own, so a slow mail server delays no task. All state is in the
database: the process may be killed at any moment, and any number of them may run.
"""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db import close_old_connections, connections
from django.db.models import Max
from django.utils.module_loading import import_string, module_has_submodule
from django.utils.timezone import now
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from maklumat.core.models import PeriodicRun, WorkerBeat
from maklumat.core.outbox import Courier

log = logging.getLogger(__name__)

BEAT_SECONDS = 5
LISTEN_SECONDS = 0.2
DEAD = timedelta(seconds=60)  # a worker silent for so long is taken for dead
IDLE_SECONDS = 1.0
FAILED_SECONDS = 5.0
STOP_SECONDS = 25  # below the 30 s that Docker and Kubernetes allow, and systemd's 90
TASK_STARTS = 3  # a task whose worker died this often is marked failed


@dataclass(frozen=True)
class Job:
    name: str
    seconds: int
    run: Callable[[], None]


JOBS: dict[str, Job] = {}


def periodic(*, seconds: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function of an app's `tasks.py` to run every so many seconds, on one worker."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        name = f"{function.__module__}.{function.__qualname__}"
        JOBS[name] = Job(name, seconds, function)
        return function

    return register


def discover() -> None:
    """Import `tasks.py` of each of our apps."""
    for app in apps.get_app_configs():
        if app.name.startswith("maklumat.") and module_has_submodule(app.module, "tasks"):
            import_module(f"{app.name}.tasks")


def last_beat() -> datetime | None:
    """Return when a worker last said that it lives, None if none runs."""
    return WorkerBeat.objects.aggregate(last=Max("beat_at"))["last"]


def run_due_jobs(*, at: datetime) -> int:
    """Run every job whose time has come and that no other worker has begun; return how many."""
    last = dict(PeriodicRun.objects.values_list("name", "began_at"))
    began = 0
    for job in JOBS.values():
        if _begin(job, last.get(job.name), at):
            began += 1
            _run(job)
    return began


def recover_tasks(*, at: datetime) -> int:
    """Put tasks of dead workers back in the queue, or mark them failed after several deaths.

    A task may therefore run twice: tasks must bear that.
    """
    alive = set(WorkerBeat.objects.filter(beat_at__gt=at - DEAD).values_list("name", flat=True))
    recovered = 0
    for result in DBTaskResult.objects.running():
        if result.worker_ids and result.worker_ids[-1] in alive:
            continue
        claimed = DBTaskResult.objects.filter(
            pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
        )
        recovered += claimed.update(**_after_death(result, at))
        log.warning("task abandoned", extra={"task": result.task_path, "uid": str(result.pk)})
    return recovered


def forget_dead_workers(*, at: datetime) -> None:
    WorkerBeat.objects.filter(beat_at__lt=at - timedelta(days=1)).delete()


class Worker:
    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.told_to_stop = False
        self.stop = threading.Event()
        self.courier = Courier()
        self.started_at = now()
        self.redis_tasks = (
            import_string("maklumat.core.redistasks.RedisTasks")() if settings.REDIS_URL else None
        )
        self.task_workers = [
            TaskWorker(
                queue_names=["*"],
                excluded_queue_names=[],
                interval=0,
                batch=True,
                backend_name=backend.alias,
                startup_delay=False,
                max_tasks=None,
                worker_id=self.name,
            )
            for backend in task_backends.all()
            if isinstance(backend, DatabaseBackend)
        ]

    def run(self) -> int:
        """Work until told to stop; return the process's exit code."""
        signal.signal(signal.SIGTERM, self._end_soon)
        signal.signal(signal.SIGINT, self._end_soon)
        self._beat()
        threads = [
            threading.Thread(target=self._loop, args=(work,), name=work.__name__, daemon=True)
            for work in (self.deliver, self.run_tasks, self.run_jobs)
        ]
        for thread in threads:
            thread.start()
        log.info("worker started", extra={"worker": self.name})
        beaten = time.monotonic()
        while not self.told_to_stop:
            time.sleep(LISTEN_SECONDS)
            if not all(thread.is_alive() for thread in threads):
                log.error("worker lost a thread", extra={"worker": self.name})
                return 1  # whoever supervises us starts a whole one
            if time.monotonic() - beaten > BEAT_SECONDS:
                close_old_connections()
                self._beat()
                beaten = time.monotonic()
        self.stop.set()
        for thread in threads:
            thread.join(STOP_SECONDS / len(threads))
        WorkerBeat.objects.filter(name=self.name).delete()
        log.info("worker stopped", extra={"worker": self.name})
        return 0

    def once(self) -> None:
        """Do what is due now, then return."""
        self._beat()
        self.run_jobs()
        while self.run_tasks():
            pass
        while self.deliver():
            pass
        WorkerBeat.objects.filter(name=self.name).delete()

    def deliver(self) -> bool:
        return self.courier.deliver(self.stop.is_set) > 0

    def run_tasks(self) -> bool:
        for worker in self.task_workers:
            ready = DBTaskResult.objects.ready().filter(backend_name=worker.backend_name)
            if ready.exists():
                worker.run()
        return self.redis_tasks.run_next() if self.redis_tasks else False

    def run_jobs(self) -> bool:
        return run_due_jobs(at=now()) > 0

    def _loop(self, work: Callable[[], bool]) -> None:
        while not self.stop.is_set():
            try:
                pause = 0.0 if work() else IDLE_SECONDS
            except Exception:  # whatever breaks here must not end the worker
                log.exception("worker: %s failed", work.__name__)
                pause = FAILED_SECONDS
            close_old_connections()
            self.stop.wait(pause)
        connections.close_all()

    def _beat(self) -> None:
        try:
            WorkerBeat.objects.update_or_create(
                name=self.name, defaults={"beat_at": now(), "started_at": self.started_at}
            )
        except Exception:  # a database away for a moment must not end the worker
            log.exception("worker could not write its beat")

    def _end_soon(self, signum: int, frame: object) -> None:
        """Finish the message and the task at hand; a second signal ends at once."""
        self.told_to_stop = True  # not an Event: a handler that takes a lock can wait for itself
        for worker in self.task_workers:
            worker.running = False
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _begin(job: Job, last: datetime | None, at: datetime) -> bool:
    if last is None:
        return PeriodicRun.objects.get_or_create(name=job.name, defaults={"began_at": at})[1]
    due = at - timedelta(seconds=job.seconds)
    if last > due:
        return False
    return PeriodicRun.objects.filter(name=job.name, began_at__lte=due).update(began_at=at) == 1


def _run(job: Job) -> None:
    try:
        job.run()
    except Exception:  # one broken job must not keep the others from running
        log.exception("periodic job %s failed", job.name)
        PeriodicRun.objects.filter(name=job.name).update(failed_at=now())


def _after_death(result: DBTaskResult, at: datetime) -> dict[str, object]:
    if len(result.worker_ids) < TASK_STARTS:
        return {"status": TaskResultStatus.READY, "started_at": None}
    return {
        "status": TaskResultStatus.FAILED,
        "finished_at": at,
        "exception_class_path": "builtins.RuntimeError",
        "traceback": f"The worker died {len(result.worker_ids)} times while running this task.",
    }
