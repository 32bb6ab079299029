"""What the catalogue does again and again."""

from django.utils.timezone import now

from maklumat.agencies.queries import current_government
from maklumat.catalogue import actions, reviewing
from maklumat.core.worker import periodic


@periodic(seconds=600)
def begin_the_day() -> None:
    """Count once after midnight of the government's own clock; every later run of a day does nothing."""
    government = current_government()
    if government:
        day = now().astimezone(government.zone).date()
        if actions.take_snapshot(day=day):
            reviewing.start_reviews(government=government, day=day)


@periodic(seconds=900)
def remind_of_checks() -> None:
    """Write to those who answer for what is due; at night and on holidays this does nothing."""
    government = current_government()
    if government:
        reviewing.remind(government=government, at=now())
