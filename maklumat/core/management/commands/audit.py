"""Check or export the audit log."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from maklumat.core import audit


def noted_head(text: str) -> audit.Head:
    """Read a note such as 1200:9f86d0… as `audit verify` prints it."""
    count, _colon, digest = text.partition(":")
    if not count.isdigit() or len(digest) != 64:
        raise ArgumentTypeError("a note looks like 1200:9f86d0…, as an earlier verify printed it")
    return audit.Head(int(count), digest)


class Command(BaseCommand):
    help = "Check that no row of the audit log was changed or removed (verify), or write it as CSV (export)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        verify = kinds.add_parser("verify", help="find changed or missing rows; exit 1 if any")
        verify.add_argument(
            "--known",
            type=noted_head,
            help="a note from an earlier run (COUNT:HASH) to compare with",
        )
        export = kinds.add_parser("export", help="write all rows as CSV")
        export.add_argument("file", help="file to write; - for standard output")

    def handle(self, **options: object) -> None:
        if options["kind"] == "export":
            self.export(str(options["file"]))
        else:
            known = options["known"]
            self.verify(known if isinstance(known, audit.Head) else None)

    def verify(self, known: audit.Head | None) -> None:
        found = 0
        for problem in audit.problems(known=known, progress=self.progress):
            found += 1
            self.stdout.write(str(problem))
        if found:
            raise CommandError(f"The audit log was tampered with: {found} problem(s), named above.")
        end = audit.head()
        self.stdout.write(f"The audit log is whole: {end.count} rows. Note to keep: {end}")

    def export(self, name: str) -> None:
        if name == "-":
            audit.export(sys.stdout)
            return
        with Path(name).open("w", newline="", encoding="utf-8") as file:
            rows = audit.export(file, progress=self.progress)
        self.stdout.write(f"{rows} rows written to {name}.")

    def progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total} rows", ending="\r")
