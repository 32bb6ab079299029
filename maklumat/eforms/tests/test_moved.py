"""Old addresses of forms lead on: QR codes on paper carry them for years."""

import pytest
from django.test import Client
from django.utils.timezone import now
from wagtail.signals import published

from maklumat.agencies.models import Agency, AgencyName
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as service_rows
from maklumat.eforms.actions import forms, moving
from maklumat.eforms.models import FormAddress, ServiceForm
from maklumat.eforms.tests import factories as make

OLD = "/formulir/dukcapil/ktp-el-ganti/ktp-hilang/"
NEW = "/formulir/dinsos/ktp-el-ganti/ktp-hilang-dukcapil/"
PAGES = ["", "kosong.pdf", "kosong.png", "isi/", "isi/data/", "periksa/", "kirim/"]


@pytest.fixture
def form(service_a: Service) -> ServiceForm:
    return make.form(service_a, takes_submissions=True)


def merge(form: ServiceForm, service: Service, into: Agency) -> None:
    """What a merger does to a form whose short address is taken there."""
    make.form(service_rows.service("Lain", agency=into, slug="lain"))
    before = form.agency
    service.agency = into
    service.save(update_fields=["agency"])
    moving.hand_over(predecessor=before, successor=into, actor="dewi", at=now())


@pytest.mark.parametrize("page", PAGES)
def test_after_a_merger_every_page_leads_on(
    page: str, client: Client, form: ServiceForm, service_a: Service, agency_b: Agency
) -> None:
    merge(form, service_a, agency_b)
    answer = client.get(OLD + page, {"kanal": "kiosk"})
    assert answer.status_code == 307
    assert answer.url.removesuffix("?kanal=kiosk") == f"{NEW}{page}"
    assert client.get(answer.url, follow=True).status_code == 200
    assert client.get("/formulir/dukcapil/ktp-el-ganti/").url == "/formulir/dinsos/ktp-el-ganti/"


def test_what_is_typed_goes_along(
    client: Client, form: ServiceForm, service_a: Service, agency_b: Agency
) -> None:
    merge(form, service_a, agency_b)
    answer = client.post(f"{OLD}isi/data/", {"q-nama": "Sari"})
    assert answer.status_code == 307, "browsers post it again, to the new address"
    assert "Sari" in client.post(answer.url, {"q-nama": "Sari"}).content.decode()


def test_a_renamed_agency_and_a_renamed_service(
    client: Client, form: ServiceForm, service_a: Service, agency_a: Agency,
    django_capture_on_commit_callbacks,
) -> None:  # fmt: skip
    service_a.slug = "ganti-ktp"
    service_a.save(update_fields=["slug"])
    published.send(sender=Service, instance=service_a)
    assert client.get(OLD).url == "/formulir/dukcapil/ganti-ktp/ktp-hilang/"
    AgencyName.objects.create(
        agency=agency_a, slug="dukcapil", name="Dinas lama", valid_to=now().date()
    )
    agency_a.slug = "disdukcapil"
    with django_capture_on_commit_callbacks(execute=True):
        agency_a.save(update_fields=["slug"])
    for old in (OLD, "/formulir/dukcapil/ganti-ktp/ktp-hilang/"):
        assert client.get(old).url == "/formulir/disdukcapil/ganti-ktp/ktp-hilang/"
    FormAddress.objects.all().delete()
    assert client.get("/formulir/dukcapil/ganti-ktp/ktp-hilang/").status_code == 307


def test_a_form_no_longer_offered_leads_to_its_service(client: Client, form: ServiceForm) -> None:
    ServiceForm.objects.update(retired=True)
    assert client.get(OLD).url == "/layanan/dukcapil/ktp-el-ganti/"
    assert client.get("/formulir/dukcapil/ktp-el-ganti/").url == "/layanan/dukcapil/ktp-el-ganti/"
    assert client.post(f"{OLD}isi/data/").status_code == 404
    Service.objects.update(live=False)
    assert client.get(OLD).status_code == 404


@pytest.mark.parametrize(
    "address", [f"{OLD}isi/tak_ada/", f"{OLD}isi/data/9/", "/formulir/x/y/z/", "/formulir/x/y/"]
)
def test_what_never_was_stays_missing(address: str, client: Client, form: ServiceForm) -> None:
    assert client.get(address).status_code == 404


def test_an_address_that_another_form_takes_over_belongs_to_it(
    client: Client, form: ServiceForm, service_a: Service
) -> None:
    ServiceForm.objects.filter(pk=form.pk).update(code="lama")
    other = make.form(service_a)
    assert FormAddress.objects.get(code="ktp-hilang").form == other
    assert client.get(OLD).status_code == 200


def test_a_draft_has_no_address_yet(service_a: Service) -> None:
    forms.make(
        agency=service_a.agency, content=make.CONTENT, services=[service_a], by="x", at=now()
    )
    assert not FormAddress.objects.exists()
