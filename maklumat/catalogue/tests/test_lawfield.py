"""A law is written as people cite it; the editor stays small however large the register is."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.catalogue.models import LegalDocument, Service
from maklumat.core.tests.pageform import form_fields

pytestmark = pytest.mark.django_db
FORM = "form[data-edit-form]"
LAWS = "/petugas/daftar/peraturan.json"
MOST_MORE_BYTES = 500  # tokens and keys differ in length from page to page


@pytest.fixture
def laws(db: None) -> None:
    add_laws()
    LegalDocument.objects.create(kind="uu", citation="UU 25/2009", title="Pelayanan Publik")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def editor(user: User, service: Service) -> str:
    response = signed_in(user).get(reverse("services:edit", args=[service.pk]))
    return str(response.content.decode())


def sent(user: User, service: Service, text: str) -> HttpResponse:
    url = reverse("services:edit", args=[service.pk])
    fields = form_fields(editor(user, service), FORM)
    return signed_in(user).post(url, fields | {"legal_basis-0-document": text})


def newest(service: Service) -> list[str]:
    draft = Service.objects.get(pk=service.pk).get_latest_revision_as_object()
    return [row.document.citation for row in draft.legal_basis.all()]


def add_laws() -> None:
    for number in range(300):
        LegalDocument.objects.create(
            kind="permen", citation=f"Permendagri {number}/2018", title=f"Hal ke-{number}"
        )


def test_the_editor_does_not_carry_the_register(budi: User, service_a: Service) -> None:
    before = editor(budi, service_a)
    add_laws()

    page = editor(budi, service_a)

    assert "Permendagri 299/2018" not in page
    assert str(service_a.legal_basis.first().document) in page
    assert "catalogue/laws" in page
    assert len(page) - len(before) < MOST_MORE_BYTES


@pytest.mark.usefixtures("laws")
@pytest.mark.parametrize(
    "text", ["UU 25/2009", "uu 25/2009 ", "UU 25/2009 tentang Pelayanan Publik"]
)
def test_a_citation_is_enough(budi: User, service_a: Service, text: str) -> None:
    sent(budi, service_a, text)

    assert newest(service_a) == ["UU 25/2009"]


@pytest.mark.usefixtures("laws")
def test_an_unknown_law_is_told_and_stays_as_typed(budi: User, service_a: Service) -> None:
    text = sent(budi, service_a, "Permendagri 29").content.decode()

    assert 'value="Permendagri 29"' in text
    assert "Permendagri 29/2018" in text
    assert "“Permendagri 29”" in text


def test_a_law_that_nobody_knows_leads_to_the_register(budi: User, service_a: Service) -> None:
    text = sent(budi, service_a, "<b>Antah berantah</b>").content.decode()

    assert "“&lt;b&gt;Antah berantah&lt;/b&gt;”" in text
    assert newest(service_a) == [service_a.legal_basis.first().document.citation]


@pytest.mark.usefixtures("laws")
def test_a_box_is_offered_few_laws_that_have_all_words(budi: User) -> None:
    client = signed_in(budi)

    assert client.get(LAWS, {"q": "layanan 2009"}).json() == {
        "laws": ["UU 25/2009 tentang Pelayanan Publik"]
    }
    assert len(client.get(LAWS, {"q": "permendagri"}).json()["laws"]) == 10
    assert client.get(LAWS, {"q": "  "}).json() == {"laws": []}
    assert client.get(LAWS, {"q": "x" * 9000}).json() == {"laws": []}
    assert client.post(LAWS).status_code == 405


def test_the_register_answers_only_staff(sari: Client) -> None:
    assert sari.get(LAWS, {"q": "uu"}).status_code in (302, 404)
