"""What kiosks need again and again."""

from django.utils.timezone import now

from maklumat.core.worker import periodic
from maklumat.kiosk import demo
from maklumat.kiosk.actions import telling


@periodic(seconds=120)
def tell_of_silent_kiosks() -> None:
    """Write once about a kiosk that is silent while its place is open."""
    demo.keep_alive(at=now())
    telling.tell_of_silent_kiosks(at=now())
