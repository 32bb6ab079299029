"""Deliver messages, run tasks and periodic jobs, until told to stop."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from maklumat.core import worker


class Command(BaseCommand):
    help = "Deliver messages, run tasks and periodic jobs, until SIGTERM or Ctrl+C."
    # Checks load every page of the staff frame, which the worker never shows: 40 MB.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, **options: object) -> None:
        worker.discover()
        process = worker.Worker()
        if options["once"]:
            process.once()
        else:
            sys.exit(process.run())
