"""Every write of what comes in: drafts only, and a row in the audit log for each."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from maklumat.accounts.models import User
from maklumat.catalogue.models import LegalDocument, Service
from maklumat.core import audit
from maklumat.exchange.plans import Plan, ServicePlan


def apply(*, plan: Plan, by: User, at: datetime, source: str = "xlsx") -> list[Service]:
    """Write the new version of each service that is without fault; return them.

    Each service is written whole or not at all, as a draft that goes the usual way of approval.
    """
    return [_write(row, by, at, source) for row in plan.ready if row.draft is not None]


@transaction.atomic
def _write(row: ServicePlan, by: User, at: datetime, source: str) -> Service:
    assert row.draft is not None  # noqa: S101  # for the type checker; `apply` looks
    parts = [change.name for change in row.changes]
    return save_draft(row.draft, by=by, at=at, source=source, parts=parts)


@transaction.atomic
def save_draft(draft: Service, *, by: User, at: datetime, source: str, parts: list[str]) -> Service:
    """Save a version that came in as a draft; a service without a key is made."""
    for basis in draft.legal_basis.all():
        if basis.document_id is None:
            basis.document = _registered(basis.document, by, at)
    is_new = draft.pk is None
    if is_new:
        draft.owner = by
        draft.full_clean()
        draft.save()
        log(draft, "wagtail.create", user=by, content_changed=True)
    draft.save_revision(user=by, log_action=not is_new)
    audit.record(
        action="catalogue.imported",
        actor=by.get_username(),
        target=f"service:{draft.code}",
        at=at,
        details={"from": source, "new": is_new, "parts": parts},
    )
    return draft


def _registered(law: LegalDocument, by: User, at: datetime) -> LegalDocument:
    """Put a law that was cited for the first time into the register."""
    found, is_new = LegalDocument.objects.get_or_create(
        citation=law.citation,
        defaults={
            "kind": law.kind,
            "number": law.number,
            "year": law.year,
            "title": law.title,
        },
    )
    if is_new:
        audit.record(
            action="catalogue.law_registered",
            actor=by.get_username(),
            target=f"law:{found.citation}",
            at=at,
        )
    return found
