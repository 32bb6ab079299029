"""Make the web font from its package."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from maklumat.core import webfont


class Command(BaseCommand):
    help = "Cut the web font out of its package into the data folder. Does nothing twice."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=["build"], help="build: write the web font")

    # Any: Django hands over every option of every command in one dictionary.
    def handle(self, *args: Any, **options: Any) -> None:
        path, is_new = webfont.build_web_font(Path(settings.DATA_DIR) / "fonts")
        made = "made" if is_new else "kept"
        self.stdout.write(f"{made} {path} ({path.stat().st_size / 1024:.0f} KB)")
