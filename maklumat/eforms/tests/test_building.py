"""Building forms without code: list, make, change, check, publish, versions, files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.eforms import definition, formfiles, library
from maklumat.eforms.models import FormVersion, ServiceForm
from maklumat.eforms.tests import factories as make

BASE = "/petugas/formulir/susun/"
FORM = f"{BASE}opd/dukcapil/ktp-hilang/"
ASK = f"{FORM}bagian/data/pertanyaan/laporan/"


@pytest.fixture
def form(service_a: Service) -> ServiceForm:
    return make.form(service_a)


@pytest.fixture
def desk(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def draft_of(form: ServiceForm) -> definition.Form:
    return form.versions.get(published_at=None).rules


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def basis(client: Client, address: str = FORM) -> str:
    return client.get(address).context["here"].basis


PAGES = ["", "pengaturan/", "periksa/", "bagian/data/", "bagian/data/pertanyaan/laporan/"]
PAGES += ["pratinjau/", "versi/", "versi/?dari=1&ke=1", "formulir.yaml", "kosong.pdf"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_the_officer_and_not_for_another_agency(
    page: str, desk: Client, form: ServiceForm, wati: User
) -> None:
    assert desk.get(FORM + page).status_code == 200
    desk.force_login(wati)
    assert desk.get(FORM + page).status_code == 404


@pytest.mark.parametrize("page", ["", "baru/", "skema.json", "pustaka/ktp-ganti/"])
def test_lists_open_for_staff_only(page: str, desk: Client, form: ServiceForm) -> None:
    assert desk.get(BASE + page).status_code == 200
    assert Client().get(BASE + page).status_code == 302


STEPS = ["terbitkan/", "bagian/", "atur/", "bagian/data/pertanyaan/", "versi/1/pulihkan/"]
STEPS += ["buang/", "muat/"]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_posted_by_the_own_agency_only(
    step: str, desk: Client, form: ServiceForm, wati: User
) -> None:
    assert desk.get(FORM + step).status_code == 405
    desk.force_login(wati)
    assert desk.post(FORM + step, {}).status_code == 404
    assert form.versions.count() == 1


def test_the_list_costs_few_queries(
    desk: Client, service_a: Service, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make.form(service_a, {**make.CONTENT, "code": f"surat-{number}"})
    with django_assert_max_num_queries(20):
        assert "Penggantian KTP-el" in page_of(desk, BASE)


def test_a_form_of_the_library_is_taken_and_published(
    desk: Client, agency_a: Agency, agus: User
) -> None:
    answer = desk.post(
        f"{BASE}baru/", {"way": "library", "agency": agency_a.slug, "ready": "ktp-ganti"}
    )
    made = ServiceForm.objects.get()
    assert answer.url == f"{BASE}opd/dukcapil/ktp-ganti/"
    assert made.taken_from == "ktp-ganti"
    address = f"{BASE}opd/dukcapil/ktp-ganti/"
    assert desk.post(f"{address}terbitkan/").status_code == 404, "an officer does not publish"
    desk.force_login(agus)
    desk.post(f"{address}terbitkan/", {"basis": basis(desk, address)})
    assert made.versions.get().published_at is not None


def test_a_copy_gets_the_next_free_address(
    desk: Client, agency_a: Agency, form: ServiceForm
) -> None:
    desk.post(f"{BASE}baru/", {"way": "copy", "agency": agency_a.slug, "other": form.pk})
    assert ServiceForm.objects.filter(code="ktp-hilang-2").exists()


@pytest.mark.parametrize("way", ["empty", "library", "copy", "file", "x"])
def test_a_new_form_without_what_it_needs_is_not_made(
    way: str, desk: Client, agency_a: Agency
) -> None:
    answer = desk.post(f"{BASE}baru/", {"way": way, "agency": agency_a.slug})
    assert answer.status_code == 422
    assert not ServiceForm.objects.exists()


def test_from_nothing_to_a_sound_form(desk: Client, agency_a: Agency, service_a: Service) -> None:
    desk.post(f"{BASE}baru/", {"way": "empty", "agency": agency_a.slug, "title": "Surat Usaha"})
    address = f"{BASE}opd/dukcapil/surat-usaha/"
    assert "belum punya bagian" in page_of(desk, f"{address}periksa/")
    desk.post(f"{address}bagian/", {"title": "Pemilik usaha"})
    part = f"{address}bagian/pemilik_usaha/"
    assert "belum punya pertanyaan" in page_of(desk, f"{address}periksa/")
    desk.post(f"{part}pertanyaan/", {"label": "Punya NIB?", "type": "yes_no"})
    desk.post(f"{part}pertanyaan/", {"label": "Nomor NIB", "type": "text"})
    answer = desk.post(
        f"{part}pertanyaan/nomor_nib/",
        {"label": "Nomor NIB", "type": "text", "required": "on", "least": "13", "when-join": "all",
         "when-1-about": "pemilik_usaha.punya_nib", "when-1-test": "is", "when-1-value": "ya"},
    )  # fmt: skip
    assert answer.status_code == 302
    made = draft_of(ServiceForm.objects.get())
    asked = made.question("pemilik_usaha.nomor_nib")
    assert asked.least == 13
    assert asked.when is not None
    assert asked.when.content() == {"question": "pemilik_usaha.punya_nib", "is": True}
    assert "tidak menemukan kesalahan" in page_of(desk, f"{address}periksa/")


def test_a_mistake_keeps_what_was_typed(desk: Client, form: ServiceForm) -> None:
    answer = desk.post(
        ASK,
        {"label": "Nomor surat polisi", "type": "text", "least": "9", "most": "2",
         "when-1-about": "data.alasan", "when-1-test": "is", "when-1-value": "dicuri"},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nomor surat polisi" in page
    assert 'value="dicuri"' in page
    assert "Hilang, Rusak" in page
    assert form.versions.count() == 1


def test_options_that_are_reworded_keep_their_ids(desk: Client, form: ServiceForm) -> None:
    address = f"{FORM}bagian/data/pertanyaan/alasan/"
    typed = {"label": "Alasan", "type": "choice", "required": "on"}
    desk.post(address, {**typed, "options": "Hilang\nRusak atau patah\nLain-lain"})
    asked = draft_of(form).question("data.alasan")
    assert asked.options[0].id == "hilang"
    desk.post(address, {**typed, "options": "Kehilangan\nRusak atau patah\nLain-lain"})
    assert draft_of(form).question("data.alasan").options[0].id == "hilang"


def test_a_deleted_question_is_missed_by_name(desk: Client, form: ServiceForm, agus: User) -> None:
    desk.post(f"{FORM}atur/", {"how": "remove", "part": "data", "question": "alasan"})
    page = page_of(desk, f"{FORM}periksa/")
    assert f"{FORM}bagian/polisi/" in page
    desk.force_login(agus)
    desk.post(f"{FORM}terbitkan/", {"basis": basis(desk)})
    assert form.versions.filter(published_at=None).exists()
    for address in ("", "bagian/data/", "bagian/polisi/", "pratinjau/"):
        page_of(desk, FORM + address)


@pytest.mark.parametrize(
    ("how", "first"),
    [("up", ["nik", "nama"]), ("down", ["nama", "alasan"]), ("copy", ["nama", "nik"])],
)
def test_questions_are_moved_and_copied(
    how: str, first: list[str], desk: Client, form: ServiceForm
) -> None:
    desk.post(f"{FORM}atur/", {"how": how, "part": "data", "question": "nik"})
    assert [one.id for one in draft_of(form).section("data").questions][:2] == first


def test_what_is_not_there_is_not_arranged(desk: Client, form: ServiceForm) -> None:
    assert desk.post(f"{FORM}atur/", {"how": "up", "part": "x"}).url == FORM
    assert desk.post(f"{FORM}atur/", {"how": "eat", "part": "data"}).status_code == 404


def test_the_second_of_two_officers_is_told_and_loses_nothing(
    desk: Client, form: ServiceForm
) -> None:
    seen = basis(desk)
    typed = {"label": "Nomor dari polisi", "type": "text", "basis": seen}
    assert desk.post(ASK, typed).status_code == 302
    answer = desk.post(ASK, {**typed, "label": "Nomor LP"})
    assert answer.status_code == 409
    assert "Nomor LP" in answer.content.decode()
    assert draft_of(form).question("data.laporan").label == "Nomor dari polisi"
    again = answer.context["here"].basis
    assert desk.post(ASK, {**typed, "label": "Nomor LP", "basis": again}).status_code == 302


def test_a_nested_condition_is_shown_in_words_and_kept(desk: Client, service_a: Service) -> None:
    nested = {"not": {"all": [make.LOST, {"question": "data.nama", "filled": True}]}}
    content = {**make.CONTENT, "sections": [*make.CONTENT["sections"]]}
    content["sections"][1] = {**content["sections"][1], "when": nested}
    form = make.form(service_a, content)
    assert "tidak (" in page_of(desk, f"{FORM}bagian/polisi/")
    desk.post(f"{FORM}bagian/polisi/", {"title": "Polisi"})
    section = draft_of(form).section("polisi")
    assert section.title == "Polisi"
    assert section.when is not None
    assert section.when.content() == nested
    desk.post(f"{FORM}bagian/polisi/", {"title": "Polisi", "when-drop": "1"})
    assert draft_of(form).section("polisi").when is None


def test_settings_work_at_once(desk: Client, form: ServiceForm, service_a: Service) -> None:
    address = f"{FORM}pengaturan/"
    assert desk.post(address, {"keep_months": "0"}).status_code == 422
    typed = {"services": [service_a.pk], "takes_submissions": "on", "keep_months": "24"}
    typed["named_as"] = "F-1.02"
    assert desk.post(address, typed).status_code == 302
    form.refresh_from_db()
    assert form.named_as == "F-1.02"
    assert (form.takes_submissions, form.keep_months, form.retired) == (True, 24, False)
    assert form.uses.get().service == service_a


def test_an_older_version_is_compared_and_restored(
    desk: Client, form: ServiceForm, agus: User
) -> None:
    first: FormVersion = form.versions.get()
    desk.post(f"{FORM}atur/", {"how": "remove", "part": "keluarga"})
    page = page_of(desk, f"{FORM}versi/?dari=1&ke=2")
    assert "Anggota keluarga" in page
    desk.force_login(agus)
    desk.post(f"{FORM}terbitkan/", {"basis": basis(desk)})
    desk.post(f"{FORM}versi/1/pulihkan/", {"basis": basis(desk)})
    assert draft_of(form) == first.rules
    assert form.versions.count() == 3


def test_a_draft_is_thrown_away(desk: Client, form: ServiceForm) -> None:
    desk.post(f"{FORM}bagian/", {"title": "Tambahan"})
    desk.post(f"{FORM}buang/", {"basis": basis(desk)})
    assert [row.number for row in form.versions.all()] == [1]


@pytest.mark.parametrize("code", sorted(library.forms()))
def test_every_form_of_the_library_goes_round_through_yaml(code: str) -> None:
    form = definition.form(library.forms()[code].content)
    assert formfiles.read(formfiles.written(form).encode(), f"{code}.yaml") == form


def test_a_file_becomes_the_draft(desk: Client, form: ServiceForm) -> None:
    text = desk.get(f"{FORM}formulir.yaml").content.decode().replace("Nama lengkap", "Nama Anda")
    desk.post(f"{FORM}muat/", {"file": SimpleUploadedFile("a.yaml", text.encode())})
    assert draft_of(form).question("data.nama").label == "Nama Anda"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: [", "baris 2"),
        ("code: x\ntitle: X\nsections:\n- id: A\n  title: A\n  questions: []", "baris 4"),
        ("code: x\ntitle: X\npurpose: 5\nsections: []", "purpose"),
        ("- 1", "a.yaml"),
    ],
)
def test_a_broken_file_is_told_by_line(
    text: str, told: str, desk: Client, form: ServiceForm
) -> None:
    answer = desk.post(f"{FORM}muat/", {"file": SimpleUploadedFile("a.yaml", text.encode())})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert form.versions.count() == 1
