"""What forms do again and again."""

from django.utils.timezone import now

from maklumat.agencies.queries import current_government
from maklumat.core.worker import periodic
from maklumat.eforms import standing
from maklumat.eforms.actions import keeping


@periodic(seconds=900)
def keep_durations() -> None:
    """Tell cards how long forms usually take."""
    if current_government():
        standing.keep(at=now())


@periodic(seconds=3600)
def empty_old_submissions() -> None:
    """Delete what people handed in when its time is over, some hundred at a time; and their browsers."""
    if current_government():
        keeping.retain(at=now())
        keeping.forget_browsers(at=now())
