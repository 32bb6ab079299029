"""Paper: how many filled documents one process makes in a second."""

import time
from collections.abc import Callable
from tempfile import TemporaryFile

import typst
from django.utils.timezone import now

from maklumat.core import paper, qr
from maklumat.printing import queries as printing
from maklumat.printing import sets
from tests.bench.stage import Row, Stage

ADDRESS = "https://pelayanan.contoh.go.id/dokumen/7K3M-Q9TX-2/"
FORM: dict[str, object] = {
    "letterhead": {
        "government": "Pemerintah Kabupaten Nusa Contoh",
        "agency": "Dinas Kependudukan dan Pencatatan Sipil",
        "address": "Jl. Merdeka 1, Nusa Contoh",
        "phone": "0812 3456 7890",
    },
    "heading": "Permohonan penggantian KTP-el",
    "number": "500/12/2026",
    "facts": [[f"Isian {number}", "Siti Nur'aini binti Ahmad"] for number in range(24)],
    "text": "Saya menyatakan bahwa data di atas benar dan dapat dipertanggungjawabkan. " * 30,
    "fees": [{"name": "Penggantian", "amount": 0}],
    "signature": {"place": "Nusa Contoh", "position": "Pemohon", "name": "Siti Nur'aini"},
}


def pdf(stage: Stage) -> list[Row]:
    """A filled form of two pages with QR code, tagged as PDF/UA-1."""

    def form() -> None:
        verification = {"address": ADDRESS, "code": "7K3M-Q9TX-2", "qr": qr.svg(ADDRESS)}
        paper.pdf("core/sample", {**FORM, "verification": verification}, title="Permohonan")

    engine = typst.Compiler()

    def blank() -> None:
        engine.compile(b"Hello", format="pdf")

    rate, floor = per_second(form), per_second(blank)
    return [
        Row(
            "filled form as tagged PDF",
            rate,
            "documents/s",
            floor,
            (">=", 25),
            floor_is="one line by the engine alone",
        )
    ]


def poster_set(stage: Stage) -> list[Row]:
    """The whole government's set: posters in two sizes, booklets, documents issued, one ZIP."""
    with TemporaryFile() as file:
        at = now()
        wanted = sets.pieces(printing.live_services_of(None), at)
        started = time.monotonic()
        problems = sets.write(file, wanted, at, lambda _done: None)
        seconds = time.monotonic() - started
    if problems:
        raise RuntimeError("\n".join(problems))
    form = per_second(lambda: paper.pdf("core/sample", FORM, title="Permohonan"))
    return [
        Row(
            f"whole set of {len(wanted)} posters and booklets as one ZIP",
            seconds,
            "s",
            len(wanted) / form,
            ("<=", 10),
            floor_is="as many forms of two pages",
        )
    ]


def per_second(work: Callable[[], object], seconds: float = 3) -> float:
    work()
    count, started = 0, time.monotonic()
    while time.monotonic() - started < seconds:
        work()
        count += 1
    return count / (time.monotonic() - started)
