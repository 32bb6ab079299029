"""The template library."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from maklumat.catalogue import library, shelf
from maklumat.core.datafiles import BadDataFile


class Command(BaseCommand):
    help = "Load the library of ready standards of service."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        load = kinds.add_parser("load", help="add what is new, make versions of what changed")
        load.add_argument("--file", type=Path, default=shelf.DATA, help="YAML (%(default)s)")
        load.add_argument("--dry-run", action="store_true", help="only read and check the file")

    def handle(self, **options: object) -> None:
        path = Path(str(options["file"]))
        try:
            if options["dry_run"]:
                found = shelf.delivery(path)
                self.stdout.write(f"{len(found.books)} templates would be loaded.")
                return
            done = library.load(at=now(), path=path)
        except BadDataFile as error:
            raise CommandError(str(error)) from None
        counts = ", ".join(f"{count} {word}" for word, count in done.items() if count)
        self.stdout.write(f"Templates: {counts}.")
