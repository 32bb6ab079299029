"""Ready texts: of an agency or everybody's, filled in for the case, seen by their own people only."""

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Category, ReplyTemplate
from maklumat.complaints.tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/petugas/snippets/complaints/replytemplate/"


def words(agency: Agency | None, name: str = "Sedang dicetak") -> ReplyTemplate:
    text = "Laporan {nomor} tentang {nama layanan} sedang kami proses di {instansi}."
    return ReplyTemplate.objects.create(agency=agency, name=name, text=text)


def test_the_case_page_offers_own_and_shared_texts_filled_in(
    client: Client, budi: User, agency_a: Agency, agency_b: Agency, service_a: Service
) -> None:
    case = make.disposed(agency_a, service=service_a, at=now())
    words(agency_a), words(None, "Terima kasih"), words(agency_b, "Punya dinas lain")
    client.force_login(budi)

    shown = client.get(f"/petugas/pengaduan/{case.number}/").content.decode()

    assert f"Laporan {case.number} tentang Penggantian KTP-el sedang" in shown
    assert "Terima kasih" in shown
    assert "Punya dinas lain" not in shown
    assert "data-insert" in shown


def test_an_officer_writes_for_the_own_agency_only(
    client: Client, budi: User, agency_a: Agency, agency_b: Agency
) -> None:
    client.force_login(budi)
    add = "/petugas/balasan-siap/add/"

    client.post(add, {"agency": agency_a.pk, "name": "Punya kami", "text": "Halo {nomor}."})
    client.post(add, {"agency": agency_b.pk, "name": "Punya orang", "text": "Halo."})
    client.post(add, {"agency": "", "name": "Punya semua", "text": "Halo."})
    client.post(add, {"agency": agency_a.pk, "name": "Salah isi", "text": "Halo {nama}."})

    assert list(ReplyTemplate.objects.values_list("name", flat=True)) == ["Punya kami"]


def test_texts_of_another_agency_look_missing(client: Client, budi: User, agency_b: Agency) -> None:
    row = words(agency_b)
    client.force_login(budi)

    for page in ("edit", "inspect", "delete", "history"):
        assert client.get(f"/petugas/balasan-siap/{page}/{row.pk}/").status_code == 404
    assert row.name not in client.get("/petugas/balasan-siap/").content.decode()


def test_the_bureau_writes_for_everybody(client: Client, dewi: User, government: object) -> None:
    client.force_login(dewi)

    client.post("/petugas/balasan-siap/add/", {"agency": "", "name": "Umum", "text": "Halo."})

    assert ReplyTemplate.objects.get().agency is None


def test_the_bureau_edits_categories(client: Client, dewi: User, budi: User) -> None:
    row = make.category("waktu")
    client.force_login(dewi)
    page = f"/petugas/kategori-pengaduan/edit/{row.pk}/"

    client.post(
        page,
        {"name": "Waktu tunggu", "name_en": "Waiting", "slug": "waktu", "position": 2,
         "words_typed": "Lama\nantre lama\n\nlama", "active": "on"},
    )  # fmt: skip

    row.refresh_from_db()
    assert (row.name, row.words) == ("Waktu tunggu", ["lama", "antre lama"])
    client.force_login(budi)
    assert client.get(page).status_code == 404
    assert Category.objects.filter(pk=row.pk).exists()
