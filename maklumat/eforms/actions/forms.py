"""Make forms, change their draft, publish: a published version never changes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.eforms import checking
from maklumat.eforms.actions import addresses
from maklumat.eforms.models import FormUse, FormVersion, ServiceForm

Content = Mapping[str, Any]  # Any: what `definition.form` reads


@transaction.atomic
def make(
    *,
    agency: Agency,
    content: Content,
    services: Sequence[Service],
    by: str,
    at: datetime,
    taken_from: str = "",
) -> ServiceForm:
    """Make a form with a first draft. Raises RuleBroken when the agency has one of this code."""
    code = str(content.get("code", ""))
    if ServiceForm.objects.filter(agency=agency, code=code).exists():
        raise RuleBroken(_("There is a form with the short address “%s” already.") % code)
    form = ServiceForm.objects.create(
        agency=agency, code=code, title=content["title"], taken_from=taken_from
    )
    FormVersion.objects.create(form=form, number=1, content=content, made_at=at, made_by=by)
    offer(form=form, services=services, by=by, at=at)
    audit.record(action="eforms.made", actor=by, target=f"form:{form.pk}", at=at)
    return form


@transaction.atomic
def offer(*, form: ServiceForm, services: Sequence[Service], by: str, at: datetime) -> None:
    """Say which services offer the form, in this order."""
    form.uses.exclude(service__in=services).delete()
    for place, service in enumerate(services):
        FormUse.objects.update_or_create(form=form, service=service, defaults={"position": place})
    addresses.remember(Q(form=form))
    purge("forms", "services")
    audit.record(
        action="eforms.offered",
        actor=by,
        target=f"form:{form.pk}",
        at=at,
        details={"services": [service.code for service in services]},
    )


@transaction.atomic
def borrow(*, form: ServiceForm, service: Service, by: str, at: datetime) -> FormUse:
    """Let a service of another agency offer the form; that agency takes in what is handed in."""
    use, is_new = FormUse.objects.get_or_create(
        form=form, service=service, defaults={"position": service.form_uses.count()}
    )
    if is_new:
        addresses.remember(Q(pk=use.pk))
        purge("forms", "services")
        audit.record(
            action="eforms.borrowed", actor=by, target=f"form:{form.pk}", at=at,
            details={"service": service.code},
        )  # fmt: skip
    return use


@transaction.atomic
def give_back(*, use: FormUse, by: str, at: datetime) -> None:
    """Offer a borrowed form no longer; what was handed in stays where it is."""
    audit.record(
        action="eforms.given_back", actor=by, target=f"form:{use.form_id}", at=at,
        details={"service": use.service.code},
    )  # fmt: skip
    use.delete()
    purge("forms", "services")


class Overtaken(RuleBroken):
    """Somebody else changed the form since it was opened; nothing of theirs is written over."""


def basis_of(version: FormVersion | None) -> str:
    """Return a mark of what somebody builds on; it changes with every change of the form."""
    if version is None:
        return ""
    told = json.dumps([version.number, version.content], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def change(
    *, form: ServiceForm, content: Content, by: str, at: datetime, basis: str = ""
) -> FormVersion:
    """Keep a draft; the published version stays as it is. A draft may have faults.

    With the `basis` that was built on, raises Overtaken when it is not the newest any more.
    """
    ServiceForm.objects.select_for_update().get(pk=form.pk)
    newest = form.versions.first()
    if basis and newest and basis != basis_of(newest):
        raise Overtaken(
            _("%s has changed this form since you opened it.")
            % (newest.published_by or newest.made_by)
        )
    draft = form.versions.filter(published_at=None).first()
    if draft is None:
        last = form.versions.aggregate(last=Max("number"))["last"] or 0
        draft = FormVersion(form=form, number=last + 1)
    draft.content = {**content, "code": form.code}
    draft.made_at, draft.made_by = at, by
    draft.save()
    audit.record(
        action="eforms.changed", actor=by, target=f"form:{form.pk}", at=at,
        details={"version": draft.number},
    )  # fmt: skip
    return draft


@transaction.atomic
def publish(*, form: ServiceForm, by: str, at: datetime) -> FormVersion:
    """Let people fill in the draft from now on. Raises RuleBroken while it has faults."""
    draft = form.versions.select_for_update().filter(published_at=None).first()
    if draft is None:
        raise RuleBroken(_("Nothing has changed since this form was published."))
    if checking.faults(draft.content):
        raise RuleBroken(_("Mend what the check names first."))
    draft.published_at, draft.published_by = at, by
    draft.save(update_fields=["published_at", "published_by"])
    form.title = draft.content["title"]
    form.save(update_fields=["title"])
    addresses.remember(Q(form=form))
    purge("forms", "services")
    audit.record(
        action="eforms.published", actor=by, target=f"form:{form.pk}", at=at,
        details={"version": draft.number},
    )  # fmt: skip
    return draft


@dataclass(frozen=True)
class Settings:
    """How a form is offered."""

    services: Sequence[Service]
    takes_submissions: bool
    keep_months: int
    retired: bool
    named_as: str = ""


@transaction.atomic
def set_up(*, form: ServiceForm, chosen: Settings, by: str, at: datetime) -> None:
    """Say which services offer the form and what becomes of it; works at once, without a draft."""
    row = ServiceForm.objects.select_for_update().get(pk=form.pk)
    names = ("takes_submissions", "keep_months", "retired", "named_as")
    changed = {name: getattr(chosen, name) for name in names}
    changed = {name: value for name, value in changed.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    purge("forms", "services")
    if changed:
        audit.record(
            action="eforms.set_up", actor=by, target=f"form:{form.pk}", at=at, details=changed
        )
    if list(chosen.services) != [use.service for use in form.uses.select_related("service")]:
        offer(form=row, services=chosen.services, by=by, at=at)


@transaction.atomic
def discard(*, form: ServiceForm, by: str, at: datetime) -> bool:
    """Throw the draft away; a form that was never published goes with it. Return: is it gone?"""
    ServiceForm.objects.select_for_update().get(pk=form.pk)
    draft = form.versions.filter(published_at=None).first()
    if draft is None:
        raise RuleBroken(_("There is no draft."))
    audit.record(
        action="eforms.discarded", actor=by, target=f"form:{form.pk}", at=at,
        details={"version": draft.number, "title": form.title},
    )  # fmt: skip
    draft.delete()
    if form.versions.exists():
        return False
    form.delete()
    return True
