"""Terms and categories of complaint handling; made-up cases to measure with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from maklumat.complaints.actions import removing, routing, rules, seeding
from maklumat.complaints.queries import removing as removal_queries
from maklumat.core.errors import RuleBroken


class Command(BaseCommand):
    help = "Terms and categories of complaint handling; made-up cases to measure with."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("load", help="add the terms and categories that come with the product")
        parts.add_parser("learn", help="learn from answered reports which agency a text belongs to")
        retain = parts.add_parser("retain", help="remove personal data that was kept long enough")
        retain.add_argument("--dry-run", action="store_true", help="only say of how many cases")
        seed = parts.add_parser("seed", help="add made-up cases to a demo, to measure with")
        seed.add_argument("count", type=int)
        seed.add_argument("--dry-run", action="store_true", help="only say what would be added")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        if options["part"] == "load":
            done = rules.load(at=now())
            self.stdout.write(f"{done['rules']} versions of terms, {done['categories']} categories")
        elif options["part"] == "learn":
            self._learn()
        elif options["part"] == "retain":
            self._retain(dry_run=options["dry_run"])
        elif options["dry_run"]:
            self.stdout.write(f"{options['count']:,} cases would be added")
        else:
            self._seed(options["count"])

    def _learn(self) -> None:
        try:
            row = routing.learn(actor="maklumat", at=now())
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{row.samples:,} reports; speaks for {row.spoken_percent} % of new ones,"
            f" right in {row.right_percent} % of those"
        )

    def _retain(self, *, dry_run: bool) -> None:
        at = now()
        if dry_run:
            count, verb = removal_queries.over_time(at=at).count(), "would be removed"
        else:
            count, verb = 0, "was removed"
            while done := removing.retain(at=at, say=self._progress):
                count += done
        self.stdout.write(f"the data of {count:,} case{'' if count == 1 else 's'} {verb}")

    def _seed(self, count: int) -> None:
        try:
            seeding.seed(count=count, at=now(), say=self._progress)
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count:,} cases added")

    def _progress(self, done: int) -> None:
        self.stderr.write(f"{done:,} …")
