"""Run a management command: ``python -m maklumat <command>``."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maklumat.settings")
    execute_from_command_line(["python -m maklumat", *sys.argv[1:]])


if __name__ == "__main__":
    main()
