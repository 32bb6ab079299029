"""The standards as YAML: out, changed by hand, back in."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.catalogue.demo import loading
from maklumat.catalogue.models import FacilityRow, LegalBasisRow, Service, Term
from maklumat.catalogue.tests.test_demo import AT, PASSWORD, rows
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields
from maklumat.exchange import actions, incoming
from maklumat.exchange.plans import Plan

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def exported(user: User) -> bytes:
    response = signed_in(user).get(reverse("exchange:yaml"))
    assert response.status_code == 200
    return response.content


def compared(content: bytes | str, user: User) -> Plan:
    text = content.encode() if isinstance(content, str) else content
    return incoming.plan(text, ".yaml", user)


def written(user: User, *services: dict[str, object]) -> Plan:
    return compared(yaml.safe_dump({"services": list(services)}), user)


@pytest.mark.one_database  # many services; what one of them writes is tested on both below
def test_sixty_one_services_go_out_and_back_without_a_change(db: None) -> None:
    loading.load(password=PASSWORD, at=AT)
    dewi = User.objects.filter(memberships__role="organiser").first()
    assert dewi
    content = exported(dewi)
    before = rows()

    plan = compared(content, dewi)
    actions.apply(plan=plan, by=dewi, at=now(), source="yaml")

    assert [(row.code, row.changes) for row in plan.ready] == []
    assert (len(plan.services), plan.refused, plan.faults) == (61, [], [])
    assert rows() == before


def test_what_yaml_could_lose_is_kept(budi: User, service_a: Service) -> None:
    service_a.facilities = [
        FacilityRow(name="Jalur landai", for_vulnerable=True),
        FacilityRow(name="Kursi", count=20),
    ]
    document = service_a.legal_basis.first().document
    service_a.legal_basis = [LegalBasisRow(document=document, article="huruf c, angka 3 (tiga)")]
    service_a.fees.add(type(service_a.fees.first())(kind="gratis", payer="Pelajar"))
    service_a.status, service_a.status_reason = "paused", "Pindah kantor"
    service_a.save_revision()

    plan = compared(exported(budi), budi)

    assert (plan.faults, plan.refused, [row.changes for row in plan.ready]) == ([], [], [])


def test_a_change_is_shown_and_written_only_after_a_yes(budi: User, service_a: Service) -> None:
    data = yaml.safe_load(exported(budi))
    data["services"][0]["components"]["biaya"] = [{"type": "tarif", "amount_idr": 5000,
                                                   "basis": "Perda 4/2024"}]  # fmt: skip
    client = signed_in(budi)
    file = SimpleUploadedFile("standar.yml", yaml.safe_dump(data).encode())

    page = client.post(reverse("exchange:upload"), {"file": file})
    shown = client.get(page.url).content.decode()
    assert "5000" in shown
    client.post(page.url, form_fields(shown, "main form"))

    draft = Service.objects.get(pk=service_a.pk).get_latest_revision_as_object()
    assert [row.amount for row in draft.fees.all()] == [5000]
    assert '"from":"yaml"' in AuditRow.objects.get(action="catalogue.imported").details
    assert Service.objects.get(pk=service_a.pk).published_standard().is_free


def test_what_is_left_out_stays(budi: User, service_a: Service) -> None:
    plan = written(budi, {"id": service_a.code, "summary": "Ringkasan baru"})

    assert [len(row.changes) for row in plan.ready] == [1]
    draft = plan.ready[0].draft
    assert draft
    assert draft.standard() == service_a.standard()


def test_an_empty_list_empties(budi: User, service_a: Service) -> None:
    plan = written(budi, {"id": service_a.code, "components": {"jaminan_keamanan": []}})

    assert plan.ready[0].draft
    assert plan.ready[0].draft.standard().safety == ()


def test_each_mistake_is_told_by_its_line(budi: User, service_a: Service) -> None:
    text = f"""services:
- id: {service_a.code}
  type: ajaib
  components:
    biaya:
    - type: gratis
      amount_idr: seribu
- id: dukcapil-lain
  nama: Salah kunci
"""
    plan = compared(text, budi)

    faults = [(fault.address, fault.sentence) for row in plan.refused for fault in row.faults]
    assert [address.partition(" ")[2] for address, _sentence in faults] == [
        "2, type",
        "6, amount_idr",
    ]
    assert plan.faults[0].address.startswith("standar.yaml, ")
    assert "8 (dukcapil-lain)" in plan.faults[0].address
    assert "name" in plan.faults[0].sentence
    assert plan.ready == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"services: 3",
        b"- a",
        b"services: [}",
        b"\xff\xfe",
        b"services:\n- id: [a]\n  name: {}\n",
        b"services:\n- id: a\n  components: {biaya: gratis}\n",
        b"services:\n- id: a\n  decree: 7\n",
        b"services:\n- id: a\n  synonyms: [1, 2]\n",
        b"services:\n- id: a\n  decree: {date: 2026-02-31}\n",
        b"services:\n- id: a\n  components: {persyaratan: [{group: x, items: [3]}]}\n",
        b"x: &a [*a]",
        b"[" * 5000,
    ],
)
def test_a_strange_file_is_told_in_a_sentence(
    budi: User, service_a: Service, content: bytes
) -> None:
    assert told(content, budi)


def told(content: bytes, user: User) -> list[str]:
    """Return what is said of a file from which nothing can be taken."""
    try:
        plan = compared(content, user)
    except RuleBroken as error:
        return [str(error)]
    assert plan.ready == []
    refused = [fault.sentence for row in plan.refused for fault in row.faults]
    return [*(fault.sentence for fault in plan.faults), *refused]


def test_a_service_of_another_agency_is_refused(wati: User, service_a: Service) -> None:
    plan = written(wati, {"id": service_a.code, "name": "Direbut"})

    assert plan.ready == []
    assert plan.refused[0].faults


def test_terms_and_dates_travel_in_the_workbook_too(budi: User, service_a: Service) -> None:
    Term.objects.create(kind="sector", slug="kependudukan", name="Kependudukan")
    for slug, name in (("lahir", "Lahir"), ("pindah", "Pindah")):
        Term.objects.create(kind="life_event", slug=slug, name=name)

    plan = written(
        budi,
        {
            "id": service_a.code,
            "sector": "kependudukan",
            "life_events": ["pindah", "lahir"],
            "status": {"status": "paused", "reason": "Pindah kantor", "until": "2026-12-01"},
            "review": {"checked": "2026-01-02", "due": "2027-01-02"},
            "channels": [{"kind": "loket", "note": "Loket 3"}],
        },
    )
    actions.apply(plan=plan, by=budi, at=now(), source="yaml")

    draft = Service.objects.get(pk=service_a.pk).get_latest_revision_as_object()
    assert draft.sector.slug == "kependudukan"
    assert {term.slug for term in draft.life_events.all()} == {"lahir", "pindah"}
    assert (draft.status, draft.review_due.year) == ("paused", 2027)
    assert [row.note for row in draft.channels.all()] == ["Loket 3"]
    assert compared(exported(budi), budi).ready == []
