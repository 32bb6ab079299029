"""The code list of provinces, regencies and cities."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from maklumat.agencies import actions, regions
from maklumat.core.datafiles import BadDataFile


class Command(BaseCommand):
    help = "Load the Kemendagri code list of provinces, regencies and cities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        load = kinds.add_parser("load", help="add what is missing, correct what changed")
        load.add_argument("--file", type=Path, default=regions.CODES, help="CSV (%(default)s)")
        load.add_argument("--dry-run", action="store_true", help="only read and check the file")

    def handle(self, **options: object) -> None:
        try:
            found = regions.read(Path(str(options["file"])))
        except BadDataFile as error:
            raise CommandError(str(error)) from None
        if options["dry_run"]:
            self.stdout.write(f"{len(found)} regions would be loaded.")
        else:
            added = actions.load_regions(regions=found)
            self.stdout.write(f"{len(found)} regions, {added} of them new.")
