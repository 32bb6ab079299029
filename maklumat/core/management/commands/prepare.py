"""Prepare an installation: what `./run` and an upgrade do before the server starts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from maklumat.core.preparation import prepare


class Command(BaseCommand):
    help = "Translations, web font, migrations, demo, static files: whatever is missing or old."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--empty", action="store_true", help="a real government: never load the demo here"
        )

    # Any: Django hands over every option of every command in one dictionary.
    def handle(self, *args: Any, **options: Any) -> None:
        prepare(Path(settings.DATA_DIR), empty=options["empty"], say=self.stdout.write)
        if options["empty"] and "setup" in get_commands():
            call_command("setup", "link")
