"""The smallest valid rows of this app."""

from datetime import UTC, datetime
from uuid import uuid4

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting
from maklumat.complaints.actions import filing, moving, rules
from maklumat.complaints.actions.filing import Contact, Filed, Report
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.models import Category, Complaint, ReplyTemplate, RuleSet
from maklumat.complaints.workflow import Move

AT = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)  # a Monday, ten in the morning in Jakarta


def terms() -> RuleSet:
    """Load the terms and categories of the product, made at the first call."""
    if not RuleSet.objects.exists():
        rules.load(at=AT)
    return RuleSet.objects.get(version="2026-1")


def category(slug: str = "waktu") -> Category:
    terms()
    return Category.objects.get(slug=slug)


def filed(text: str = "KTP saya belum jadi sesudah tiga minggu.", **fields: object) -> Filed:
    """File a report as a citizen would; fields are those of `Report`, and `at`."""
    terms()
    at = fields.pop("at", AT)
    fields.setdefault("client_uid", uuid4())
    return filing.file_complaint(report=Report(text=text, **fields), at=at)


def complaint(
    text: str = "KTP saya belum jadi sesudah tiga minggu.", **fields: object
) -> Complaint:
    return filed(text, **fields).complaint


def contact(**fields: str) -> Contact:
    return Contact(**{"name": "Sari Wulandari", "email": "sari@contoh.example",
                      "phone": "081234567890", "tell_by": "email", **fields})  # fmt: skip


def disposed(agency: Agency, **fields: object) -> Complaint:
    """A case that was verified and passed to an agency."""
    row = complaint(agency=agency, **fields)
    at = fields.get("at", AT)
    moving.take(complaint=row, move=Move.VERIFY, by=acting.SYSTEM, at=at)
    moving.take(complaint=row, move=Move.DISPOSE, by=acting.SYSTEM, at=at, said=Said(agency=agency))
    return row


def answered(agency: Agency, officer: User, **fields: object) -> Complaint:
    """A case whose agency gave the result."""
    row = disposed(agency, **fields)
    moving.answer(
        complaint=row,
        by=acting.officer(officer, row),
        at=fields.get("at", AT),
        result=moving.Result(text="KTP sudah jadi dan dapat diambil."),
    )
    return row


def ready_text(agency: Agency | None, name: str, text: str) -> ReplyTemplate:
    """A reply template of an agency, or of everybody."""
    return ReplyTemplate.objects.create(agency=agency, name=name, text=text)
