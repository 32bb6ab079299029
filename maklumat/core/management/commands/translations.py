"""Compile the translations of the screen text."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from maklumat.core.translations import compile_catalogues


class Command(BaseCommand):
    help = "Compile the translations (.po to .mo) that have changed. Needs no system tool."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=["compile"], help="compile: write the .mo files")

    # Any: Django hands over every option of every command in one dictionary.
    def handle(self, *args: Any, **options: Any) -> None:
        written = compile_catalogues(settings.BASE_DIR / "maklumat")
        self.stdout.write(f"{len(written)} catalogues compiled")
