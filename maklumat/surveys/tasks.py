"""What surveys do again and again."""

from django.utils.timezone import now

from maklumat.agencies.queries import current_government
from maklumat.core.worker import periodic
from maklumat.surveys import standing


@periodic(seconds=900)
def keep_lines() -> None:
    """Tell cards and pages the newest figures, at most every quarter of an hour."""
    government = current_government()
    if government:
        standing.keep(government, today=now().astimezone(government.zone).date())
