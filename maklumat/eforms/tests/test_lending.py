"""A form of one agency that a service of another offers: who stands on it, who may do what."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Region
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as service_rows
from maklumat.core.models import Message
from maklumat.eforms import papers
from maklumat.eforms.actions import submitting
from maklumat.eforms.actions.submitting import Filled
from maklumat.eforms.models import FormUse, ServiceForm, Submission
from maklumat.eforms.queries.forms import offered_form
from maklumat.eforms.queries.submissions import answers_of
from maklumat.eforms.tests import factories as make

TAKER = "Dinas Sosial"
ANSWERS = {
    "data": {"nama": "Sari Wulandari", "nik": "3204114505900001", "alasan": "rusak"},
    "keluarga": [{"nama": "Budi"}],
}
BUILD = "/petugas/formulir/susun/"
CASES = "/petugas/formulir/masuk/"


@pytest.fixture
def service_b(agency_b: Agency) -> Service:
    return service_rows.service("Bantuan sosial", agency=agency_b, slug="bantuan")


@pytest.fixture
def form(service_a: Service) -> ServiceForm:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    return make.form(service_a, takes_submissions=True)


@pytest.fixture
def lent(form: ServiceForm, service_b: Service) -> FormUse:
    return FormUse.objects.create(form=form, service=service_b)


@pytest.fixture
def row(lent: FormUse) -> Submission:
    offered = offered_form("dinsos", "bantuan", "ktp-hilang", now())
    filled = Filled(offered, ANSWERS, uuid4(), email="warga@contoh.example")
    return submitting.submit(filled=filled, at=now()).submission


def test_paper_bears_the_head_of_who_takes_it_in_and_names_the_owner(row: Submission) -> None:
    offered = offered_form("dinsos", "bantuan", "ktp-hilang", now())
    owner = row.version.form.agency.name
    for sheet in (
        papers.blank(offered, at=now()),
        papers.filled(offered, ANSWERS, at=now()),
        papers.handed_in(row, answers_of(row), at=now()),
    ):
        assert sheet.data["letterhead"]["agency"] == TAKER
        assert sheet.data["owner"] == owner
        assert sheet.pdf().startswith(b"%PDF")
    own = papers.blank(offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", now()), at=now())
    assert own.data["letterhead"]["agency"] == owner
    assert own.data["owner"] == ""


def test_pages_and_letters_name_who_takes_it_in(client: Client, row: Submission) -> None:
    start = client.get("/formulir/dinsos/bantuan/ktp-hilang/").content.decode()
    assert TAKER in start
    assert row.version.form.agency.name in start
    assert TAKER in Message.objects.get(about=row.number).text
    own = client.get("/formulir/dukcapil/ktp-el-ganti/ktp-hilang/").content.decode()
    assert TAKER not in own


def test_the_agency_of_the_service_handles_it_and_the_owner_does_not_see_it(
    client: Client, row: Submission, budi: User, wati: User
) -> None:
    client.force_login(wati)
    assert client.get(f"{CASES}{row.number}/").status_code == 200
    assert client.get(f"{CASES}{row.number}/isian.pdf").status_code == 200
    assert client.get(f"{BUILD}opd/dukcapil/ktp-hilang/").status_code == 404, "it is not hers"
    client.force_login(budi)
    for rest in ("", "isian.pdf"):
        assert client.get(f"{CASES}{row.number}/{rest}").status_code == 404
    assert client.post(f"{CASES}{row.number}/nomor/").status_code == 404
    assert row.number not in client.get("/petugas/formulir/").content.decode()


def test_settings_of_the_owner_keep_the_service_that_borrowed(
    client: Client, lent: FormUse, service_a: Service, service_b: Service, budi: User
) -> None:
    client.force_login(budi)
    address = f"{BUILD}opd/dukcapil/ktp-hilang/pengaturan/"
    assert f"Bantuan sosial ({lent.service.agency})" in client.get(address).content.decode()
    typed = {"services": [service_a.pk, service_b.pk], "keep_months": "24"}
    assert client.post(address, typed).status_code == 302
    assert FormUse.objects.filter(pk=lent.pk).exists()


def test_a_service_borrows_a_form_and_gives_it_back(
    client: Client, form: ServiceForm, service_b: Service, wati: User, budi: User
) -> None:
    client.force_login(wati)
    typed = {"form": form.pk, "service": service_b.pk}
    assert client.get(f"{BUILD}pinjam/").status_code == 200
    assert client.post(f"{BUILD}pinjam/", typed).status_code == 302
    use = FormUse.objects.get(service=service_b)
    page = client.get(BUILD).content.decode()
    assert use.get_absolute_url() in page
    client.force_login(budi)
    assert client.post(f"{BUILD}pinjam/{use.pk}/lepas/").status_code == 404, "not his service"
    client.force_login(wati)
    assert client.post(f"{BUILD}pinjam/{use.pk}/lepas/").status_code == 302
    assert not FormUse.objects.filter(pk=use.pk).exists()


def test_only_published_forms_of_others_for_own_services_are_borrowed(
    client: Client, form: ServiceForm, service_a: Service, service_b: Service, wati: User
) -> None:
    client.force_login(wati)
    for typed in ({"form": form.pk, "service": service_a.pk}, {"form": "x"}, {}):
        assert client.post(f"{BUILD}pinjam/", typed).status_code == 422
    form.versions.update(published_at=None)
    answer = client.post(f"{BUILD}pinjam/", {"form": form.pk, "service": service_b.pk})
    assert answer.status_code == 422
    assert FormUse.objects.count() == 1


def test_lists_of_borrowed_and_lendable_forms_cost_few_queries(
    client: Client, service_a: Service, service_b: Service, wati: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(30):
        one = make.form(service_a, {**make.CONTENT, "code": f"surat-{number}"})
        FormUse.objects.create(form=one, service=service_b)
    client.force_login(wati)
    for address in (BUILD, f"{BUILD}pinjam/"):
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
