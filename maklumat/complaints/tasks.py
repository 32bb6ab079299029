"""What complaints do again and again, and what may take longer than a page."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils.timezone import now
from django_tasks import task

from maklumat.agencies.queries import current_government
from maklumat.complaints import agency_point, mailbox
from maklumat.complaints.actions import (
    alerting,
    answerlinks,
    counting,
    drafting,
    importing,
    moving,
    receiving,
    removing,
    ticking,
)
from maklumat.core.worker import periodic

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60
LINKS_KEPT = timedelta(days=30)


@periodic(seconds=900)
def close_what_was_left() -> None:
    """Close after silence, and take as withdrawn what was not completed, once its term is over."""
    if current_government():
        moving.run_out(at=now())


@periodic(seconds=900)
def tell_of_terms() -> None:
    """Write the letters of the day; at night and on days off this does nothing."""
    government = current_government()
    if government:
        alerting.tell(government=government, at=now())


@periodic(seconds=DAY)
def count_terms_anew() -> None:
    """Follow a calendar of holidays that came with a new version of the product."""
    recount(actor="maklumat")


@periodic(seconds=300)
def count_figures() -> None:
    """Store the sums of the months in which something happened."""
    government = current_government()
    if government:
        counting.count(government=government, at=now())
        agency_point.keep(government, today=now().astimezone(government.zone).date())


@periodic(seconds=DAY)
def forget_old_links() -> None:
    answerlinks.sweep(before=now() - LINKS_KEPT)


@periodic(seconds=3600)
def forget_unsent_files() -> None:
    drafting.sweep(at=now())


@periodic(seconds=60)
def read_mail() -> None:
    """Take letters from the mailbox, where one is set up."""
    if not settings.IMAP_URL or not current_government():
        return
    try:
        with mailbox.opened(settings.IMAP_URL, delete=settings.IMAP_DELETE) as box:
            receiving.read(mailbox=box, at=now())
    except mailbox.UNREACHABLE as error:
        log.warning("mailbox not reachable: %s", type(error).__name__)


@periodic(seconds=3600)
def remove_personal_data() -> None:
    """Remove what was kept long enough, some hundred cases at a time."""
    if current_government():
        removing.retain(at=now())


@periodic(seconds=3600)
def tidy_imports() -> None:
    importing.tidy(at=now())


@task()
def import_register(pk: int) -> None:
    importing.make(pk=pk, clock=now)


@task()
def forget_learned() -> None:
    removing.forget_what_was_learned(at=now())


@task()
def recount_terms(actor: str) -> None:
    recount(actor=actor)


def recount(*, actor: str) -> None:
    """Count all running clocks by the calendar of today."""
    government = current_government()
    if government:
        ticking.recount(government=government, actor=actor, at=now())
