"""A visitor fills in a form: back and forth, deep links, prints, takes it along, hands it over."""

import json

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.eforms import sitting
from maklumat.eforms.actions import forms
from maklumat.eforms.models import ServiceForm
from maklumat.eforms.tests import factories as make
from maklumat.eforms.views import filling

BASE = "/formulir/dukcapil/ktp-el-ganti/ktp-hilang/"
NIK = "3204114505900001"
ME = {"q-nama": "Sari Wulandari", "q-nik": "3204 1145 0590 0001"}
LOST = {**ME, "q-alasan": "hilang", "q-laporan": "LP/12/XI"}
BROKEN = {**ME, "q-alasan": "rusak"}


@pytest.fixture
def form(service_a: Service) -> ServiceForm:
    return make.form(service_a)


@pytest.fixture(autouse=True)
def _provinces(government: Government) -> None:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )


def fill(client: Client, **members: str) -> None:
    client.post(f"{BASE}isi/data/", BROKEN)
    for place, name in enumerate(members.values() or ["Budi"], start=1):
        client.post(f"{BASE}isi/keluarga/{place}/", {"q-nama": name})


def test_the_start_page_costs_few_queries(
    client: Client, form: ServiceForm, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(9):
        page = client.get(BASE)
    assert "Penggantian KTP-el" in page.content.decode()
    assert sitting.COOKIE not in page.cookies


def test_section_by_section_to_the_check(client: Client, form: ServiceForm) -> None:
    assert client.get(f"{BASE}isi/").url == f"{BASE}isi/data/"
    assert client.post(f"{BASE}isi/data/", LOST).url == f"{BASE}isi/polisi/"
    assert client.post(f"{BASE}isi/polisi/", {"q-hari": "1/11/2026"}).url == f"{BASE}isi/keluarga/"
    assert client.get(f"{BASE}isi/keluarga/").url == f"{BASE}isi/keluarga/1/"
    assert client.post(f"{BASE}isi/keluarga/1/", {"q-nama": "Budi"}).url == f"{BASE}isi/keluarga/"
    assert client.post(f"{BASE}isi/keluarga/").url == f"{BASE}periksa/"
    page = client.get(f"{BASE}periksa/").content.decode()
    assert "Sari Wulandari" in page
    assert NIK not in page, "the number of a lifetime is masked"
    assert NIK[-4:] in page


def test_a_mistake_names_the_field_and_loses_nothing(client: Client, form: ServiceForm) -> None:
    page = client.post(f"{BASE}isi/data/", {**LOST, "q-nik": "12"})
    text = page.content.decode()
    assert page.status_code == 422
    assert 'href="#q-nik"' in text
    assert "16 angka" in text
    assert "LP/12/XI" in text


def test_a_question_that_an_answer_leads_to_is_asked_on_the_same_page(
    client: Client, form: ServiceForm
) -> None:
    page = client.post(
        f"{BASE}isi/data/", {**ME, "q-alasan": "hilang", "seen": ["nama", "nik", "alasan"]}
    )
    assert page.status_code == 200
    assert "memunculkan 1 pertanyaan" in page.content.decode()
    peeked = client.post(f"{BASE}isi/data/", {**BROKEN, "peek": "1"})
    assert peeked.content.decode() == "nama nik alasan"


def test_a_changed_mind_leaves_nothing_behind(client: Client, form: ServiceForm) -> None:
    client.post(f"{BASE}isi/data/", LOST)
    client.post(f"{BASE}isi/polisi/", {"q-hari": "1/11/2026"})
    client.post(f"{BASE}isi/data/", BROKEN)
    fill(client)
    content = json.loads(client.get(f"{BASE}isian.json").content)
    assert set(content["answers"]) == {"data", "keluarga"}
    assert "laporan" not in content["answers"]["data"]


@pytest.mark.parametrize("deep", ["isi/polisi/", "isi/keluarga/", "isi/keluarga/3/", "periksa/"])
def test_a_deep_link_goes_back_to_what_is_open(
    client: Client, form: ServiceForm, deep: str
) -> None:
    assert client.get(f"{BASE}{deep}").url == f"{BASE}isi/data/"


def test_a_section_the_answers_do_not_lead_to_goes_to_the_check(
    client: Client, form: ServiceForm
) -> None:
    fill(client)
    assert client.get(f"{BASE}isi/polisi/").url == f"{BASE}periksa/"


@pytest.mark.parametrize("nowhere", ["isi/warna/", "isi/keluarga/0/", "isi/keluarga/9/", "x/"])
def test_what_is_not_there_looks_missing(client: Client, form: ServiceForm, nowhere: str) -> None:
    fill(client)
    assert client.get(f"{BASE}{nowhere}").status_code == 404


def test_items_are_changed_and_removed(client: Client, form: ServiceForm) -> None:
    fill(client, a="Budi", b="Wati", c="Agus")
    client.post(f"{BASE}isi/keluarga/2/", {"q-nama": "Wati Sari"})
    client.post(f"{BASE}isi/keluarga/1/hapus/")
    content = json.loads(client.get(f"{BASE}isian.json").content)
    assert content["answers"]["keluarga"] == [{"nama": "Wati Sari"}, {"nama": "Agus"}]


def test_printing_leaves_no_row_and_no_word(
    client: Client, form: ServiceForm, caplog: pytest.LogCaptureFixture
) -> None:
    before = {model: model.objects.count() for model in apps.get_models()}
    fill(client)
    paper = client.get(f"{BASE}isian.pdf")
    assert paper.content[:4] == b"%PDF"
    assert "no-store" in paper["Cache-Control"]
    assert {model: model.objects.count() for model in apps.get_models()} == before
    logged = " ".join(str(record.__dict__) for record in caplog.records)
    kept = " ".join(str(value) for value in getattr(cache, "_cache", {}).values())
    for secret in (NIK, "Wulandari"):
        assert secret not in logged
        assert secret not in kept


def test_the_file_that_is_taken_along_brings_all_back(client: Client, form: ServiceForm) -> None:
    fill(client, a="Budi", b="Wati")
    file = client.get(f"{BASE}isian.json").content
    client.post(f"{BASE}hapus/")
    assert client.get(f"{BASE}isi/").url == f"{BASE}isi/data/"

    other = Client()
    upload = SimpleUploadedFile("ktp.json", file, content_type="application/json")
    assert other.post(f"{BASE}muat/", {"file": upload}).status_code == 302
    assert other.get(f"{BASE}isian.json").content == file


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "tidak berasal dari sini"),
        (b"{}", "tidak berasal dari sini"),
        (b"[" * 100_000, "tidak berasal dari sini"),
        (b"\xff\xfe", "tidak berasal dari sini"),
        (b'{"kind": "maklumat-isian", "form": "lain"}', "formulir lain"),
        (b"x" * 500_001, "terlalu besar"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(
    client: Client, form: ServiceForm, content: bytes, sentence: str
) -> None:
    page = client.post(f"{BASE}muat/", {"file": SimpleUploadedFile("x.json", content)})
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_forged_file_brings_only_what_the_form_takes(client: Client, form: ServiceForm) -> None:
    forged = {
        "kind": "maklumat-isian",
        "form": "ktp-hilang",
        "answers": {"data": {"nama": "Sari", "nik": "1", "alasan": ["x"]}, "lain": {"a": 1}},
    }
    upload = SimpleUploadedFile("x.json", json.dumps(forged).encode())
    client.post(f"{BASE}muat/", {"file": upload})
    content = json.loads(client.get(f"{BASE}isian.json").content)
    assert content["answers"]["data"] == {"nama": "Sari"}


def test_a_phone_goes_on_once(client: Client, form: ServiceForm) -> None:
    fill(client)
    page = client.post(f"{BASE}alihkan/")
    assert "<svg" in page.content.decode()
    token = sitting.hand_over(
        form.pk, sitting.Draft(1, {"data": {"nama": "Sari"}}), form.uses.get().service_id
    )
    phone = Client()
    link = f"/formulir/lanjut/{token}/"
    assert phone.get(link).status_code == 200, "a preview of the link does not use it up"
    assert phone.post(link).url == f"{BASE}isi/"
    assert json.loads(phone.get(f"{BASE}isian.json").content)["answers"]["data"] == {"nama": "Sari"}
    assert Client().post(link).status_code == 404
    assert Client().get("/formulir/lanjut/x.y/").status_code == 404


def test_what_was_told_once_is_offered_in_the_next_form(
    client: Client, form: ServiceForm, service_a: Service
) -> None:
    make.form(service_a, {**make.CONTENT, "code": "kk-baru", "title": "KK baru"})
    client.post(f"{BASE}isi/data/", BROKEN)
    page = client.get("/formulir/dukcapil/ktp-el-ganti/kk-baru/isi/data/").content.decode()
    assert 'value="Sari Wulandari"' in page
    assert "isian Anda sebelumnya" in page


def test_a_new_version_begins_anew(client: Client, form: ServiceForm) -> None:
    fill(client)
    forms.change(form=form, content={**make.CONTENT, "title": "KTP"}, by="agus", at=make.AT)
    assert client.get(f"{BASE}periksa/").status_code == 200, "a draft changes nothing"
    forms.publish(form=form, by="agus", at=make.AT)
    assert client.get(f"{BASE}periksa/").url == f"{BASE}isi/data/"


def test_too_much_is_refused_with_a_way_on(client: Client, service_a: Service) -> None:
    questions = [{"id": f"q{n}", "type": "long_text", "label": f"Q{n}"} for n in range(25)]
    section = {"id": "s", "title": "S", "questions": questions}
    make.form(service_a, {"code": "ktp-hilang", "title": "X", "sections": [section]})
    page = client.post(f"{BASE}isi/s/", {f"q-q{n}": "x" * 20_000 for n in range(25)})
    assert page.status_code == 413
    assert "melebihi" in page.content.decode()


def test_the_lists_and_the_blank_paper(client: Client, form: ServiceForm) -> None:
    assert "Penggantian KTP-el" in client.get("/formulir/").content.decode()
    assert BASE in client.get("/formulir/dukcapil/ktp-el-ganti/").content.decode()
    assert client.get(f"{BASE}kosong.pdf").content[:4] == b"%PDF"
    assert client.get(f"{BASE}kosong.png").content[:4] == b"\x89PNG"
    assert client.post(f"{BASE}kosong.pdf").status_code == 405


def test_a_form_is_found_by_its_words(client: Client, form: ServiceForm) -> None:
    assert BASE in client.get("/formulir/", {"q": "ktp"}).content.decode()
    nothing = client.get("/formulir/", {"q": "zzzqqq"}).content.decode()
    assert BASE not in nothing
    assert "Tidak ada formulir dengan kata" in nothing


def test_no_forms_is_a_page_too(client: Client, service_a: Service) -> None:
    assert client.get("/formulir/").status_code == 200
    assert client.get("/formulir/dukcapil/ktp-el-ganti/").status_code == 404


# --- Somebody who means harm -----------------------------------------------------------------------


def test_a_cookie_made_up_by_hand_is_none(client: Client, form: ServiceForm) -> None:
    client.cookies[sitting.COOKIE] = "a" * 32 + "." + "!" * 44
    answer = client.post(f"{BASE}isi/data/", BROKEN)
    assert answer.status_code == 302
    assert "!" not in answer.cookies[sitting.COOKIE].value


def brought(client: Client, content: object) -> object:
    file = SimpleUploadedFile("isian.json", json.dumps(content).encode())
    return client.post(f"{BASE}muat/", {"file": file})


def test_a_file_that_holds_more_than_a_form_may_is_refused(
    client: Client, form: ServiceForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "LARGEST", 300)
    names = [{"nama": "x" * 200} for _one in range(8)]
    content = {"kind": "maklumat-isian", "form": "ktp-hilang", "answers": {"keluarga": names}}
    answer = brought(client, content)
    assert answer.status_code == 413


def test_half_a_letter_in_a_file_does_no_harm(client: Client, form: ServiceForm) -> None:
    answer = brought(client, {"kind": "maklumat-isian", "form": "\ud800lain", "answers": {}})
    assert answer.status_code == 422
    assert "lain" in answer.content.decode()


def test_nobody_fills_the_cache_from_one_connection(
    client: Client, form: ServiceForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "KEPT_AN_HOUR", 2)
    answers = [Client().post(f"{BASE}isi/data/", BROKEN).status_code for _one in range(3)]
    assert answers == [302, 302, 429]
    assert client.get(f"{BASE}isi/data/").status_code == 200


def test_a_planted_cookie_opens_nothing(client: Client, form: ServiceForm) -> None:
    planted = f"{'a' * 32}.{Fernet.generate_key().decode()}"
    client.cookies[sitting.COOKIE] = planted
    fill(client)
    assert client.cookies[sitting.COOKIE].value != planted
    spy = Client()
    spy.cookies[sitting.COOKIE] = planted
    assert spy.get(f"{BASE}isian.json").url == BASE
