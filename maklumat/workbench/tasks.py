"""What the staff frame does again and again."""

from django.core.management import call_command

from maklumat.core.worker import periodic


@periodic(seconds=30)
def publish_scheduled() -> None:
    """Publish and withdraw what Wagtail has scheduled."""
    call_command("publish_scheduled", verbosity=0)
