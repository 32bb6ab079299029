"""SQLite is told how its tables are filled; on PostgreSQL nothing is left to do."""

import pytest
from django.db import connection

from maklumat.core import planner
from maklumat.core.models import Message
from maklumat.core.outbox import send


@pytest.mark.django_db
def test_looking_at_tables_finds_the_rows() -> None:
    send(to="sari@contoh.example", subject="Kabar", text="Sudah jadi.", about="uji")
    assert Message.objects.count() == 1

    planner.look_at_tables()

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM sqlite_stat1 WHERE tbl = %s", [Message._meta.db_table]
            )
            assert cursor.fetchone()[0] > 0
