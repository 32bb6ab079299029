"""Every write of the staff frame itself."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from wagtail.models import BaseLogEntry

from maklumat.catalogue.models import Offering, Service
from maklumat.core import audit
from maklumat.workbench.deeds import TOLD_ELSEWHERE, snake, verb_of


def note_deed(entry: BaseLogEntry) -> None:
    """Copy what Wagtail has just logged into the audit, in the same transaction.

    A draft that is saved again and again while somebody types is one deed: its first save.
    """
    model = entry.content_type.model_class()
    if model is None:
        return
    verb = verb_of(entry.action, of_a_draft=entry.revision_id is not None)
    if (model._meta.label_lower, verb) in TOLD_ELSEWHERE:
        return
    if verb == "draft_saved" and _was_noted(entry):
        return
    target, where = _target(model, entry.object_id)
    audit.record(
        action=f"{model._meta.app_label}.{snake(model.__name__)}_{verb}",
        actor=entry.user.get_username() if entry.user else "system",
        target=target,
        at=entry.timestamp,
        details={**where, **_circumstances(entry)},
    )


def _was_noted(entry: BaseLogEntry) -> bool:
    same = type(entry).objects.filter(
        revision_id=entry.revision_id, action__in=("wagtail.create", "wagtail.edit")
    )
    return same.exclude(pk=entry.pk).exists()


def _target(model: type[Model], key: str) -> tuple[str, dict[str, object]]:
    """Name the thing as other audit rows do: a service by its code, a place by its service."""
    if model is Service:
        code = Service.objects.filter(pk=key).values_list("code", flat=True).first()
        return f"service:{code or key}", {}
    if model is Offering:
        try:
            row = Offering.objects.select_related("service", "unit").get(pk=key)
        except ObjectDoesNotExist:
            return f"offering:{key}", {}
        return f"service:{row.service.code}", {"unit": row.unit.slug}
    return f"{snake(model.__name__)}:{key}", {}


def _circumstances(entry: BaseLogEntry) -> dict[str, object]:
    """Return which revision, in which step, for what reason, until when; never the content."""
    data = entry.data or {}
    workflow = data.get("workflow") or {}
    step = workflow.get("task") or workflow.get("next") or {}
    revision = data.get("revision") or {}
    found = {
        "revision": entry.revision_id,
        "step": step.get("title"),
        "reason": data.get("comment"),
        "goes_live": revision.get("go_live_at"),
    }
    return {name: value for name, value in found.items() if value}
