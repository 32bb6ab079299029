"""The workbook of standards: out, changed by hand, back in."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import Workbook, load_workbook

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.demo import loading
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories
from maklumat.catalogue.tests.test_demo import AT, PASSWORD, rows
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields
from maklumat.exchange import actions, archives, plans, queries, tables, workbook

pytestmark = pytest.mark.django_db


def exported(user: User) -> bytes:
    client = Client()
    client.force_login(user)
    response = client.get(reverse("exchange:workbook"))
    assert response.status_code == 200
    return response.content


def changed(content: bytes, **cells: object) -> bytes:
    """Write into cells named `Sheet__A1` of a workbook."""
    book = load_workbook(BytesIO(content))
    for address, value in cells.items():
        sheet, cell = address.split("__")
        book[sheet.replace("_", " ")][cell].value = value
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def compared(content: bytes, user: User) -> plans.Plan:
    return plans.compare(workbook.read(content), user)


def uploaded(client: Client, content: bytes) -> str:
    file = SimpleUploadedFile("standar.xlsx", content)
    response = client.post(reverse("exchange:upload"), {"file": file})
    assert response.status_code == 302, response.content.decode()
    return str(response.headers["Location"])


@pytest.mark.one_database  # many services; what one of them writes is tested on both below
def test_sixty_one_services_go_out_and_five_cells_come_back(db: None) -> None:
    loading.load(password=PASSWORD, at=AT)
    dewi = User.objects.filter(memberships__role="organiser").first()
    assert dewi
    content = exported(dewi)
    before = rows()

    same = compared(content, dewi)
    actions.apply(plan=same, by=dewi, at=now())

    assert (len(same.services), same.ready, same.refused, same.faults) == (61, [], [], [])
    assert rows() == before

    codes = [line.code for line in workbook.read(content)["Layanan"]]
    free = Service.objects.filter(code__in=codes, locked=False)
    waiting = {row.code for row in free if row.workflow_in_progress}
    at = [number for number, code in enumerate(codes, start=3) if code not in waiting][:5]
    mixed = changed(
        content,
        **{
            f"Layanan__B{at[0]}": "Nama baru",
            f"Layanan__I{at[1]}": 9,
            f"Layanan__D{at[2]}": "Ringkasan baru.",
            f"Layanan__I{at[3]}": "tiga hari",
            f"Layanan__J{at[4]}": "windu",
        },
    )
    plan = compared(mixed, dewi)

    assert [row.code for row in plan.ready] == [codes[number - 3] for number in at[:3]]
    faults = [fault for row in plan.refused for fault in row.faults]
    assert [fault.address for fault in faults] == [f"Layanan!I{at[3]}", f"Layanan!J{at[4]}"]
    assert "tiga hari" in faults[0].sentence
    assert "hari kerja" in faults[1].sentence
    written = actions.apply(plan=plan, by=dewi, at=now())
    assert len(written) == 3
    assert AuditRow.objects.filter(action="catalogue.imported").count() == 3
    live = Service.objects.get(code=codes[at[0] - 3])
    assert live.name != "Nama baru"  # a draft, not yet published
    assert live.get_latest_revision_as_object().name == "Nama baru"
    assert compared(mixed, dewi).ready == []  # the same file twice


def test_each_list_changes_as_the_sheet_says(budi: User, service_a: Service) -> None:
    content = changed(
        exported(budi),
        Persyaratan__C3="Surat kehilangan",
        Biaya__B3="tarif",
        Biaya__D3="Rp50.000",
        Prosedur__A4=service_a.code,
        Prosedur__B4="sistem",
        Prosedur__C4="Mencetak",
        Dasar_hukum__B3="PP 40/2019 tentang Administrasi Kependudukan",
        Sarana__D3="ya",
    )
    plan = compared(content, budi)

    assert plan.refused == []
    actions.apply(plan=plan, by=budi, at=now())
    draft = Service.objects.get(pk=service_a.pk).get_latest_revision_as_object().standard()
    assert draft.requirements[0].items[0].text == "Surat kehilangan"
    assert draft.fees[0].amount == 50_000
    assert [step.text for step in draft.procedure] == ["Menyerahkan berkas", "Mencetak"]
    assert draft.legal_basis[0].citation.startswith("PP 40/2019 tentang")
    assert draft.facilities[0].for_vulnerable
    assert compared(content, budi).ready == []


def test_what_cannot_be_taken_is_told_by_its_cell(
    budi: User, service_a: Service, agency_b: Agency
) -> None:
    other = factories.service("Bantuan sosial", agency=agency_b)
    content = changed(
        exported(budi),
        Layanan__A4=other.code,
        Layanan__B4="Direbut",
        Layanan__A5="dukcapil-baru",
        Layanan__B5="=1+1",
        Biaya__A4="tidak-ada",
        Biaya__B4="gratis",
        Biaya__D3=5000,
    )
    plan = compared(content, budi)

    assert plan.ready == []
    told = {fault.address: fault.sentence for row in plan.refused for fault in row.faults}
    assert set(told) == {"Layanan!A4", "Layanan!B5", "Biaya!D3"}
    assert [fault.address for fault in plan.faults] == ["Biaya!A4"]
    assert not AuditRow.objects.filter(action="catalogue.imported").exists()


def test_an_unknown_code_makes_a_draft(budi: User, service_a: Service) -> None:
    content = changed(
        exported(budi),
        Layanan__A4="dukcapil-legalisasi",
        Layanan__B4="Legalisasi",
        Layanan__E4="jasa",
        Produk__A4="dukcapil-legalisasi",
        Produk__B4="Salinan sah",
    )
    plan = compared(content, budi)
    actions.apply(plan=plan, by=budi, at=now())

    made = Service.objects.get(code="dukcapil-legalisasi")
    assert (made.agency.slug, made.live, made.type) == ("dukcapil", False, "jasa")
    assert made.get_latest_revision_as_object().standard().products[0].name == "Salinan sah"
    assert compared(content, budi).ready == []


def test_the_pages_show_then_write_for_the_same_person_only(
    budi: User, wati: User, service_a: Service
) -> None:
    client, stranger = Client(), Client()
    client.force_login(budi)
    stranger.force_login(wati)
    content = changed(exported(budi), Layanan__B3="KTP-el ganti")

    address = uploaded(client, content)

    page = client.get(address).content.decode()
    assert "KTP-el ganti" in page
    assert "Penggantian KTP-el" in page
    assert stranger.get(address).status_code == 404
    assert stranger.post(address).status_code == 404
    fields = form_fields(page, "form:has(input[name=digest])")
    assert client.post(address, {"digest": "else"}).status_code == 200
    assert not AuditRow.objects.filter(action="catalogue.imported").exists()
    assert client.post(address, fields).status_code == 302
    assert AuditRow.objects.filter(action="catalogue.imported").count() == 1
    assert client.post(address, fields).status_code == 404  # sent twice, written once


def test_an_officer_takes_away_only_what_is_theirs(
    wati: User, service_a: Service, agency_b: Agency
) -> None:
    own = factories.service("Bantuan sosial", agency=agency_b)
    client = Client()
    client.force_login(wati)

    assert [line.code for line in workbook.read(exported(wati))["Layanan"]] == [own.code]
    for name in ("csv", "yaml"):
        text = client.get(reverse(f"exchange:{name}")).content.decode()
        assert own.code in text
        assert service_a.code not in text


def test_a_text_that_looks_like_a_formula_stays_a_text(budi: User, agency_a: Agency) -> None:
    factories.service("=1+1", agency=agency_a, slug="rumus")
    content = exported(budi)

    cell = load_workbook(BytesIO(content))["Layanan"]["B3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    plan = compared(content, budi)
    assert (plan.ready, plan.refused) == ([], [])


def zipped(**parts: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 cut off",
        b"%PDF-1.7",
        zipped(),
        zipped(xl__vbaProject_bin=b"", **{"xl/vbaProject.bin": b"x"}),
        zipped(**{"xl/sharedStrings.xml": b"<" + b"a" * (archives.MOST_UNPACKED + 1)}),
        zipped(**{"xl/sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        zipped(**{f"xl/{number}.xml": b"" for number in range(archives.MOST_PARTS)}),
    ],
)
def test_a_file_made_to_hurt_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(RuleBroken) as told:
        workbook.read(content)

    assert str(told.value).endswith(".")


def test_another_workbook_is_told_what_it_lacks(budi: User, service_a: Service) -> None:
    book = Workbook()
    book.active.title = "Layanan"
    book.active.append(["Kode", "Nama layanan"])
    data = BytesIO()
    book.save(data)
    client = Client()
    client.force_login(budi)
    file = SimpleUploadedFile("x.xlsx", data.getvalue())

    response = client.post(reverse("exchange:upload"), {"file": file})

    assert response.status_code == 400
    assert "Ringkasan" in response.content.decode()


def test_a_sheet_that_is_missing_changes_nothing(budi: User, service_a: Service) -> None:
    book = load_workbook(BytesIO(exported(budi)))
    del book["Prosedur"]
    data = BytesIO()
    book.save(data)

    assert compared(data.getvalue(), budi).ready == []


def test_cells_are_read_as_people_write_them(service_a: Service) -> None:
    register = queries.register().by_key
    before = tables.tables(service_a, register)

    assert before["Biaya"] == [("gratis", "", 0, "", "UU 24/2013", "")]


def test_the_list_of_services_offers_the_workbook(budi: User) -> None:
    client = Client()
    client.force_login(budi)

    assert reverse("exchange:workbook") in client.get(reverse("services:list")).content.decode()
