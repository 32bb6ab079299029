"""Keys with which browsers can be told that there is news."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maklumat.core import push


class Command(BaseCommand):
    help = "Print a new key for messages to browsers (Web Push). Writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["keys"])

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        self.stdout.write(f"VAPID_PRIVATE_KEY={push.new_private_key()}")
