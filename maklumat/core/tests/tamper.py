"""Set the audit triggers aside, as somebody with full rights on the database could."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

AUDIT_TABLES = ("core_auditrow", "core_audithead")


@contextmanager
def triggers_off() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)",
                AUDIT_TABLES,
            )
            found = cursor.fetchall()
            for name, _sql in found:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, sql in found:
                cursor.execute(sql)
        else:
            for table in AUDIT_TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in AUDIT_TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
