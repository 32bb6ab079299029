"""What happens to cases when an agency is merged or closed, or the government's days off change."""

from typing import Any

from django.db.models.signals import post_save

from maklumat.agencies.models import Agency
from maklumat.agencies.signals import agency_closing, agency_merged, government_changed
from maklumat.complaints import push, queries, tasks, webhooks
from maklumat.complaints.actions import counting, moving
from maklumat.complaints.actions import webhooks as webhook_actions
from maklumat.complaints.models import Event, EventKind
from maklumat.core import delivery, offline
from maklumat.core import push as core_push

# Any: Django's signals hand over whatever they like.


def hand_over(sender: type, predecessor: Agency, successor: Agency, **change: Any) -> None:
    """Move every case to the successor; its clocks run on."""
    moving.hand_over(
        predecessor=predecessor,
        successor=successor,
        actor=change["actor"].get_username(),
        at=change["at"],
    )
    counting.forget()


def refuse_while_cases_are_open(sender: type, agency: Agency, **_change: Any) -> None:
    queries.check_nothing_open(agency)


def count_anew(sender: type, **change: Any) -> None:
    """Let the worker count the running clocks again: days off or the working week may be others."""
    tasks.recount_terms.enqueue(actor=change["actor"].get_username())


def tell_webhooks(sender: type, instance: Event, created: bool, **_save: Any) -> None:  # noqa: FBT001  Django's own signature
    """Write to whoever wants to hear of a report or a step, in the same transaction."""
    if created and instance.kind in (EventKind.FILED, EventKind.MOVED):
        webhook_actions.tell(instance)


def connect() -> None:
    """Listen; called once when the apps are ready."""
    offline.stand_in("complaints:new", "complaints:unsent")
    offline.take_shared("complaints-share", "complaints:unsent")
    delivery.offer(push.CHANNEL, core_push.way(push.find))
    delivery.offer(webhooks.CHANNEL, delivery.Way(webhooks.is_ready, webhooks.carry))
    post_save.connect(tell_webhooks, sender=Event, dispatch_uid="complaints: tell webhooks")
    agency_merged.connect(hand_over, dispatch_uid="complaints: hand over")
    agency_closing.connect(refuse_while_cases_are_open, dispatch_uid="complaints: nothing open")
    government_changed.connect(count_anew, dispatch_uid="complaints: count terms anew")
