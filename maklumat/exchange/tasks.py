"""What exchange does in the background."""

from django.utils.timezone import now

from maklumat.core.worker import periodic
from maklumat.exchange import held


@periodic(seconds=900)
def tidy_held_files() -> None:
    held.tidy(at=now())
