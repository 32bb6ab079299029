"""The databases of a test run: migrated once, put back in a blink.

Migrating costs ten seconds of processor time. For SQLite it is done once for each state of the
migrations and kept as a file that every pytest process copies (`./test` gives its two processes one
folder). After a test that commits, the rows of that file come back as they were: Django would empty
150 tables one by one and load a fixture, a second a test.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

FOLDER = "MIGRATED_DATABASES"  # the folder that the processes of one run share; else DATA_DIR

_REMEMBER = """
DO $$ DECLARE t text; BEGIN
  CREATE SCHEMA pristine;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE pristine.%1$I AS TABLE public.%1$I', t);
  END LOOP;
END $$
"""
# Triggers and foreign keys rest meanwhile: the audit log refuses to be emptied.
_PUT_BACK = """
DO $$ DECLARE t text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'pristine' LOOP
    EXECUTE format('DELETE FROM public.%1$I', t);
    EXECUTE format('INSERT INTO public.%1$I SELECT * FROM pristine.%1$I', t);
  END LOOP;
END $$
"""
_pristine = sqlite3.connect(":memory:", check_same_thread=False)


def is_sqlite() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def copy_migrated(to: Path) -> None:
    """Give this process a migrated SQLite file, made now if nobody made it before."""
    folder = Path(os.environ.get(FOLDER, settings.DATA_DIR))
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"migrated-{_digest()}.sqlite3"
    with _alone(folder / "migrated.lock"):
        if not made.exists():
            for old in folder.glob("migrated-*.sqlite3*"):
                old.unlink()
            _migrate(made)
    shutil.copyfile(made, to)


def remember() -> None:
    """Keep the rows that migrations made, before the first test."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.backup(_pristine)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS pristine CASCADE")
            cursor.execute(_REMEMBER)


def put_back(_case: TransactionTestCase | None = None) -> None:
    """Bring back those rows, and only those."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _pristine.backup(connection.connection)
    else:
        with connection.cursor() as cursor:
            cursor.execute(_PUT_BACK)


def _migrate(file: Path) -> None:
    """Migrate into a new file, which appears under its name only when it is whole."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    name = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = str(part)
    try:
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = name
    part.rename(file)


def _digest() -> str:
    """Return a name for the state of the migrations: ours by content, others by version."""
    found = blake2b(digest_size=12)
    for package in sorted(f"{row.name} {row.version}" for row in distributions()):
        found.update(package.encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            found.update(f"{app.label} {file.name}".encode())
            if app.name.startswith("maklumat."):
                found.update(file.read_bytes())
    return found.hexdigest()


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
