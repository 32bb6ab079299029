"""Staff walk through a draft as citizens do; nothing is stored, and nobody else comes there."""

from typing import Any

import pytest
from django.test import Client

from maklumat.accounts.models import User
from maklumat.agencies.models import Region
from maklumat.catalogue.models import Service
from maklumat.eforms.models import ServiceForm, Submission
from maklumat.eforms.tests import factories as make

FORM = "/petugas/formulir/susun/opd/dukcapil/ktp-hilang/"
TRY = f"{FORM}coba/1/"
DATA: dict[str, Any] = {
    "q-nama": "Sari Wulandari", "q-nik": "3204114505900001", "q-alasan": "hilang",
    "q-laporan": "LP/12", "seen": ["nama", "nik", "alasan", "laporan"],
}  # fmt: skip


@pytest.fixture
def form(service_a: Service) -> ServiceForm:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    return make.form(service_a, takes_submissions=True)


@pytest.fixture
def desk(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def test_a_draft_is_walked_through_to_both_papers(desk: Client, form: ServiceForm) -> None:
    desk.post(f"{FORM}bagian/", {"title": "Belum ada pertanyaan"})
    assert desk.get(f"{FORM}coba/2/").url == f"{FORM}periksa/", "a draft with faults is not tried"
    assert "Coba isi" in desk.get(FORM).content.decode()
    assert "versi 1" in desk.get(TRY).content.decode()
    assert desk.get(f"{TRY}isi/").url == f"{TRY}isi/data/"
    assert desk.post(f"{TRY}isi/data/", DATA).url == f"{TRY}isi/polisi/", "conditions work"
    assert desk.get(f"{TRY}periksa/").url == f"{TRY}isi/polisi/"
    assert desk.post(f"{TRY}isi/polisi/", {"q-hari": "01/11/2026"}).url == f"{TRY}isi/keluarga/"
    assert desk.post(f"{TRY}isi/keluarga/1/", {"q-nama": "Budi"}).url == f"{TRY}isi/keluarga/"
    assert f"{TRY}isi/keluarga/1/hapus/" in desk.get(f"{TRY}isi/keluarga/").content.decode()
    desk.post(f"{TRY}isi/keluarga/")
    page = desk.get(f"{TRY}periksa/").content.decode()
    assert "Sari Wulandari" in page
    assert "/kirim/" not in page, "nothing is handed in from here"
    for paper in ("isian.pdf", "kosong.pdf"):
        assert desk.get(f"{TRY}{paper}").content.startswith(b"%PDF")
    assert not Submission.objects.exists()


def test_what_is_invented_stays_apart_and_is_forgotten(desk: Client, form: ServiceForm) -> None:
    desk.post(f"{TRY}isi/data/", DATA)
    public = desk.get("/formulir/dukcapil/ktp-el-ganti/ktp-hilang/isi/data/").content.decode()
    assert "Sari" not in public
    assert "Sari" in desk.get(f"{TRY}isi/data/").content.decode()
    assert desk.post(f"{TRY}ulang/").url == TRY
    assert "Sari" not in desk.get(f"{TRY}isi/data/").content.decode()


def test_a_form_that_no_service_offers_is_tried_with_its_own_letterhead(
    desk: Client, form: ServiceForm
) -> None:
    form.uses.all().delete()
    assert desk.get(f"{TRY}kosong.pdf").content.startswith(b"%PDF")
    assert desk.get(f"{FORM}kosong.pdf").content.startswith(b"%PDF")


PAGES = ["", "isi/", "isi/data/", "isi/keluarga/1/", "periksa/", "isian.pdf", "kosong.pdf"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_of_another_agency_tries_it(
    page: str, client: Client, form: ServiceForm, wati: User
) -> None:
    assert client.get(TRY + page).status_code == 302, "staff only"
    client.force_login(wati)
    assert client.get(TRY + page).status_code == 404
    for step in ("ulang/", "isi/keluarga/1/hapus/", "isi/data/"):
        assert client.post(TRY + step).status_code == 404


@pytest.mark.parametrize("page", ["coba/9/", "coba/1/isi/tidak-ada/", "coba/1/isi/data/1/"])
def test_what_is_not_there_is_not_tried(page: str, desk: Client, form: ServiceForm) -> None:
    assert desk.get(FORM + page).status_code == 404
