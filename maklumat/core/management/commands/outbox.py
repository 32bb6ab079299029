"""Apply the retention rule to the outbox."""

from argparse import ArgumentParser
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.timezone import now

from maklumat.core import outbox


class Command(BaseCommand):
    help = "Delete address and content of messages that were sent or given up long ago (purge)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        purge = kinds.add_parser("purge", help="delete address and content of old messages")
        purge.add_argument(
            "--days",
            type=int,
            default=settings.OUTBOX_KEEP_DAYS,
            help="keep so many days (%(default)s)",
        )
        purge.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, **options: object) -> None:
        at = now()
        before = at - timedelta(days=int(str(options["days"])))
        if options["dry_run"]:
            self.stdout.write(
                f"{outbox.purgeable(before=before).count()} messages would be emptied."
            )
        else:
            self.stdout.write(f"{outbox.purge(before=before, at=at)} messages emptied.")
