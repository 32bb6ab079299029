"""Terms and categories of complaint handling."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from maklumat.complaints.actions import rules


class Command(BaseCommand):
    help = "Terms and categories of complaint handling."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("load", help="add the terms and categories that come with the product")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        done = rules.load(at=now())
        self.stdout.write(f"{done['rules']} versions of terms, {done['categories']} categories.")
