"""Instruments of the surveys, the sums of their answers; made-up answers to measure with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from maklumat.agencies.queries import government_or_404
from maklumat.core.errors import RuleBroken
from maklumat.surveys.actions import instruments, seeding, tallying, texts


class Command(BaseCommand):
    help = "Instruments of the surveys, the sums of their answers; made-up answers to measure with."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("load", help="add the instruments that come with the product")
        parts.add_parser("recount", help="count all sums anew from the answers")
        retain = parts.add_parser("retain", help="delete free texts that were kept long enough")
        retain.add_argument("--dry-run", action="store_true", help="only tell how many")
        seed = parts.add_parser("seed", help="add made-up answers to a demo, to measure with")
        seed.add_argument("count", type=int)
        seed.add_argument("--dry-run", action="store_true", help="only say what would be added")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        if options["part"] == "load":
            self.stdout.write(f"{instruments.load(at=now())} instruments")
        elif options["part"] == "recount":
            self.stdout.write(f"{tallying.recount():,} answers counted")
        elif options["part"] == "retain":
            self._retain(is_trial=options["dry_run"])
        elif options["dry_run"]:
            self.stdout.write(f"{options['count']:,} answers would be added")
        else:
            self._seed(options["count"])

    def _retain(self, *, is_trial: bool) -> None:
        government = government_or_404()
        found = texts.retain(government=government, at=now(), is_trial=is_trial)
        verb = "would be deleted" if is_trial else "deleted"
        self.stdout.write(
            f"{found.texts:,} texts from before {found.before} and {found.codes:,} codes {verb}"
        )

    def _seed(self, count: int) -> None:
        try:
            seeding.seed(count=count, at=now(), say=self._progress)
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count:,} answers added")

    def _progress(self, done: int) -> None:
        self.stderr.write(f"{done:,} …")
