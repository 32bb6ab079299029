"""Surveys of a large government: run by `surveys.py` in a process with a database of its own.

`python -m tests.bench.answers COUNT` brings the database to so many answers, then reads the index of
everybody and of each agency, opens dashboards, lets new answers come in, and prints what it measured
as JSON.
"""

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maklumat.settings")
django.setup()

from django.core.cache import cache  # noqa: E402  they need the line above
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402

from maklumat.surveys import index, queries  # noqa: E402
from maklumat.surveys.actions import seeding, tallying, watching  # noqa: E402
from maklumat.surveys.actions.answering import Answers  # noqa: E402
from maklumat.surveys.actions.watching import Trace  # noqa: E402
from maklumat.surveys.models import InstrumentVersion, Response  # noqa: E402
from maklumat.surveys.periods import Period, month_of  # noqa: E402
from maklumat.surveys.queries import Where  # noqa: E402
from tests.bench import samples  # noqa: E402

ROUNDS = 7
NEW = 40  # answers at a time, to measure one
STAFF = "/petugas/survei/"
PAGES = {
    "overview": STAFF,
    "agency": STAFF + "opd/dukcapil/",
    "service": STAFF + "opd/dukcapil/ktp-el-ganti/",
    "texts": STAFF + "saran/",
    "ratings": STAFF + "sentuh/",
    "reports": STAFF + "laporan/",
    "suspicions": STAFF + "dugaan/",
}
PUBLIC = {
    "results": "/survei/dukcapil/ktp-el-ganti/hasil/",
    "performance": "/kinerja/",
}
# Somebody who may see more is never answered from the page cache.
UNCACHED = {"HTTP_AUTHORIZATION": "none", "HTTP_HOST": "localhost"}


def everything(version: InstrumentVersion) -> Period:
    today = localdate()
    return Period(month_of(today.replace(year=today.year - 4)), month_of(today))


def cold_index() -> float:
    """Return the seconds for the index of everybody and of each agency, with a cache just emptied."""
    version = queries.current()
    cache.clear()
    connection.close()
    began = time.perf_counter()
    where = Where(version, everything(version))
    found = [index.index(version.rules, sums) for sums in queries.sums(where).values()]
    found += [index.index(version.rules, row) for row in queries.sums(where, "agency").values()]
    spent = time.perf_counter() - began
    if not all(found):
        raise RuntimeError("no index was found")
    return spent


def new_answer() -> None:
    service = samples.service()
    version = queries.current()
    answers = Answers(
        instrument=version,
        service=service,
        unit=service.agency,
        marks=dict.fromkeys(version.rules.keys, 3) | {"waktu": 2},
        day=localdate(),
        client_uid=uuid4(),
        channel="web",
        sex="P",
        age=34,
    )
    trace = Trace(address=f"203.0.113.{uuid4().int % 250}", seconds=80)
    watching.receive(answers=answers, trace=trace, at=now())


def queries_of(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


def cpu_ms(call: Callable[[], object], times: int = 1) -> float:
    """Return the processor time of this process for one call; on PostgreSQL its own is not in it."""
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        for _time in range(times):
            call()
        spent.append((time.process_time() - began) * 1000 / times)
    return statistics.median(spent)


def opened(address: str, client: Client, **headers: str) -> Callable[[], object]:
    def open_it() -> None:
        answer = client.get(address, **headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")

    open_it()
    return open_it


def pages() -> dict[str, float]:
    client = Client(HTTP_HOST="localhost")
    client.force_login(samples.organiser())
    found: dict[str, float] = {}
    for name, address in PAGES.items():
        page = opened(address, client)
        found[f"{name}_queries"], found[f"{name}_ms"] = queries_of(page), cpu_ms(page)
    for name, address in PUBLIC.items():
        page = opened(address, Client(), **UNCACHED)
        found[f"{name}_queries"], found[f"{name}_ms"] = queries_of(page), cpu_ms(page)
    return found


def main(count: int) -> None:
    missing = count - Response.objects.count()
    began = time.perf_counter()
    if missing > 0:
        seeding.seed(count=missing, at=now(), say=lambda _done: None)
    seed_s = time.perf_counter() - began
    measured: dict[str, float] = {"answers": Response.objects.count(), "seed_s": seed_s}
    began = time.perf_counter()
    tallying.recount()
    measured["recount_s"] = time.perf_counter() - began
    measured["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    measured["index_s"] = statistics.median(cold_index() for _round in range(3))
    new_answer()
    measured["new_queries"] = queries_of(new_answer)
    measured["new_ms"] = cpu_ms(new_answer, NEW)
    measured |= pages()
    sys.stdout.write(json.dumps(measured) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
