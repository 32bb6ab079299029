"""Word files of five layouts, made from the demo's services, as standards."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.demo import loading, reading
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import Component, Standard
from maklumat.core.datafiles import read
from maklumat.core.errors import RuleBroken
from maklumat.exchange import archives, word
from maklumat.exchange.readers import Text
from maklumat.exchange.recognising import Found, component, recognise
from maklumat.exchange.tests.wordfiles import LAYOUTS, VARIANTS, docx, paragraph, table, words

LEAST_SHARE = 0.9


def recognised(content: bytes) -> Found:
    document = word.read(content)
    return recognise(
        [[Text(line.text, line.listed) for line in cell] for cell in row.cells]
        for row in document.rows
    )


@pytest.fixture(scope="module")
def demo() -> list[tuple[str, Standard]]:
    entries = read(loading.Files().services).rows("services")
    return [
        (entry.text("name"), reading.components(entry.part("components")).standard)
        for entry in entries
    ]


def told(standard: Standard, part: Component) -> object:
    """Return what of a component must arrive."""
    told = {
        Component.LEGAL_BASIS: [row.citation for row in standard.legal_basis],
        Component.REQUIREMENTS: [
            (case.name if len(standard.requirements) > 1 else "",
             [(item.text, item.form) for item in case.items])
            for case in standard.requirements
        ],
        Component.PROCEDURE: [step.text for step in standard.procedure],
        Component.DURATION: (
            standard.duration.value, standard.duration.unit, standard.duration.starts
        ),
        Component.FEE: [(fee.free, fee.amount, fee.payer) for fee in standard.fees],
        Component.PRODUCT: [row.name for row in standard.products],
        Component.FACILITIES: [row.name for row in standard.facilities],
        Component.COMPETENCE: standard.competence,
        Component.SUPERVISION: standard.supervision,
        Component.COMPLAINTS: (
            standard.complaints.officer, len(standard.complaints.channels)
        ),
        Component.STAFF: [(row.role, row.count) for row in standard.staff],
        Component.GUARANTEE: (standard.guarantee.statement, standard.guarantee.compensation),
        Component.SAFETY: standard.safety,
        Component.EVALUATION: standard.evaluation,
    }  # fmt: skip
    return told[part]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_components_land_where_they_belong(
    layout: Callable[[str, Standard], bytes], demo: list[tuple[str, Standard]]
) -> None:
    """Every service of the demo in every layout, not only the five that happen to be easy."""
    wrong: list[str] = []
    for name, standard in demo:
        found = recognised(layout(name, standard)).standard
        for part, lines in words(standard):
            if lines and told(found, part) != told(standard, part):
                wrong.append(f"{name}: {part.value}: {told(found, part)} / {told(standard, part)}")

    assert len(wrong) <= (1 - LEAST_SHARE) * len(Component) * len(demo), "\n".join(wrong[:60])


@pytest.mark.parametrize("part", Component)
def test_components_are_known_by_what_people_call_them(part: Component) -> None:
    assert component(VARIANTS[part]) is part


def test_what_cannot_be_placed_is_left_for_the_person() -> None:
    rows = [
        [[paragraph("Biaya")], [paragraph("Sesuai peraturan yang berlaku")]],
        [[paragraph("Catatan")], [paragraph("Tutup pada hari pasar")]],
    ]
    found = recognised(docx(table(rows)))

    assert found.left == ["Catatan: Tutup pada hari pasar", "Sesuai peraturan yang berlaku"]
    assert found.placed == []


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", docx(paragraph("Tanpa tabel")), docx("<w:p>"),
     docx("<w:p/>" + "x" * (archives.MOST_UNPACKED + 1))],
)  # fmt: skip
def test_a_file_that_will_not_do_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(RuleBroken) as told:
        word.read(content)

    assert str(told.value).endswith(".")


@pytest.mark.django_db
def test_a_word_file_becomes_a_draft_in_the_editor(
    budi: User, wati: User, agency_a: Agency, agency_b: Agency
) -> None:
    rows = [
        [[paragraph("Biaya")], [paragraph("Sesuai peraturan")]],
        [[paragraph("Dasar hukum")], [paragraph("UU 25/2009 tentang Pelayanan Publik")]],
        [[paragraph("Produk")], [paragraph("KTP-el")]],
    ]
    client, stranger = Client(), Client()
    client.force_login(budi)
    stranger.force_login(wati)

    def send(agency: Agency) -> object:
        file = SimpleUploadedFile("standar.docx", docx(table(rows)))
        return client.post(reverse("exchange:upload-word"), {"file": file, "agency": agency.pk})

    assert send(agency_b).status_code == 404
    address = send(agency_a).headers["Location"]
    page = client.get(address).content.decode()
    assert "Sesuai peraturan" in page
    assert stranger.get(address).status_code == 404
    assert client.post(address, {"name": ""}).status_code == 400

    response = client.post(address, {"name": "KTP-el baru", "left-0": "biaya"})

    made = Service.objects.get(name="KTP-el baru")
    assert response.headers["Location"] == reverse("services:edit", args=[made.pk])
    assert client.get(response.headers["Location"]).status_code == 200
    kept = made.get_latest_revision_as_object().standard()
    assert (made.live, made.agency) == (False, agency_a)
    assert kept.fees[0].note == "Sesuai peraturan"
    assert kept.legal_basis[0].citation == "UU 25/2009 tentang Pelayanan Publik"
    assert kept.products[0].name == "KTP-el"
    assert client.post(address, {"name": "KTP-el baru"}).status_code == 404
