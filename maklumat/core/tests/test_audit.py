import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maklumat.core import audit
from maklumat.core.errors import Refused
from maklumat.core.models import AuditHead, AuditRow
from maklumat.core.tests.tamper import run, triggers_off

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 17, 3, 0, 0, 123456, tzinfo=UTC)


def fill(rows: int) -> None:
    for n in range(1, rows + 1):
        audit.record(action="tests.done", actor="budi", target=f"T-{n}", at=AT, details={"n": n})


def found() -> list[str]:
    return [str(problem) for problem in audit.problems()]


def test_untouched_chain_has_no_problem() -> None:
    fill(5)
    assert found() == []
    assert audit.head().count == 5


def test_record_keeps_what_it_was_given() -> None:
    audit.record(
        action="a.b", actor="sari\x00", target="T", at=AT, details={"fee": Decimal("1.50")}
    )
    row = AuditRow.objects.get()
    assert (row.actor, row.at, json.loads(row.details)) == ("sari", AT, {"fee": "1.50"})


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    actor=st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    details=st.dictionaries(
        st.text(), st.one_of(st.text(), st.integers(), st.floats(), st.none()), max_size=4
    ),
    at=st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_any_content_verifies_after_a_round_trip(
    actor: str, details: dict[str, object], at: datetime
) -> None:
    audit.record(action="tests.any", actor=actor, target="x", at=at, details=details)
    assert found() == []


@pytest.mark.parametrize("column", ["action", "actor", "target", "details", "previous", "hash"])
def test_changed_column_is_named(column: str) -> None:
    fill(4)
    with triggers_off():
        run(f"UPDATE core_auditrow SET {column} = 'x' WHERE serial = 2")  # noqa: S608  our own words
    assert found()[0].startswith("row 2: changed")


def test_changed_time_is_named() -> None:
    fill(3)
    with triggers_off():
        run("UPDATE core_auditrow SET at = %s WHERE serial = 3", datetime(2026, 1, 1, tzinfo=UTC))
    assert found() == ["row 3: changed: its content does not match its hash"]


def test_row_rewritten_with_a_fitting_hash_is_found_by_the_next() -> None:
    fill(4)
    row = AuditRow.objects.get(serial=2)
    row.actor = "wati"
    with triggers_off():
        run(
            "UPDATE core_auditrow SET actor = 'wati', hash = %s WHERE serial = 2",
            audit.row_hash(row),
        )
    assert found() == ["row 3: does not follow row 2: one of the two was replaced"]


def test_rewritten_last_row_is_found_by_the_head() -> None:
    fill(2)
    row = AuditRow.objects.get(serial=2)
    row.actor = "wati"
    with triggers_off():
        run(
            "UPDATE core_auditrow SET actor = 'wati', hash = %s WHERE serial = 2",
            audit.row_hash(row),
        )
    assert found() == ["row 2: is not the row the chain ended with: it was replaced"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("serial = 1", "row 1: missing"),
        ("serial = 3", "row 3: missing"),
        ("serial IN (2, 3)", "row 2: missing, with all rows up to 3"),
        ("serial = 5", "row 5: missing"),
        ("serial > 3", "row 4: missing, with all rows up to 5"),
        ("serial > 0", "row 1: missing, with all rows up to 5"),
    ],
)
def test_missing_rows_are_named(condition: str, expected: str) -> None:
    fill(5)
    with triggers_off():
        run(f"DELETE FROM core_auditrow WHERE {condition}")  # noqa: S608  our own words
    assert found() == [expected]


def test_removed_head_and_inserted_rows_are_found() -> None:
    fill(2)
    with triggers_off():
        run("DELETE FROM core_audithead")
    assert found() == ["row 1: inserted behind the end of the chain"]


def test_recomputed_chain_is_found_by_a_noted_head() -> None:
    fill(3)
    noted = audit.head()
    with triggers_off():
        run("DELETE FROM core_auditrow")
        run("DELETE FROM core_audithead")
    for _again in range(3):
        audit.record(action="tests.forged", actor="wati", target="T", at=AT)
    assert found() == []
    assert [p.serial for p in audit.problems(known=noted)] == [3]
    assert [p.serial for p in audit.problems(known=audit.Head(5, "0" * 64))] == [4]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_auditrow SET actor = 'x' WHERE serial = 1",
        "DELETE FROM core_auditrow WHERE serial = 2",
        "UPDATE core_audithead SET count = 0",
        "DELETE FROM core_audithead",
    ],
)
def test_database_refuses_change_and_deletion(sql: str) -> None:
    fill(2)
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql)
    assert found() == []


def test_model_refuses_change_and_deletion() -> None:
    fill(1)
    row = AuditRow.objects.get()
    for act in (
        row.save,
        row.delete,
        AuditRow.objects.all().delete,
        lambda: AuditRow.objects.update(actor="x"),
        lambda: AuditRow.objects.bulk_update([row], ["actor"]),
    ):
        with pytest.raises(Refused):
            act()


def test_rolled_back_change_leaves_no_row() -> None:
    fill(1)
    with transaction.atomic():
        fill(1)
        transaction.set_rollback(True)
    fill(1)
    assert (AuditRow.objects.count(), AuditHead.objects.get().count, found()) == (2, 2, [])


def test_recording_costs_three_queries(django_assert_num_queries: object) -> None:
    fill(1)
    with transaction.atomic(), django_assert_num_queries(3):
        audit.record(action="tests.done", actor="budi", target="T", at=AT)


def test_history_is_newest_first() -> None:
    fill(2)
    audit.record(action="tests.again", actor="budi", target="T-1", at=AT)
    assert [row.action for row in audit.history("T-1")] == ["tests.again", "tests.done"]


def test_verify_command_names_the_row_and_fails() -> None:
    fill(3)
    with triggers_off():
        run("UPDATE core_auditrow SET actor = 'x' WHERE serial = 2")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 problem"):
        call_command("audit", "verify", stdout=out)
    assert "row 2: changed" in out.getvalue()


def test_verify_command_prints_a_note_that_it_accepts() -> None:
    fill(3)
    out = io.StringIO()
    call_command("audit", "verify", stdout=out)
    note = out.getvalue().strip().rsplit(" ", 1)[1]
    call_command("audit", "verify", "--known", note, stdout=out)
    with pytest.raises(CommandError, match="looks like"):
        call_command("audit", "verify", "--known", "yesterday", stdout=out)


def test_export_writes_all_rows_and_no_formula() -> None:
    audit.record(action="tests.done", actor='=HYPERLINK("x")', target="T", at=AT)
    fill(2)
    file = io.StringIO()
    assert audit.export(file) == 3
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert [row["serial"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["actor"] == '\'=HYPERLINK("x")'


def test_triggers_survived_all_migrations() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
            assert cursor.fetchone()[0] >= 4
        else:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'core_audit%%'")
            assert cursor.fetchone()[0] == 3
