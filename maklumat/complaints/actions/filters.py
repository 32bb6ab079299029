"""Views of the inbox that a person named."""

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.complaints.models import SavedFilter
from maklumat.core.errors import RuleBroken

MOST_FILTERS = 20


@transaction.atomic
def save_filter(*, user: User, name: str, query: str) -> SavedFilter:
    """Keep a view under a name; the same name again replaces it.

    Raises RuleBroken for an empty name, and when there are too many.
    """
    name = " ".join(name.split())[:60]
    if not name:
        raise RuleBroken(_("Write a name for this view."))
    others = SavedFilter.objects.filter(user=user).exclude(name=name)
    if others.count() >= MOST_FILTERS:
        raise RuleBroken(
            _("You have %(most)d views already. Delete one first.") % {"most": MOST_FILTERS}
        )
    row, _made = SavedFilter.objects.update_or_create(
        user=user, name=name, defaults={"query": query[:500]}
    )
    return row


def delete_filter(*, row: SavedFilter) -> None:
    row.delete()
