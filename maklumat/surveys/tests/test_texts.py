"""Texts are kept as long as the settings say; nothing else of a person is kept at all."""

import logging
import re
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from maklumat.agencies.models import Government
from maklumat.catalogue.models import Service
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields
from maklumat.surveys.actions import texts, tickets
from maklumat.surveys.models import Response, SurveySettings, Tally, Ticket
from maklumat.surveys.tests import factories as make

ADDRESS = "203.0.113.77"
AGENT = "Peramban-Zamrud/7"


@pytest.fixture
def two(service_a: Service, government: Government) -> tuple[Response, Response]:
    """One just old enough to lose its text, one just not; texts are kept for two years."""
    return (
        make.response(service_a, text="Lama.", day=date(2024, 10, 31)),
        make.response(service_a, text="Baru.", day=date(2024, 11, 1)),
    )


def test_texts_go_after_the_months_that_were_chosen(
    two: tuple[Response, Response], government: Government
) -> None:
    found = texts.retain(government=government, at=make.AT)

    assert (found.texts, found.before) == (1, date(2024, 11, 1))
    assert sorted(Response.objects.values_list("text", flat=True)) == ["", "Baru."]
    assert AuditRow.objects.get(action="surveys.texts_deleted").details.count("1")
    assert sum(Tally.objects.values_list("n", flat=True)) == 2


def test_a_second_run_finds_nothing_and_writes_nothing(
    two: tuple[Response, Response], government: Government
) -> None:
    texts.retain(government=government, at=make.AT)
    assert texts.retain(government=government, at=make.AT).texts == 0
    assert AuditRow.objects.filter(action="surveys.texts_deleted").count() == 1


def test_a_trial_deletes_nothing(two: tuple[Response, Response], government: Government) -> None:
    assert texts.retain(government=government, at=make.AT, is_trial=True).texts == 1
    assert Response.objects.exclude(text="").count() == 2


def test_shorter_settings_reach_further(
    two: tuple[Response, Response], government: Government
) -> None:
    SurveySettings.objects.create(government=government, keep_text_months=12)
    assert texts.retain(government=government, at=make.AT).texts == 2


def test_the_command_tells_what_it_would_do(service_a: Service) -> None:
    make.response(service_a, text="Lama.", day=date(2020, 1, 1))
    said = StringIO()
    call_command("surveys", "retain", "--dry-run", stdout=said)
    assert "1 texts" in said.getvalue()
    assert "would be deleted" in said.getvalue()
    call_command("surveys", "retain", stdout=said)
    assert not Response.objects.exclude(text="").exists()


def test_codes_go_a_year_after_they_ran_out(service_a: Service, government: Government) -> None:
    make.version()
    tickets.issue(service=service_a, unit=service_a.agency, way="sheet", at=make.AT, count=2)
    Ticket.objects.filter(pk=Ticket.objects.first().pk).update(expires_on=date(2025, 11, 15))

    assert texts.retain(government=government, at=make.AT).codes == 1
    assert Ticket.objects.count() == 1


# --- Of who answered nothing is left --------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    """A folder that holds the cache of real life."""
    cache = {"BACKEND": "maklumat.core.filecache.FileCache", "LOCATION": str(tmp_path / "cache")}
    settings.CACHES = {"default": cache}
    return tmp_path


def rows_of_everything() -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names from the database itself
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return found


def test_neither_address_nor_browser_nor_code_is_left_anywhere(
    sari: Client, service_a: Service, kept: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make.version()
    caplog.set_level(logging.DEBUG)
    (code,) = tickets.issue(service=service_a, unit=service_a.agency, way="sheet", at=make.AT)
    sari.defaults |= {
        "REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": ADDRESS, "HTTP_USER_AGENT": AGENT,
    }  # fmt: skip
    address = f"/survei/{service_a.agency.slug}/{service_a.slug}/"
    fields = fields_of(sari.get(f"{address}?kode={code}").content.decode())

    answer = sari.post(address, fields | {"text": "Ruang tunggu panas."})

    assert answer.status_code == 302, answer.content.decode()
    assert Response.objects.get().text == "Ruang tunggu panas."
    assert Response.objects.get().proved
    held = [*rows_of_everything(), *(record.getMessage() for record in caplog.records)]
    held += [str(vars(record)) for record in caplog.records if record.name.startswith("maklumat")]
    for trace in (ADDRESS, AGENT, code, code.replace("-", "")):
        assert [line[:200] for line in held if trace in line] == []
        for path in kept.rglob("*"):
            assert trace not in str(path)
            assert not path.is_file() or trace.encode() not in path.read_bytes()
    assert any("Ruang tunggu" in line for line in held)  # the search can find something


def fields_of(page: str) -> dict[str, object]:
    """Answer every question of the page with 3."""
    fields: dict[str, object] = form_fields(page, "main form")
    return fields | dict.fromkeys(names(page), "3")


def names(page: str) -> set[str]:
    return set(re.findall(r'name="([^"]+)" value="3"', page))
