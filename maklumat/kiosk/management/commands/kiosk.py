"""The kiosks, and codes to set their screens up."""

from typing import Any
from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from maklumat.core import links
from maklumat.core.errors import NotFound
from maklumat.kiosk import actions, listing, opening, queries


class Command(BaseCommand):
    help = "The kiosks, and codes to set their screens up."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("list", help="list the kiosks and how they stand")
        code = parts.add_parser("code", help="make a code that sets one screen up as a kiosk")
        code.add_argument("kiosk", help="its id or its name")
        code.add_argument("--dry-run", action="store_true", help="only look whether there is one")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        if options["part"] == "list":
            self._list()
        else:
            self._code(options["kiosk"], is_trial=options["dry_run"])

    def _list(self) -> None:
        for line in listing.lines(queries.all_devices(), {}, now()):
            notes = "".join(f"; {note}" for note in line.notes)
            device = line.device
            self.stdout.write(
                f"{device.uid}  {device.name} ({device.agency.short_name}): {line.words}{notes}"
            )

    def _code(self, name: str, *, is_trial: bool) -> None:
        try:
            device = queries.device_named(name)
        except NotFound:
            raise CommandError(
                f"there is no kiosk “{name}”, or more than one; see `kiosk list`"
            ) from None
        if is_trial:
            self.stdout.write(f"A code would be made for {device.name}.")
            return
        at = now()
        code = actions.invite(device=device, by="command line", at=at)
        until = opening.local_time(device, at + actions.CODE_LIVES)
        address = f"{links.to('kiosk:enrol')}?{urlencode({'kode': code})}"
        self.stdout.write(f"{code}  valid until {until:%H:%M}, once: {address}")
