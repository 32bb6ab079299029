"""Put very many rows into a table at once: by COPY on PostgreSQL, else by one prepared statement.

Nothing is checked and no signal is sent: only for made-up rows to measure with.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Model, QuerySet

from maklumat.core import planner

Values = dict[str, Any]  # Any: one value for each column of a table


def template(row: Model) -> Values:
    """Return a row's values for the database by column."""
    return {
        str(field.column): field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in row._meta.concrete_fields
    }


def next_key(rows: QuerySet[Any]) -> int:  # Any: of any table
    last = rows.aggregate(last=Max("pk"))["last"]
    return int(last or 0) + 1


def write(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that have a value for each column, as `template` gives them."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    write_rows(model, ([row[column] for column in columns] for row in rows))


def write_rows(model: type[Model], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows whose values stand in the order of the model's columns."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', list(rows))  # noqa: S608  names of our own tables


def move_sequences(models: Sequence[type[Model]]) -> None:
    """Let the next ordinary row take the next key, and look at the tables anew."""
    if connection.vendor != "postgresql":  # SQLite takes the next key by itself
        planner.look_at_tables()
        return
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT MAX(id) FROM \"{table}\"))",  # noqa: S608  as above
                [table],
            )
        for model in models:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def uuid(chance: random.Random) -> UUID | str:
    value = UUID(int=chance.getrandbits(128), version=4)
    return value if connection.features.has_native_uuid_field else value.hex


def stamp(value: datetime) -> Any:  # Any: as the database takes it
    return connection.ops.adapt_datetimefield_value(value)


def day(value: date) -> Any:  # Any: as above
    return connection.ops.adapt_datefield_value(value)
