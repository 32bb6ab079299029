"""The staff pages of suspicions, codes, settings and a deleted text, each in four questions."""

import io
from pathlib import Path

import pytest
from django.test import Client
from pdfua import validate
from pypdf import PdfReader

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields
from maklumat.surveys.models import Response, SurveySettings, Suspicion, Ticket
from maklumat.surveys.tests import factories as make

LIST, CODES, SETTINGS = (
    "/petugas/survei/dugaan/",
    "/petugas/survei/kode/",
    "/petugas/survei/pengaturan/",
)


@pytest.fixture(autouse=True)
def _instrument(db: None) -> None:
    make.version()


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def held(service_a: Service) -> Suspicion:
    for mark in (2, 3, 4, 4, 3):
        make.response(service_a, mark)
    suspicion = make.suspicion(service_a)
    for mark in (1, 1, 4):
        make.response(service_a, mark, suspicion=suspicion, text="Loket nomor dua.", seconds=3)
    return suspicion


def address(suspicion: Suspicion) -> str:
    return f"{LIST}{suspicion.pk}/"


def decision(suspicion: Suspicion, **more: object) -> dict[str, object]:
    return {"decision": "leave_out", "which": "all", "why": "Diisi oleh petugas.", **more}


# --- Suspicions ----------------------------------------------------------------------------------


def test_the_list_shows_the_index_without_and_with(held: Suspicion, dewi: User) -> None:
    page = entered(dewi).get(LIST).content.decode()
    assert "80,00" in page  # (2 + 3 + 4 + 4 + 3) / 5 x 25
    assert "68,75" in page  # with 1, 1 and 4


def test_the_list_costs_the_same_for_one_and_for_ten(
    held: Suspicion, dewi: User, django_assert_max_num_queries: object
) -> None:
    for number in range(10):
        other = services.service(f"Layanan {number}", agency=held.agency)
        make.response(other, suspicion=make.suspicion(other))
    client = entered(dewi)
    client.get(LIST)
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # pytest-django's own fixture
        client.get(LIST)


def test_the_organisers_decide(held: Suspicion, dewi: User) -> None:
    client = entered(dewi)
    page = client.get(address(held)).content.decode()
    assert "Loket nomor dua." in page

    answer = client.post(address(held), decision(held), follow=True)

    held.refresh_from_db()
    assert (held.decision, held.why) == ("leave_out", "Diisi oleh petugas.")
    assert "Diisi oleh petugas." in answer.content.decode()
    assert Response.objects.filter(state="left_out").count() == 3


def test_ticked_ones_are_decided_alone(held: Suspicion, dewi: User) -> None:
    row = held.responses.first()
    entered(dewi).post(address(held), decision(held, which="chosen", rows=[row.pk]))

    assert Response.objects.get(state="left_out") == row
    held.refresh_from_db()
    assert held.decision == ""


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"why": ""}, "Tulis alasan"),
        ({"decision": ""}, "Pilih"),
        ({"decision": "x"}, "x"),
        ({"which": "chosen"}, "Centang"),
        ({"which": "chosen", "rows": ["999999"]}, "Centang"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    held: Suspicion, dewi: User, more: dict[str, object], sentence: str
) -> None:
    answer = entered(dewi).post(address(held), decision(held, **more))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if "why" not in more:
        assert "Diisi oleh petugas." in answer.content.decode()
    assert not Response.objects.filter(state="left_out").exists()


def test_the_agency_sees_its_own_and_decides_nothing(held: Suspicion, budi: User) -> None:
    client = entered(budi)
    page = client.get(address(held)).content.decode()

    assert "Bagian Organisasi" in page or "organisasi" in page
    assert 'name="decision"' not in page
    assert client.post(address(held), decision(held)).status_code == 404
    held.refresh_from_db()
    assert held.decision == ""


def test_another_agency_meets_nothing(held: Suspicion, wati: User) -> None:
    client = entered(wati)
    assert client.get(address(held)).status_code == 404
    assert client.post(address(held), decision(held)).status_code == 404
    assert held.service.name not in client.get(LIST).content.decode()


def test_of_fewer_than_five_answers_the_agency_sees_no_row(service_a: Service, budi: User) -> None:
    suspicion = make.suspicion(service_a)
    make.response(service_a, 1, suspicion=suspicion, text="Saya Rini.")
    page = entered(budi).get(address(suspicion)).content.decode()
    assert "Rini" not in page


def test_of_fewer_than_five_answers_nobody_reads_a_text(service_a: Service, dewi: User) -> None:
    suspicion = make.suspicion(service_a)
    make.response(service_a, 1, suspicion=suspicion, text="Saya Rini.")
    page = entered(dewi).get(address(suspicion)).content.decode()
    assert "Rini" not in page
    assert 'name="rows"' in page


def test_the_organiser_s_home_says_that_something_waits(
    held: Suspicion, dewi: User, budi: User
) -> None:
    assert LIST in entered(dewi).get("/petugas/").content.decode()
    assert LIST not in entered(budi).get("/petugas/").content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(held: Suspicion, dewi: User, method: str) -> None:
    for url in (LIST, address(held), CODES, SETTINGS):
        assert getattr(entered(dewi), method)(url).status_code == 405


# --- Codes ----------------------------------------------------------------------------------------


def sheet(client: Client, service: Service, count: int = 12) -> object:
    return client.post(CODES, {"service": service.pk, "count": count})


def test_a_sheet_prints_each_code_once(service_a: Service, budi: User, tmp_path: Path) -> None:
    client = entered(budi)
    answer = sheet(client, service_a, 24)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"].startswith("private, no-store")
    paper = PdfReader(io.BytesIO(answer.content))
    assert len(paper.pages) == 2
    file = tmp_path / "codes.pdf"
    file.write_bytes(answer.content)
    assert [finding.rule_id for finding in validate(file).findings] == []
    assert Ticket.objects.filter(service=service_a, way="sheet").count() == 24
    page = client.get(CODES).content.decode()
    assert "176" in page  # left of 200


def test_without_quota_the_page_says_why(
    service_a: Service, budi: User, government: Government
) -> None:
    SurveySettings.objects.create(government=government, monthly_invitations=12)
    client = entered(budi)
    sheet(client, service_a)

    answer = sheet(client, service_a)

    assert answer.status_code == 422
    assert "12" in answer.content.decode()
    assert Ticket.objects.count() == 12


@pytest.mark.parametrize(
    "typed", [{"service": ""}, {"service": "999999"}, {"count": "7"}, {"count": "x"}]
)
def test_a_bad_sheet_is_refused(service_a: Service, budi: User, typed: dict[str, str]) -> None:
    answer = entered(budi).post(CODES, {"service": service_a.pk, "count": 12, **typed})
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_nobody_makes_codes_for_another_agency(service_a: Service, wati: User) -> None:
    assert sheet(entered(wati), service_a).status_code == 422
    assert not Ticket.objects.exists()


def test_codes_cost_the_same_for_one_service_and_for_ten(
    service_a: Service, budi: User, django_assert_max_num_queries: object
) -> None:
    for number in range(10):
        services.service(f"Layanan {number}", agency=service_a.agency)
    client = entered(budi)
    client.get(CODES)
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # pytest-django's own fixture
        client.get(CODES)


# --- Settings -------------------------------------------------------------------------------------


def test_settings_are_kept_and_audited(dewi: User, government: Government) -> None:
    client = entered(dewi)
    fields = form_fields(client.get(SETTINGS).content.decode(), ".sv form")

    client.post(SETTINGS, {**fields, "period": "quarter", "keep_text_months": "12"})

    row = SurveySettings.objects.get(government=government)
    assert (row.period, row.keep_text_months, row.monthly_invitations) == ("quarter", 12, 200)
    details = AuditRow.objects.get(action="surveys.settings_changed").details
    assert '"keep_text_months":[24,12]' in details
    assert "monthly_invitations" not in details


def test_other_surveys_can_be_asked_too(dewi: User, government: Government) -> None:
    client = entered(dewi)
    spak = make.version("spak")
    fields = form_fields(client.get(SETTINGS).content.decode(), ".sv form")
    client.post(SETTINGS, {**fields, "extra_instruments": [spak.pk]})
    assert list(SurveySettings.objects.get().extra_instruments.all()) == [spak]


@pytest.mark.parametrize(
    "typed",
    [
        {"keep_text_months": "0"},
        {"keep_text_months": "121"},
        {"monthly_invitations": "-1"},
        {"monthly_invitations": "x"},
        {"monthly_invitations": "20001"},
        {"period": "week"},
        {"extra_instruments": "999"},
    ],
)
def test_bad_settings_are_refused(dewi: User, typed: dict[str, str]) -> None:
    client = entered(dewi)
    fields = form_fields(client.get(SETTINGS).content.decode(), ".sv form")
    assert client.post(SETTINGS, {**fields, **typed}).status_code == 422
    assert not AuditRow.objects.filter(action="surveys.settings_changed").exists()


def test_settings_are_the_government_s(budi: User, agus: User) -> None:
    for person in (budi, agus):
        assert entered(person).get(SETTINGS).status_code == 404
        assert entered(person).post(SETTINGS, {"period": "year"}).status_code == 404


# --- A text that names somebody --------------------------------------------------------------------


def test_a_text_is_deleted_and_the_audit_does_not_tell_it(service_a: Service, budi: User) -> None:
    row = make.response(service_a, 2, text="Bu Rini galak.")
    url = f"/petugas/survei/saran/{row.pk}/hapus/"

    answer = entered(budi).post(url, {"next": "/petugas/survei/saran/?periode=2026-s2"})

    row.refresh_from_db()
    assert (row.text, row.marks["waktu"]) == ("", 2)
    assert answer["Location"] == "/petugas/survei/saran/?periode=2026-s2"
    written = AuditRow.objects.get(action="surveys.text_deleted")
    assert "Rini" not in written.details


def test_another_agency_deletes_no_text(service_a: Service, wati: User) -> None:
    row = make.response(service_a, 2, text="Bu Rini galak.")
    url = f"/petugas/survei/saran/{row.pk}/hapus/"
    assert entered(wati).post(url).status_code == 404
    row.refresh_from_db()
    assert row.text


def test_deleting_leads_nowhere_else(service_a: Service, budi: User) -> None:
    row = make.response(service_a, 2, text="Bu Rini galak.")
    client = entered(budi)
    answer = client.post(
        f"/petugas/survei/saran/{row.pk}/hapus/", {"next": "https://jahat.example/"}
    )
    assert answer["Location"] == "/petugas/survei/saran/"
    assert client.get(f"/petugas/survei/saran/{row.pk}/hapus/").status_code == 405


def test_the_agency_sees_what_is_held_but_neither_when_nor_in_which_order(
    held: Suspicion, budi: User, dewi: User
) -> None:
    Response.objects.filter(suspicion=held).update(
        received_at=make.AT.replace(hour=2, minute=47, second=13)
    )
    minute = ".47.13"
    assert minute in entered(dewi).get(address(held)).content.decode()
    page = entered(budi).get(address(held)).content.decode()
    assert "Loket nomor dua." in page
    assert minute not in page
    keys = Response.objects.filter(suspicion=held).order_by("client_uid")
    told = [marks for _row, marks, _tick in entered(budi).get(address(held)).context["lines"]]
    assert told == [list(row.marks.values()) for row in keys]
