"""The officers' collecting pages: paper typed in, points, people served, words of the questions."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pdfua import validate
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Offering, Service
from maklumat.catalogue.tests import factories as services
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields
from maklumat.surveys import pointpaper
from maklumat.surveys.actions import paper
from maklumat.surveys.instrument import Element
from maklumat.surveys.models import Point, Response, Served, Wording
from maklumat.surveys.tests import factories as make

pytestmark = pytest.mark.django_db
BASE = "/petugas/survei/"
SHEET = f"{BASE}isi/dukcapil/ktp-el-ganti/"
PAGES = ["isi/", "impor/", "titik/", "dilayani/", "pertanyaan/"]


@pytest.fixture(autouse=True)
def _survey(service_a: Service) -> None:
    make.version()


@pytest.fixture
def desk(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def marked(mark: str = "3", **others: str) -> dict[str, str]:
    return {**dict.fromkeys(make.skm().keys, mark), **others}


def filled(client: Client, **typed: str) -> dict[str, str | list[str]]:
    """What a browser sends for a sheet with these fields typed in."""
    return {**form_fields(page(client, SHEET), "form[data-entry]"), **typed}


def typed_in(client: Client, **typed: str) -> str:
    """Save a sheet and return the page after it."""
    answer = client.post(SHEET, filled(client, **typed), follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


# --- Every page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_an_officer_and_the_bureau(
    client: Client, budi: User, dewi: User, name: str
) -> None:
    for person in (budi, dewi):
        client.force_login(person)
        assert client.get(BASE + name).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_another_agency_does_not_exist(client: Client, wati: User, name: str) -> None:
    client.force_login(wati)

    assert client.get(f"{BASE}{name}?opd=dukcapil").status_code == 404
    assert client.post(f"{BASE}{name}", {"opd": "dukcapil"}).status_code in (404, 405)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_with_many_services(
    desk: Client, agency_a: Agency, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(25):
        services.service(f"Layanan {at} " + "panjang " * 15, agency=agency_a, slug=f"l-{at}")
    desk.get(BASE + name)

    with django_assert_max_num_queries(26):
        assert desk.get(BASE + name).status_code == 200


def test_nobody_else_types_sheets_of_this_service(client: Client, wati: User) -> None:
    client.force_login(wati)

    assert client.get(SHEET).status_code == 404
    assert client.post(SHEET, marked()).status_code == 404
    assert client.post(f"{SHEET}cetak/", {"count": "5"}).status_code == 404
    assert client.get(f"{SHEET}lembar-1.pdf").status_code == 404
    assert not Response.objects.exists()


def test_wrong_methods_are_refused(desk: Client) -> None:
    assert desk.put(SHEET).status_code == 405
    assert desk.get(f"{SHEET}cetak/").status_code == 405
    assert desk.get(f"{SHEET}1/batal/").status_code == 405
    assert desk.post(f"{BASE}isi/").status_code == 405


def test_an_agency_without_services_is_told_so(client: Client, wati: User) -> None:
    client.force_login(wati)

    for name in ("isi/", "dilayani/"):
        assert "belum punya layanan" in page(client, BASE + name)


# --- Paper --------------------------------------------------------------------------------------


def test_the_blank_sheet_is_for_everybody_and_passes_pdf_ua(sari: Client, tmp_path: Path) -> None:
    answer = sari.get("/survei/dukcapil/ktp-el-ganti/kuesioner.pdf")
    file = tmp_path / "kuesioner.pdf"
    file.write_bytes(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    assert [finding.rule_id for finding in validate(file).findings] == []
    pages = PdfReader(BytesIO(answer.content)).pages
    words = pages[0].extract_text()
    assert len(pages) == 1
    for part in ("Survei Kepuasan Masyarakat", "Dikelola dengan baik", "08.00", "Halaman 1 dari 1"):
        assert part in words


def test_there_is_no_paper_for_what_does_not_exist(sari: Client) -> None:
    assert sari.get("/survei/dukcapil/tidak-ada/kuesioner.pdf").status_code == 404
    assert sari.post("/survei/dukcapil/ktp-el-ganti/kuesioner.pdf").status_code == 405


def test_the_paper_asks_in_the_agencys_words(desk: Client, agency_a: Agency) -> None:
    address = "/survei/dukcapil/ktp-el-ganti/kuesioner.pdf"
    desk.get(address)
    desk.post(f"{BASE}pertanyaan/", {"waktu": "Apakah KTP-el cepat jadi?"})

    words = PdfReader(BytesIO(desk.get(address).content)).pages[0].extract_text()

    assert "Apakah KTP-el cepat jadi?" in words


def test_the_longest_words_fit_both_sides_of_a_sheet(desk: Client, agency_a: Agency) -> None:
    desk.post(f"{BASE}pertanyaan/", dict.fromkeys(make.skm().keys, "Bagaimana layanan kami? " * 10))

    made = desk.get("/survei/dukcapil/ktp-el-ganti/kuesioner.pdf").content

    assert len(PdfReader(BytesIO(made)).pages) <= 2


def test_a_batch_carries_its_numbers_and_can_be_printed_again(desk: Client, tmp_path: Path) -> None:
    answer = desk.post(f"{SHEET}cetak/", {"count": "3"})
    made = desk.get(answer["Location"])
    file = tmp_path / "lembar.pdf"
    file.write_bytes(made.content)

    pages = PdfReader(BytesIO(made.content)).pages
    assert [f"PKE-{at:04d}" in one.extract_text() for at, one in enumerate(pages, 1)] == [True] * 3
    assert all("Halaman 1 dari 1" in one.extract_text() for one in pages)
    assert [finding.rule_id for finding in validate(file).findings] == []
    assert "no-store" in made["Cache-Control"]
    assert answer["Location"] in page(desk, f"{BASE}isi/")


@pytest.mark.parametrize("count", ["0", "201", "x", ""])
def test_a_wrong_number_of_sheets_is_told(desk: Client, count: str) -> None:
    answer = desk.post(f"{SHEET}cetak/", {"count": count}, follow=True)

    assert "1 sampai 200" in answer.content.decode()


# --- Typing in ----------------------------------------------------------------------------------


def test_a_sheet_is_typed_in_and_the_next_one_is_ready(desk: Client, budi: User) -> None:
    paper.print_batch(service=Service.objects.get(), count=3, by=budi, at=make.AT)

    after = typed_in(
        desk, number="1", day="2026-11-16", half="pagi", sex="p", age="34", education="5",
        occupation="4", text="Kursinya kurang.", **marked(waktu="2"),
    )  # fmt: skip

    row = Response.objects.get()
    assert (row.marks["waktu"], row.marks["biaya"], row.state) == (2, 3, "counted")
    assert (row.sex, row.age, row.education, row.occupation) == ("P", 34, "S1", "SWASTA")
    assert (row.channel, row.half, row.text) == ("paper", "pagi", "Kursinya kurang.")
    assert "1 lembar hari ini" in after
    following = form_fields(after, "form[data-entry]")
    assert (following["day"], following["half"], following["waktu"]) == ("2026-11-16", "pagi", "")
    assert str(following["number"]).endswith("-0002")


def test_a_sheet_with_open_questions_is_kept_and_does_not_count(desk: Client) -> None:
    typed_in(desk, **marked(waktu="0", biaya="-", produk=""))

    row = Response.objects.get()
    assert row.state == "incomplete"
    assert set(row.marks) == set(make.skm().keys) - {"waktu", "biaya", "produk"}


@pytest.mark.parametrize("wrong", ["5", "9", "x", "²", "11"])
def test_a_wrong_mark_is_told_at_its_field(desk: Client, wrong: str) -> None:
    answer = desk.post(SHEET, filled(desk, **marked(waktu=wrong), text="Tetap ada"))

    assert answer.status_code == 422
    assert "bukan jawaban" in answer.content.decode()
    assert "Tetap ada" in answer.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"sex": "X"}, {"age": "5"}, {"age": "seratus"}, {"education": "9"}, {"occupation": "7"},
        {"day": ""}, {"day": "2099-01-01"}, {"day": "1999-01-01"}, {"unit": "999"},
        {"half": "malam"}, {"number": "17"}, {"text": "x" * 2001},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_typed_wrong_is_told(desk: Client, typed: dict[str, str]) -> None:
    answer = desk.post(SHEET, filled(desk, **marked(), **typed))

    assert answer.status_code == 422
    assert "belum tersimpan" in answer.content.decode()
    assert not Response.objects.exists()


def test_an_empty_sheet_is_refused(desk: Client) -> None:
    assert desk.post(SHEET, filled(desk)).status_code == 422


def test_the_same_number_twice_is_refused_with_a_sentence(desk: Client, budi: User) -> None:
    paper.print_batch(service=Service.objects.get(), count=3, by=budi, at=make.AT)
    typed_in(desk, number="2", **marked())

    answer = desk.post(SHEET, filled(desk, number="2", **marked("1")))

    assert answer.status_code == 422
    assert "sudah dimasukkan" in answer.content.decode()
    assert Response.objects.count() == 1


def test_one_post_sent_twice_is_one_sheet(desk: Client) -> None:
    sent = filled(desk, **marked())
    desk.post(SHEET, sent)
    desk.post(SHEET, sent)

    assert Response.objects.count() == 1


def test_a_sheet_is_taken_back_the_same_day(desk: Client) -> None:
    after = typed_in(desk, **marked())
    address = f"{SHEET}{Response.objects.get().entry.pk}/batal/"
    assert address in after

    answer = desk.post(address, follow=True)

    assert "dibatalkan" in answer.content.decode()
    assert not Response.objects.exists()
    assert desk.post(address).status_code == 404


def test_nobody_takes_back_the_sheet_of_a_colleague(desk: Client, agus: User) -> None:
    typed_in(desk, **marked())
    address = f"{SHEET}{Response.objects.get().entry.pk}/batal/"
    desk.force_login(agus)

    assert desk.post(address).status_code == 404
    assert Response.objects.exists()


def test_an_officer_of_a_unit_types_in_for_that_unit_only(
    client: Client, wati: User, agency_b: Agency, service_a: Service
) -> None:
    Offering.objects.create(service=service_a, unit=agency_b)
    client.force_login(wati)
    fields = form_fields(page(client, SHEET), "form[data-entry]")
    assert fields["unit"] == str(agency_b.pk)

    refused = client.post(SHEET, {**fields, **marked(), "unit": str(service_a.agency_id)})
    client.post(SHEET, {**fields, **marked()})

    assert refused.status_code == 422
    row = Response.objects.get()
    assert (row.unit, row.agency) == (agency_b, service_a.agency)


def test_typing_in_costs_few_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sent = filled(desk, **marked())

    with django_assert_max_num_queries(32):
        desk.post(SHEET, sent)


# --- Points -------------------------------------------------------------------------------------


def made_point(desk: Client, **typed: str) -> Point:
    service = Service.objects.get(slug="ktp-el-ganti")
    desk.post(
        f"{BASE}titik/", {"use": "survey", "name": "Loket 3", "service": str(service.pk), **typed}
    )
    return Point.objects.get()


def test_a_point_is_made_with_a_code_and_leads_to_the_survey(desk: Client) -> None:
    point = made_point(desk)
    shown = page(desk, f"{BASE}titik/{point.pk}/")

    assert len(point.code) == 6
    assert not set(point.code) & set("01OIL")
    assert f"/survei/t/{point.code}/" in shown
    assert f"/survei/t/{point.code}/" in page(desk, f"{BASE}titik/")
    assert AuditRow.objects.filter(action="surveys.point_made").count() == 1
    assert desk.get(reverse("surveys:point", args=[point.code])).status_code in (200, 302)


@pytest.mark.parametrize("typed", [{"name": ""}, {"use": "x"}, {"service": "999"}, {"use": ""}])
def test_a_point_that_can_not_be_is_told(desk: Client, typed: dict[str, str]) -> None:
    service = Service.objects.get()
    sent = {"use": "survey", "name": "Loket", "service": str(service.pk), **typed}

    answer = desk.post(f"{BASE}titik/", sent)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Point.objects.exists()


def test_a_point_at_the_door_stands_for_all_services(desk: Client) -> None:
    point = made_point(desk, service="")

    assert point.service is None
    assert "/ktp-el-ganti/?titik=" in page(desk, f"/survei/t/{point.code}/")


def test_a_point_changes_but_keeps_its_code(desk: Client) -> None:
    point = made_point(desk)

    desk.post(f"{BASE}titik/{point.pk}/", {"use": "rating", "name": "Pintu", "service": ""})

    after = Point.objects.get()
    assert (after.code, after.use, after.name, after.service) == (
        point.code, "rating", "Pintu", None,
    )  # fmt: skip
    assert desk.post(f"{BASE}titik/{point.pk}/", {"use": "rating", "name": ""}).status_code == 422


def test_a_point_is_switched_off_and_on(desk: Client) -> None:
    point = made_point(desk)
    for on in ("0", "1"):
        desk.post(f"{BASE}titik/{point.pk}/pakai/", {"on": on})
        assert Point.objects.get().is_active is (on == "1")
    assert desk.get(f"{BASE}titik/{point.pk}/pakai/").status_code == 405


def test_nobody_sees_or_changes_a_point_of_another_agency(
    desk: Client, wati: User, client: Client
) -> None:
    point = made_point(desk)
    client.force_login(wati)

    for address in ("", "a4.pdf", "pakai/"):
        for method in (client.get, client.post):
            assert method(f"{BASE}titik/{point.pk}/{address}").status_code in (404, 405)
    assert Point.objects.get().is_active


@pytest.mark.parametrize("use", ["survey", "rating"])
@pytest.mark.parametrize("size", pointpaper.SIZES)
def test_the_paper_of_a_point_passes_pdf_ua(
    desk: Client, tmp_path: Path, use: str, size: str
) -> None:
    point = made_point(desk, use=use, name="Ruang tunggu lantai dua di sebelah musala dan kantin")
    file = tmp_path / "titik.pdf"

    file.write_bytes(desk.get(f"{BASE}titik/{point.pk}/{size}.pdf").content)

    assert [finding.rule_id for finding in validate(file).findings] == []
    assert len(PdfReader(file).pages) == 1
    assert point.code in PdfReader(file).pages[0].extract_text()


def test_there_is_no_paper_in_another_size(desk: Client) -> None:
    assert desk.get(f"{BASE}titik/{made_point(desk).pk}/a0.pdf").status_code == 404


# --- People served ------------------------------------------------------------------------------


def cell(month: str = "202611") -> str:
    return f"p{Service.objects.get(slug='ktp-el-ganti').pk}-{month}"


def test_numbers_are_noted_changed_and_emptied(desk: Client) -> None:
    for typed, kept in (("1.000", 1000), ("0", 0), ("", None)):
        desk.post(f"{BASE}dilayani/", {cell(): typed})
        assert Served.objects.values_list("people", flat=True).first() == kept
    rows = AuditRow.objects.filter(action="surveys.served_noted")
    assert rows.count() == 3
    assert '"before":1000' in rows.order_by("serial")[1].details


def test_the_sample_that_is_needed_stands_beside(desk: Client) -> None:
    desk.post(f"{BASE}dilayani/", {cell(): "1000"})

    assert "perlu 278 jawaban" in page(desk, f"{BASE}dilayani/")


@pytest.mark.parametrize("typed", ["-1", "x", "1,5", "10000000"])
def test_a_number_that_can_not_be_is_told_and_the_others_are_saved(
    desk: Client, typed: str
) -> None:
    answer = desk.post(f"{BASE}dilayani/", {cell(): typed, cell("202610"): "7"})

    assert answer.status_code == 422
    assert "jumlah orang" in answer.content.decode()
    assert Served.objects.get().people == 7


def test_one_cell_is_saved_at_once_by_the_script(desk: Client) -> None:
    desk.post(f"{BASE}dilayani/", {cell("202610"): "7"})
    answer = desk.post(f"{BASE}dilayani/", {cell(): "8"}, headers={"X-Requested-With": "fetch"})

    told = answer.json()
    assert (told["changed"], told["faults"]) == (1, {})
    assert "15 orang" in " ".join(told["said"].values())
    assert Served.objects.count() == 2


def test_a_unit_notes_for_itself(
    client: Client, wati: User, agency_b: Agency, service_a: Service
) -> None:
    Offering.objects.create(service=service_a, unit=agency_b)
    client.force_login(wati)

    client.post(f"{BASE}dilayani/", {cell(): "12"})

    row = Served.objects.get()
    assert (row.unit, row.agency, row.people) == (agency_b, service_a.agency, 12)


# --- Words --------------------------------------------------------------------------------------


def element(key: str = "waktu") -> Element:
    return make.skm().element(key)


def test_a_question_is_worded_and_goes_back_to_the_rule(desk: Client) -> None:
    address = f"{BASE}pertanyaan/"
    desk.post(address, {"waktu": "Apakah  cepat?"})
    shown = page(desk, address)

    assert Wording.objects.get().question == "Apakah cepat?"
    assert element().question in shown
    assert element().labels[1] in shown
    desk.post(address, {"waktu": ""})
    assert not Wording.objects.exists()
    assert AuditRow.objects.filter(action="surveys.question_worded").count() == 2


def test_a_service_has_its_own_words_above_its_agencys(desk: Client) -> None:
    address = f"{BASE}pertanyaan/?layanan=ktp-el-ganti"
    desk.post(f"{BASE}pertanyaan/", {"waktu": "Kata instansi?"})
    desk.post(address, {"waktu": "Kata layanan?"})

    shown = page(desk, address)

    assert "Kata instansi?" in shown
    assert "Kata layanan?" in shown
    assert Wording.objects.count() == 2


def test_words_that_are_too_long_are_told(desk: Client) -> None:
    answer = desk.post(f"{BASE}pertanyaan/", {"waktu": "x" * 241})

    assert answer.status_code == 422
    assert "240" in answer.content.decode()
    assert not Wording.objects.exists()


def test_words_for_a_service_of_others_do_not_exist(
    desk: Client, agency_b: Agency, service_a: Service
) -> None:
    services.service("Bantuan", agency=agency_b, slug="bantuan")

    assert desk.get(f"{BASE}pertanyaan/?layanan=bantuan").status_code == 404
    assert desk.post(f"{BASE}pertanyaan/?layanan=bantuan", {"waktu": "x"}).status_code == 404
