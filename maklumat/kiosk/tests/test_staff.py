"""Staff pages: works, refused to others, bad input, wrong method; what merging and closing do."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from maklumat.agencies.models import Agency
from maklumat.agencies.signals import agency_closing, agency_merged
from maklumat.catalogue.models import Service
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields
from maklumat.kiosk import demo
from maklumat.kiosk.models import Device, Use
from maklumat.kiosk.tests import factories as make

LIST = "/petugas/kiosk/"
FORM = "form.dk-form"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def row(agency_a: Agency) -> Device:
    return make.device(agency_a, name="Kiosk lobi Dukcapil")


@pytest.fixture
def officer(budi: Any) -> Client:
    return signed_in(budi)


def test_the_list_says_how_each_stands(officer: Client, row: Device, agency_a: Agency) -> None:
    make.device(
        agency_a, name="Kiosk loket", enrolled_at=now(), seen_at=now(), free_mb=90, waiting=4
    )
    make.device(agency_a, name="Kiosk lama", enrolled_at=now(), revoked_at=now())
    page = officer.get(LIST).content.decode()
    for words in ("belum dipasang", "baru saja terdengar", "4 menunggu", "90 MB", "ditarik pada"):
        assert words in page
    assert page.index("Kiosk loket") < page.index("Kiosk lobi Dukcapil")  # it needs somebody
    found = officer.get(f"{LIST}?keadaan=never").content.decode()
    assert "Kiosk loket" not in found


def test_the_map_shows_numbers_of_the_list(officer: Client, agency_a: Agency) -> None:
    make.device(agency_a, latitude=Decimal("-5.1"), longitude=Decimal("119.4"))
    assert "ki-map" not in officer.get(LIST).content.decode()  # one dot alone tells nothing
    make.device(agency_a, name="B", latitude=Decimal("-5.2"), longitude=Decimal("119.4"))
    page = officer.get(LIST).content.decode()
    assert "ki-map" in page
    assert "<image" not in page


def test_the_list_costs_the_same_for_many(
    officer: Client, agency_a: Agency, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        seen = now() - timedelta(days=number)
        make.device(agency_a, name=f"Kiosk {number}", enrolled_at=seen, seen_at=seen)
    officer.get(LIST)
    with django_assert_max_num_queries(16):
        officer.get(LIST)


def test_others_find_nothing(row: Device, wati: Any, agency_b: Agency) -> None:
    stranger = signed_in(wati)
    assert row.name not in stranger.get(LIST).content.decode()
    assert row.name not in stranger.get(f"{LIST}daftar.csv").content.decode()
    for name in ("device", "usage-file", "edit", "enrol", "revoke", "delete"):
        path = reverse(f"kiosk-staff:{name}", args=[row.uid])
        assert stranger.get(path).status_code == 404
        assert stranger.post(path).status_code in {404, 405}
    assert stranger.post(reverse("kiosk-staff:let-measure", args=[row.uid])).status_code == 404
    assert stranger.get(f"{LIST}{uuid4()}/").status_code == 404


def test_where_a_kiosk_stands_its_unit_sees_it_but_does_not_change_it(
    row: Device, wati: Any, agency_b: Agency
) -> None:
    Device.objects.update(unit=agency_b)
    guest = signed_in(wati)
    page = guest.get(f"{LIST}{row.uid}/")
    assert page.status_code == 200
    assert "ubah/" not in page.content.decode()
    assert guest.get(f"{LIST}{row.uid}/ubah/").status_code == 404


def test_a_kiosk_is_added_with_hours_and_services(
    officer: Client, agency_a: Agency, service_a: Service
) -> None:
    fields = form_fields(officer.get(f"{LIST}baru/").content.decode(), FORM)
    sent = {
        **fields, "name": "Kiosk  taman", "agency": agency_a.pk, "unit": agency_a.pk,
        "spot": "-5.14774, 119.43273", "hours_0": "8-12, 13.00–15.30", "hours_5": "09:00-24:00",
        "lead_0": service_a.pk, "idle_seconds": "80", "bottom_mm": "780",
    }  # fmt: skip
    answer = officer.post(f"{LIST}baru/", sent)
    row = Device.objects.get()
    assert answer["Location"] == f"{LIST}{row.uid}/pasang/"
    assert (row.name, row.latitude, row.idle_seconds) == ("Kiosk taman", Decimal("-5.14774"), 80)
    assert [(h.weekday, f"{h.opens:%H%M}-{h.closes:%H%M}") for h in row.hours.all()] == [
        (0, "0800-1200"), (0, "1300-1530"), (5, "0900-2359"),
    ]  # fmt: skip
    assert [lead.service for lead in row.leads.all()] == [service_a]
    assert AuditRow.objects.filter(action="kiosk.added", target=f"kiosk:{row.uid}").exists()


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("name", "", "Tulis nama"),
        ("name", "KIOSK LOBI dukcapil", "nama ini"),
        ("hours_0", "pagi", "08.00-15.30"),
        ("hours_0", "15-8", "sesudah"),
        ("hours_0", "8-12, 11-15", "tumpang tindih"),
        ("spot", "119.4, -5.1", "lintang"),
        ("spot", "x", "lintang"),
        ("idle_seconds", "20", "60"),
        ("px_per_mm", "99", "30"),
        ("unit", "999999", "pilihan"),
    ],
)
def test_a_wrong_value_is_told_and_nothing_lost(
    officer: Client, row: Device, agency_a: Agency, field: str, value: str, word: str
) -> None:
    fields = form_fields(officer.get(f"{LIST}baru/").content.decode(), FORM)
    sent = {**fields, "name": "Kiosk taman", "agency": agency_a.pk, "unit": agency_a.pk,
            "place": "Teras", field: value}  # fmt: skip
    answer = officer.post(f"{LIST}baru/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert word.lower() in page.lower()
    assert 'value="Teras"' in page
    assert Device.objects.count() == 1


def test_a_kiosk_cannot_be_given_to_another_agency(
    officer: Client, row: Device, agency_b: Agency
) -> None:
    path = f"{LIST}{row.uid}/ubah/"
    fields = form_fields(officer.get(path).content.decode(), FORM)
    assert officer.post(path, {**fields, "agency": agency_b.pk}).status_code == 422


def test_what_was_changed_is_written_down(officer: Client, row: Device) -> None:
    path = f"{LIST}{row.uid}/ubah/"
    fields = form_fields(officer.get(path).content.decode(), FORM)
    assert officer.post(path, fields).status_code == 302
    assert not AuditRow.objects.filter(action="kiosk.changed").exists()
    officer.post(path, {**fields, "theme": "dark", "hours_2": "08.00-10.00"})
    entry = AuditRow.objects.get(action="kiosk.changed")
    assert '"hours", "theme"' in entry.details or '"hours","theme"' in entry.details
    page = officer.get(f"{LIST}{row.uid}/").content.decode()
    assert "jam buka" in page


def test_a_code_is_shown_once_and_sets_a_screen_up(officer: Client, row: Device) -> None:
    path = f"{LIST}{row.uid}/pasang/"
    assert "ki-signs" not in officer.get(path).content.decode()
    page = officer.post(path).content.decode()
    code = re.search(r'class="ki-signs"[^>]*>([^<]+)<', page)
    assert code is not None
    assert "<svg" in page
    screen = Client()
    done = screen.post("/kiosk/daftar/", {"code": code[1]})
    assert done["Location"] == "/kiosk/"
    assert "baru saja terdengar" in officer.get(f"{LIST}{row.uid}/").content.decode()


def test_withdrawing_asks_first(
    officer: Client, row: Device, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    make.enrol(row, client)
    path = f"{LIST}{row.uid}/tarik/"
    assert "langsung" in officer.get(path).content.decode()
    assert client.get("/kiosk/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(path).status_code == 302
    assert client.get("/kiosk/").status_code == 302
    assert "ditarik" in officer.get(f"{LIST}{row.uid}/").content.decode()


def test_only_what_was_never_used_is_deleted(
    officer: Client, row: Device, agency_a: Agency
) -> None:
    used = make.device(agency_a, name="Kiosk dipakai", enrolled_at=now())
    officer.post(f"{LIST}{used.uid}/hapus/")
    officer.post(f"{LIST}{row.uid}/hapus/")
    assert list(Device.objects.all()) == [used]


def test_counts_are_charts_and_a_file(officer: Client, row: Device) -> None:
    for hour in (8, 9):
        Use.objects.create(device=row, day=localdate(), hour=hour, task="visit", count=hour)
    page = officer.get(f"{LIST}{row.uid}/").content.decode()
    assert "chart--heat" in page
    lines = officer.get(f"{LIST}{row.uid}/pemakaian.csv").content.decode().splitlines()
    assert len(lines) == 3
    assert lines[1].endswith(",8,Kunjungan,8")


def test_measuring_is_opened_for_half_an_hour(officer: Client, row: Device, client: Client) -> None:
    make.enrol(row, client)
    Device.objects.update(measure_until=now() - timedelta(hours=1))
    assert officer.get(f"{LIST}{row.uid}/ukur/").status_code == 405
    officer.post(f"{LIST}{row.uid}/ukur/")
    assert client.get("/kiosk/perangkat.json").json()["may_measure"]


# --- Its agency ends ------------------------------------------------------------------------------


def test_a_merged_agency_hands_its_kiosks_over(
    row: Device, agency_a: Agency, agency_b: Agency, dewi: Any
) -> None:
    agency_merged.send(
        sender=Agency, predecessor=agency_a, successor=agency_b, actor=dewi, at=make.AT
    )
    row.refresh_from_db()
    assert (row.agency, row.unit, row.revoked_at) == (agency_b, agency_b, None)


def test_a_closed_agency_has_no_kiosk(
    row: Device, agency_a: Agency, client: Client, dewi: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:  # fmt: skip
    make.enrol(row, client)
    with django_capture_on_commit_callbacks(execute=True):
        agency_closing.send(sender=Agency, agency=agency_a, actor=dewi, at=make.AT)
    assert client.get("/kiosk/").status_code == 302
    assert AuditRow.objects.filter(action="kiosk.revoked").count() == 1


# --- Command and demo -----------------------------------------------------------------------------


def test_the_command_line_makes_a_code(row: Device, client: Client, capsys: Any) -> None:
    call_command("kiosk", "code", "kiosk lobi dukcapil", "--dry-run")
    assert not Device.objects.exclude(code_hash="").exists()
    call_command("kiosk", "code", str(row.uid))
    code = capsys.readouterr().out.splitlines()[-1].split()[0]
    assert client.post("/kiosk/daftar/", {"code": code})["Location"] == "/kiosk/"
    call_command("kiosk", "list")
    assert row.name in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("kiosk", "code", "tidak ada")


def test_the_demo_has_kiosks_without_a_token(agency_a: Agency, government: Any) -> None:
    assert demo.load(at=make.AT) == {}  # a real government
    government.is_demo = True
    government.save()
    assert demo.load(at=make.AT) == {"kiosks": 1}
    row = Device.objects.get()
    assert row.token_hash == ""
    assert row.uses.exists()
    assert demo.load(at=make.AT) == {}
    demo.keep_alive(at=make.AT + timedelta(days=1))
    row.refresh_from_db()
    assert row.seen_at == make.AT + timedelta(days=1)
