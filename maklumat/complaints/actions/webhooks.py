"""Webhooks are added, changed, tried and told."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.complaints import webhooks
from maklumat.complaints.models import Event, Webhook
from maklumat.complaints.queries import webhooks as queries
from maklumat.core import audit, delivery, outbox
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge

MOST = 20


def tell(event: Event) -> None:
    """Write a message to everybody who wants to hear of this step, in the caller's transaction."""
    wanted = queries.hooks_for(webhooks.name_of(event))
    if not wanted or not webhooks.may_tell(event.complaint):
        return
    text = webhooks.text_of(event)
    for hook in wanted:
        outbox.send(
            to=queries.mark(hook),
            subject=webhooks.name_of(event),
            text=text,
            channel=webhooks.CHANNEL,
            about=event.complaint.number,
            key=f"complaints:webhook:{hook.pk}:{event.pk}",
        )


@transaction.atomic
def add(*, hook: Webhook, by: User, at: datetime) -> str:
    """Add a webhook and return its secret. Raises RuleBroken for a target that is not allowed."""
    if queries.hooks().count() >= MOST:
        raise RuleBroken(_("There are %(most)d webhooks. Delete one first.") % {"most": MOST})
    _check(hook.url)
    hook.made_at, hook.made_by = at, by.get_username()
    hook.save()
    _kept(hook, "added", by, at)
    return webhooks.secret_of(hook)


@transaction.atomic
def change(*, hook: Webhook, by: User, at: datetime) -> None:
    """Change name, target or events. Raises RuleBroken for a target that is not allowed."""
    _check(hook.url)
    hook.save()
    _kept(hook, "changed", by, at)


@transaction.atomic
def renew(*, hook: Webhook, by: User, at: datetime) -> str:
    """Give a webhook another secret and return it; the old one counts no more."""
    hook.key = uuid4()
    hook.save(update_fields=["key"])
    _kept(hook, "renewed", by, at)
    return webhooks.secret_of(hook)


@transaction.atomic
def delete(*, hook: Webhook, by: User, at: datetime) -> None:
    _kept(hook, "deleted", by, at)
    hook.delete()


@transaction.atomic
def test(*, hook: Webhook, by: User, at: datetime) -> None:
    """Send a message that speaks of no case, to see whether it arrives."""
    outbox.send(
        to=queries.mark(hook),
        subject=webhooks.TEST,
        text='{"event":"test"}',
        channel=webhooks.CHANNEL,
        about=webhooks.TEST,
    )
    _kept(hook, "tested", by, at)


@transaction.atomic
def retry(*, uid: UUID, by: User, at: datetime) -> None:
    """Try an undelivered message again, now."""
    outbox.retry(message=queries.message(uid), actor=by.get_username(), at=at)


def _check(url: str) -> None:
    try:
        webhooks.target(url)
    except delivery.Failed as error:
        raise RuleBroken(_("There is no server of this name. Check the address.")) from error


def _kept(hook: Webhook, verb: str, by: User, at: datetime) -> None:
    purge(queries.TAG)
    audit.record(
        action=f"complaints.webhook_{verb}",
        actor=by.get_username(),
        target=f"webhook:{hook.pk}",
        at=at,
        details={"name": hook.name, "events": hook.events},
    )
