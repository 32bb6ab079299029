"""The demo government."""

import logging
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from maklumat.agencies import queries
from maklumat.catalogue.demo import loading, welcome
from maklumat.catalogue.signals import demo_loaded
from maklumat.core.errors import RuleBroken


class Command(BaseCommand):
    help = "Load a fictional government with its agencies, people and services."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        load = kinds.add_parser("load", help="add what is missing; change nothing that is there")
        load.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        load.add_argument("--password", default="", help="for all people (default: a new one)")

    def handle(self, **options: object) -> None:
        password = str(options["password"]) or welcome.new_password()
        dry_run = bool(options["dry_run"])
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # it tells of every row published
        try:
            added = loading.load(password=password, at=now(), dry_run=dry_run)
            if not dry_run:
                for _receiver, more in demo_loaded.send(sender=Command, at=now()):
                    added.update(more)
        except RuleBroken as error:
            raise CommandError(str(error)) from None
        counts = ", ".join(f"{count} {kind}" for kind, count in added.items() if count)
        verb = "Would add" if dry_run else "Added"
        self.stdout.write(f"{verb}: {counts}." if counts else "Nothing to add: all is there.")
        if added["people"] and not dry_run:
            content = welcome.text(queries.people_with_roles(), password)
            welcome.keep(Path(settings.DATA_DIR), content)
            if int(str(options["verbosity"])) > 0:
                self.stdout.write(content.replace("{address}", settings.SITE_URL))
