"""A case becomes public in an officer's own words, or stops being public."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.complaints.acting import Actor
from maklumat.complaints.actions import moving
from maklumat.complaints.models import Complaint, Event, EventKind, Publication
from maklumat.complaints.queries.publishing import publishable
from maklumat.complaints.workflow import Party
from maklumat.core import audit
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.pagecache import purge


@dataclass(frozen=True)
class Words:
    """What the public will read."""

    title: str
    text: str
    answer: str = ""


@transaction.atomic
def publish(*, complaint: Complaint, by: Actor, at: datetime, words: Words) -> Publication:
    """Make a case public, or change what of it is public.

    Raises RuleBroken for a confidential or restricted case, and for empty words.
    """
    row = moving.lock(complaint)
    _check_party(row, by)
    if not publishable(row):
        raise RuleBroken(_("A confidential report is never made public."))
    if not words.title.strip() or not words.text.strip():
        raise RuleBroken(_("Write a title and a summary for the public."))
    publication, is_new = Publication.objects.get_or_create(
        complaint=row, defaults={"title": words.title, "text": words.text}
    )
    was_live = publication.live
    publication.title, publication.text = words.title.strip(), words.text.strip()
    publication.answer, publication.live = words.answer.strip(), True
    publication.published_by = by.name
    if not was_live:
        publication.published_at = at
    publication.save()
    if is_new or not was_live:
        _note(row, by, at, live=True)
    _tell_everybody(row, "complaints.published", by, at)
    return publication


@transaction.atomic
def unpublish(*, complaint: Complaint, by: Actor, at: datetime) -> None:
    """Take a case away from the public; its words are kept for the next time."""
    row = moving.lock(complaint)
    _check_party(row, by)
    publication = Publication.objects.filter(complaint=row, live=True).first()
    if publication is None:
        raise RuleBroken(_("This report is not public."))
    publication.live = False
    publication.save(update_fields=["live"])
    _note(row, by, at, live=False)
    _tell_everybody(row, "complaints.unpublished", by, at)


def _check_party(row: Complaint, by: Actor) -> None:
    if by.party not in (Party.HANDLER, Party.COORDINATOR):
        raise NotFound(row.number)


def _note(row: Complaint, by: Actor, at: datetime, *, live: bool) -> None:
    Event.objects.create(
        complaint=row,
        at=at,
        kind=EventKind.PUBLISHED,
        party=by.party.value,
        author=by.user,
        author_name=by.name,
        agency=row.agency,
        details={"live": live},
    )


def _tell_everybody(row: Complaint, action: str, by: Actor, at: datetime) -> None:
    purge("complaints")
    audit.record(action=action, actor=by.audited, target=row.number, at=at)
