"""Logs without personal data: masked, one JSON line, routes for paths."""

import json
import logging
import sys

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from maklumat.core.logs import JsonFormatter, masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to sari.dewi+ktp@contoh.co.id failed", "to [email] failed"),
        ("NIK 3201011234567890", "NIK [nik]"),
        ("KK 3201-0112-3456-7890", "KK [nik]"),
        ("call 081234567890", "call [phone]"),
        ("call +62 812-3456-7890!", "call [phone]!"),
        ("call (0274) 512345", "call [phone]"),
        ("PGD-2026-000123-7 in 1620 ms", "PGD-2026-000123-7 in 1620 ms"),
        ("2026-11-22T00:10:11.123", "2026-11-22T00:10:11.123"),
        ("amount 1500000", "amount 1500000"),
        ("broke\nDETAIL:  Key (name)=(Sari)", "broke\nDETAIL: [removed]"),
        ("", ""),
    ],
)
def test_what_names_a_person_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@given(st.integers(10**15, 10**16 - 1), st.text(alphabet="abc ,;()\n", max_size=20))
def test_no_citizen_number_survives(nik: int, around: str) -> None:
    assert str(nik) not in masked(f"{around}{nik}{around}")


def line(record: logging.LogRecord) -> dict[str, object]:
    text = JsonFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("maklumat.x", logging.WARNING, __file__, 1, message, args, None)
    vars(made).update(extra)
    return made


def test_one_line_of_json_with_extra_fields() -> None:
    found = line(record("sent to %s", "sari@example.org", route="form/", ms=1.5, user="sari"))
    assert found["message"] == "sent to [email]"
    assert (found["route"], found["ms"], found["level"]) == ("form/", 1.5, "warning")
    assert "user" not in found


def test_a_path_in_djangos_lines_is_not_written() -> None:
    request = RequestFactory().get("/pengaduan/PGD-2026-000123-7/")
    found = line(record("%s: %s", "Not Found", request.path, request=request))
    assert found["message"] == "Not Found: (no route)"
    assert "PGD" not in json.dumps(found)


def test_a_traceback_is_masked() -> None:
    try:
        raise ValueError("no row for sari@example.org")
    except ValueError:
        made = record("failed")
        made.exc_info = sys.exc_info()
    found = line(made)
    assert "no row for [email]" in str(found["traceback"])
    assert "sari@" not in json.dumps(found)
