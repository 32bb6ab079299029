"""Ready texts an officer may use on a case: everybody's, and those of the agency and above."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from maklumat.complaints.filling import filled
from maklumat.complaints.models import Complaint, ReplyTemplate

MOST = 40


def templates_in_order() -> QuerySet[ReplyTemplate]:
    return ReplyTemplate.objects.select_related("agency")


def ready_texts(case: Complaint, *, officer: str, today: date) -> list[tuple[str, str]]:
    """Return name and text of each template, filled in for this case. One query."""
    shared = Q(agency=None)
    if case.agency is not None:
        keys = [int(key) for key in case.agency.path.strip("/").split("/")]
        shared |= Q(agency__in=keys)
    rows = ReplyTemplate.objects.filter(shared).order_by("name", "pk")[:MOST]
    values = {
        "nomor": case.number,
        "nama layanan": case.service.name if case.service else "",
        "instansi": case.agency.name if case.agency else "",
        "tanggal": date_format(today, "j F Y"),
        "batas": date_format(case.due, "j F Y") if case.due else "",
        "petugas": officer,
    }
    known = {key: value for key, value in values.items() if value}
    return [(row.name, filled(row.text, known)) for row in rows]
