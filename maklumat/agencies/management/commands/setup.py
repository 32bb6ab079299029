"""The first steps of an empty installation."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from maklumat.agencies import actions, queries, regions
from maklumat.agencies.founding import KEY_DAYS, new_key


class Command(BaseCommand):
    help = "Give out the link to the set-up page of an installation without a government."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        kinds.add_parser("link", help="print a new link; it works once, for seven days")

    def handle(self, **options: object) -> None:
        welcome = Path(settings.DATA_DIR) / "welcome.txt"
        if queries.is_founded():
            self.stdout.write("This installation has a government already; sign in at /petugas/.")
            if welcome.is_file() and "kunci=" in welcome.read_text(encoding="utf-8"):
                welcome.unlink()
            return
        if not queries.governable_regions().exists():
            actions.load_regions(regions=regions.read(regions.CODES))
        path = f"{reverse('set-up')}?kunci={new_key()}"
        told = f"Set up your government within {KEY_DAYS} days at"
        self.stdout.write(f"{told} {settings.SITE_URL}{path}")
        welcome.touch(mode=0o600)
        welcome.write_text(f"{told} {{address}}{path}\n", encoding="utf-8")
