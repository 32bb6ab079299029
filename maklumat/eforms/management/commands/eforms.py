"""What people handed in: deleted when its time is over, sealed anew under another key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from maklumat.core.errors import RuleBroken
from maklumat.eforms.actions import keeping
from maklumat.eforms.queries import keeping as queries


class Command(BaseCommand):
    help = "What people handed in: deleted when its time is over, sealed anew under another key."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        retain = parts.add_parser("retain", help="delete answers that were kept long enough")
        retain.add_argument("--dry-run", action="store_true", help="only say of how many")
        rekey = parts.add_parser("rekey", help="seal everything under the first key of FORM_KEYS")
        rekey.add_argument("--dry-run", action="store_true", help="only say how much")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        if options["part"] == "retain":
            self._retain(dry_run=options["dry_run"])
            return
        try:
            self._rekey(dry_run=options["dry_run"])
        except RuleBroken as error:
            raise CommandError(str(error)) from error

    def _retain(self, *, dry_run: bool) -> None:
        at = now()
        if dry_run:
            count, verb = queries.over_time(at=at).count(), "would be emptied"
        else:
            count, verb = 0, "emptied"
            while done := keeping.retain(at=at):
                count += done
        self.stdout.write(f"{count:,} submission{'' if count == 1 else 's'} {verb}")

    def _rekey(self, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(f"{queries.under_old_keys():,} texts would be sealed anew")
            return
        done = keeping.rekey(at=now(), say=lambda count: self.stderr.write(f"{count:,} …"))
        self.stdout.write(f"{done:,} texts sealed anew; the other keys can be taken away")
