"""Free texts go away: one by one when they name somebody, all of them after some time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core import audit
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.surveys.models import Response, Ticket
from maklumat.surveys.queries import settings_of

AT_ONCE = 1000
CODES_KEPT = timedelta(days=365)  # after a code ran out; how many were used has been reported then


@dataclass(frozen=True)
class Removed:
    """What was deleted, or would be."""

    texts: int
    codes: int
    before: date


@transaction.atomic
def redact(*, response: Response, by: User, at: datetime) -> None:
    """Delete the text of one questionnaire, because it names somebody; the marks stay.

    The audit tells that it was done, not what stood there. Raises NotFound, RuleBroken.
    """
    row = Response.objects.select_for_update().get(pk=response.pk)
    if not policy_for(by).covers(Act.CHANGE, row.agency):
        raise NotFound(str(row.pk))
    if not row.text:
        raise RuleBroken(_("The text of this questionnaire is deleted already."))
    row.text = ""
    row.save(update_fields=["text"])
    response.text = ""
    audit.record(
        action="surveys.text_deleted",
        actor=by.get_username(),
        target=f"questionnaire:{row.pk}",
        at=at,
        details={"service": row.service_id, "day": row.day},
    )


def retain(
    *, government: Government, at: datetime, is_trial: bool = False, actor: str = "maklumat"
) -> Removed:
    """Delete the texts that were kept long enough, and codes that ran out a year ago.

    In parts, each a transaction: whoever answers meanwhile does not wait. With `is_trial` nothing is
    deleted. The marks, and so all figures, stay.
    """
    today = at.astimezone(government.zone).date()
    before = oldest(today, settings_of(government).keep_text_months)
    texts = Response.objects.filter(day__lt=before).exclude(text="").order_by("pk")
    codes = Ticket.objects.filter(expires_on__lt=today - CODES_KEPT)
    if is_trial:
        return Removed(texts.count(), codes.count(), before)
    gone = _delete_texts(texts)
    found = Removed(gone, codes.delete()[0], before)
    if gone:
        audit.record(
            action="surveys.texts_deleted",
            actor=actor,
            target="surveys",
            at=at,
            details={"texts": gone, "before": before},
        )
    return found


def oldest(today: date, months: int) -> date:
    """Return the first day whose texts are still kept.

    >>> oldest(date(2026, 11, 22), 24)
    datetime.date(2024, 11, 1)
    """
    number = today.year * 12 + today.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _delete_texts(texts: QuerySet[Response]) -> int:
    gone = 0
    while keys := list(texts.values_list("pk", flat=True)[:AT_ONCE]):
        gone += Response.objects.filter(pk__in=keys).update(text="")
    return gone
