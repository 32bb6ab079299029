"""What parts of the case page ask for themselves, so that any page of a case can show them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.timezone import localdate

from maklumat.agencies.models import AgencyName
from maklumat.complaints import termwords
from maklumat.complaints.models import Alert, Complaint
from maklumat.complaints.queries import ladder, relations, replies
from maklumat.complaints.queries.relations import Relations

register = template.Library()
Context = Mapping[str, Any]  # Any: Django's context


@register.simple_tag(takes_context=True)
def ready_texts(context: Context, case: Complaint) -> list[tuple[str, str]]:
    """Return the reply templates for this case, filled in; asked once for a page."""
    request = context["request"]
    known: list[tuple[str, str]] | None = getattr(case, "ready_texts", None)
    if known is None:
        known = replies.ready_texts(case, officer=str(request.user), today=localdate())
        case.ready_texts = known  # type: ignore[attr-defined]  # our own note on the row
    return known


@register.simple_tag(takes_context=True)
def relations_of(context: Context, case: Complaint) -> Relations:
    """Return what the person looking may know of the case's relations."""
    return relations.relations_for(context["request"].user, case)


@register.simple_tag
def former_names(case: Complaint) -> list[AgencyName]:
    """Return what the agency was called while it had the case."""
    return relations.former_names(case)


@register.simple_tag
def alerts_of(case: Complaint) -> list[tuple[str, Alert]]:
    """Return who was told of the terms of a case, with the rung in words."""
    rows = ladder.alerts_of(case)
    return [(str(termwords.STEPS[row.rung]), row) for row in rows]
