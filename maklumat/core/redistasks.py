"""Tasks queued in Valkey or Redis, run by a thread of our worker. Loaded only where they are used.

RQ's own worker takes over the whole process: it forks, and it catches the signals.
"""

from django.conf import settings
from django_rq.queues import get_queues
from django_rq.workers import get_worker
from django_tasks_rq import Job
from rq import SimpleWorker
from rq.scheduler import RQScheduler
from rq.timeouts import TimerDeathPenalty


class ThreadWorker(SimpleWorker):
    death_penalty_class = TimerDeathPenalty

    def _install_signal_handlers(self) -> None:
        """Leave signals to our worker: only a main thread may catch them."""


class RedisTasks:
    def __init__(self) -> None:
        self.names = sorted(settings.RQ_QUEUES)
        self.queues = get_queues(*self.names, job_class=Job)
        self.scheduler = RQScheduler(self.queues, connection=self.queues[0].connection)

    def run_next(self) -> bool:
        """Queue what was set for a time that has come; run one task; tell whether there was one."""
        self.scheduler.acquire_locks()
        self.scheduler.enqueue_scheduled_jobs()
        if not any(queue.count for queue in self.queues):
            return False
        # The hint says Worker, the one that forks; the function takes any of RQ's workers.
        worker = get_worker(*self.names, job_class=Job, worker_class=ThreadWorker)  # type: ignore[arg-type]
        return bool(worker.work(burst=True, max_jobs=1, logging_level="WARNING"))
