"""Instruments of the surveys, and the sums of their answers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from maklumat.surveys.actions import instruments, tallying


class Command(BaseCommand):
    help = "Instruments of the surveys, and the sums of their answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("load", help="add the instruments that come with the product")
        parts.add_parser("recount", help="count all sums anew from the answers")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        if options["part"] == "load":
            self.stdout.write(f"{instruments.load(at=now())} instruments")
        else:
            self.stdout.write(f"{tallying.recount():,} answers counted")
