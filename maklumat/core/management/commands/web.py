"""Answer web requests, until told to stop."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from maklumat.core.server import serve


class Command(BaseCommand):
    help = "Answer web requests, until SIGTERM or Ctrl+C."
    requires_system_checks: list[str] = []  # `./run` and CI check; a start must be quick

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--processes", type=int, default=2, help="one for each processor core")
        parser.add_argument("--threads", type=int, default=4, help="requests at once in a process")

    def handle(self, **options: Any) -> None:  # Any: Django's own signature
        names = ("host", "port", "processes", "threads")
        serve(**{name: options[name] for name in names})
