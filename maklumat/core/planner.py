"""What a database needs to know of its tables to choose the shortest way through them."""

from django.db import connection

SAMPLE = 1000  # rows of an index that are looked at: enough to choose by, milliseconds at any size


def look_at_tables() -> None:
    """Let SQLite count how its tables are filled; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
            cursor.execute("ANALYZE")
