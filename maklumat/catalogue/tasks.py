"""What the catalogue does again and again."""

from django.utils.timezone import now

from maklumat.agencies.queries import current_government
from maklumat.catalogue import actions
from maklumat.core.worker import periodic


@periodic(seconds=600)
def count_completeness() -> None:
    """Count once after midnight of the government's own clock; every later run of a day does nothing."""
    government = current_government()
    if government:
        actions.take_snapshot(day=now().astimezone(government.zone).date())
