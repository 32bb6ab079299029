"""Complaints in a large government: run by `cases.py` in a process with its own PostgreSQL.

`python -m tests.bench.life COUNT` brings the database to so many cases, then takes whole lives of
new ones, files some, opens the inbox, and prints what it measured as JSON.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maklumat.settings")
django.setup()

from django.db import connection  # noqa: E402  they need the line above
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from maklumat.complaints import acting, queries  # noqa: E402
from maklumat.complaints.actions import filing, moving, seeding  # noqa: E402
from maklumat.complaints.actions.filing import Contact, Filed, Report  # noqa: E402
from maklumat.complaints.actions.moving import Result, Said  # noqa: E402
from maklumat.complaints.models import Complaint  # noqa: E402
from maklumat.complaints.workflow import Move  # noqa: E402
from tests.bench import samples  # noqa: E402

LIVES = 60
ROUNDS = 5
INBOX = "/petugas/pengaduan/"


def file_one() -> Filed:
    service = samples.service()
    contact = Contact(name="Sari", email="sari@contoh.example", tell_by="email")
    report = Report(
        text="Berkas saya sudah lengkap tetapi belum selesai sesudah dua minggu.",
        client_uid=uuid4(),
        service=service,
        contact=contact,
    )
    return filing.file_complaint(report=report, at=now())


def whole_life() -> None:
    """Filed, verified, passed on, taken up, replied to, answered, accepted."""
    case = file_one().complaint
    officer = acting.officer(samples.organiser(), case)
    moving.take(complaint=case, move=Move.VERIFY, by=officer, at=now())
    to = Said(agency=case.agency)
    moving.take(complaint=case, move=Move.DISPOSE, by=officer, at=now(), said=to)
    moving.take(complaint=case, move=Move.START, by=officer, at=now())
    words = Said(text="Kami sedang memeriksa berkas Anda.")
    moving.take(complaint=case, move=Move.REPLY, by=officer, at=now(), said=words)
    moving.answer(complaint=case, by=officer, at=now(), result=Result(text="KTP sudah jadi."))
    moving.take(complaint=case, move=Move.ACCEPT, by=acting.COMPLAINANT, at=now())


def queries_of(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


def cpu_ms(call: Callable[[], object]) -> float:
    """Return the processor time of this process for one call; the database's is not in it."""
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        call()
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


def lives_a_second() -> float:
    rounds = []
    for _round in range(3):
        began = time.perf_counter()
        for _life in range(LIVES // 3):
            whole_life()
        rounds.append(LIVES // 3 / (time.perf_counter() - began))
    return statistics.median(rounds)


def inbox() -> Callable[[], object]:
    client = Client(HTTP_HOST="localhost")
    client.force_login(samples.organiser())

    def open_it() -> None:
        answer = client.get(INBOX)
        if answer.status_code != 200:
            raise RuntimeError(f"{INBOX} answers {answer.status_code}")

    open_it()
    return open_it


def main(count: int) -> None:
    missing = count - Complaint.objects.count()
    began = time.perf_counter()
    if missing > 0:
        seeding.seed(count=missing, at=now(), say=lambda _done: None)
    seeded = missing / (time.perf_counter() - began) if missing > 0 else 0.0
    whole_life()
    list_of_cases = inbox()
    measured = {
        "cases": Complaint.objects.count(),
        "seeded_a_second": seeded,
        "lives_a_second": lives_a_second(),
        "filing_queries": queries_of(file_one),
        "filing_ms": cpu_ms(file_one),
        "inbox_queries": queries_of(list_of_cases),
        "inbox_ms": cpu_ms(list_of_cases),
        "tree_queries": queries_of(queries.categories),
    }
    sys.stdout.write(json.dumps(measured) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
