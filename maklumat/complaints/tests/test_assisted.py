"""Filing for somebody at the counter, by telephone or from a letter."""

from typing import Any

import pytest
from django.test import Client

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Complaint, Reporter
from maklumat.complaints.tests import factories as make
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields

NEW = "/petugas/pengaduan/baru/"
TEXT = "Warga datang ke loket: akta anaknya salah nama."


@pytest.fixture(autouse=True)
def _terms(government: Any) -> None:
    make.terms()


@pytest.fixture
def desk(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def filled(desk: Client, **answers: Any) -> dict[str, Any]:
    fields = form_fields(desk.get(NEW).content.decode(), "form.cw-form")
    return {
        **fields,
        "channel": "counter",
        "text": TEXT,
        "identity": "named",
        **answers,
        "go": "send",
    }


def test_an_officer_files_for_a_person_at_the_counter(
    desk: Client, budi: User, service_a: Service
) -> None:
    response = desk.post(
        NEW, filled(desk, about="dukcapil/ktp-el-ganti", name="Sari", address="Jl. Melati 1")
    )

    case = Complaint.objects.get()
    assert (case.channel, case.service, case.reporter.name) == ("counter", service_a, "Sari")
    assert case.events.get().author == budi
    assert AuditRow.objects.get(action="complaints.filed").actor == budi.get_username()
    page = desk.get(response["Location"]).content.decode()
    assert case.number in page
    assert "tanda-terima.pdf" in page


@pytest.mark.parametrize("channel", ["phone", "letter", "box"])
def test_the_channel_is_recorded(desk: Client, channel: str) -> None:
    desk.post(NEW, filled(desk, channel=channel))

    assert Complaint.objects.get().channel == channel


def test_the_same_form_twice_is_one_case(desk: Client) -> None:
    sent = filled(desk)

    first, second = desk.post(NEW, sent), desk.post(NEW, sent)

    assert Complaint.objects.count() == 1
    assert first.status_code == second.status_code == 302


def test_anonymous_at_the_counter_stores_no_name(desk: Client) -> None:
    desk.post(NEW, filled(desk, identity="anonymous", name="Sari", phone="bukan nomor"))

    assert Complaint.objects.get().anonymous
    assert not Reporter.objects.exists()


def test_a_report_for_the_inspectorate_is_out_of_sight_at_once(
    desk: Client, agency_a: Agency
) -> None:
    agency_rows.agency("Inspektorat", slug="inspektorat", kind="inspektorat")
    response = desk.post(NEW, filled(desk, category="penyalahgunaan", about="dukcapil"))

    page = desk.get(response["Location"]).content.decode()
    number = Complaint.objects.get().number
    assert "Inspektorat" in page
    assert desk.get(f"/petugas/pengaduan/{number}/").status_code == 404


@pytest.mark.parametrize("wrong", [{"text": "x"}, {"channel": "web"}, {"about": "tidak/ada"}])
def test_bad_input_comes_back_with_everything(desk: Client, wrong: dict[str, str]) -> None:
    response = desk.post(NEW, filled(desk, name="Sari", **wrong))

    assert 'value="Sari"' in response.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("role", ["inspector", "taskforce", "assessor"])
def test_who_handles_no_reports_finds_no_page(client: Client, agency_a: Agency, role: str) -> None:
    user = people.user(f"orang {role}")
    agency_rows.membership(user, role, None)
    client.force_login(user)

    assert client.get(NEW).status_code in (302, 404)
    assert client.post(NEW, {"text": TEXT}).status_code in (302, 404)
    assert not Complaint.objects.exists()


def test_without_signing_in_the_page_asks_who_you_are(client: Client) -> None:
    assert client.get(NEW).status_code == 302
