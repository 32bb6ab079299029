"""The template library: loaded, taken, compared, offered."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from django.test import Client

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue import cleaning, comparing, completeness, library, shelf
from maklumat.catalogue import standard as std
from maklumat.catalogue.demo import loading, reading, templates
from maklumat.catalogue.models import Service, Template, TemplateOffer, TemplateVersion
from maklumat.catalogue.standard import Component
from maklumat.catalogue.tests import factories
from maklumat.core.datafiles import BadDataFile, Entry, read
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import AuditRow

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
STANDARD = std.Standard(
    legal_basis=(std.LegalBasis("UU 25/2009"),),
    requirements=(std.Case("", (std.Requirement("Kartu Keluarga", "copy"),)),),
    procedure=(std.Step("Menyerahkan berkas", "pemohon"),),
    duration=std.Duration(1, "hari_kerja", "berkas lengkap"),
    fees=(std.Fee(free=True, amount=0, kind="gratis"),),
    products=(std.Product("Surat"),),
    safety=("APAR",),
)


def book(standard: std.Standard = STANDARD, **changes: object) -> shelf.Book:
    values: dict[str, object] = {
        "name": "Surat sehat",
        "summary": "Anda mendapat surat.",
        "sector": "",
        "type": "administratif",
        "kinds": ["dinas"],
        "source": "Permenkes 19/2024",
        "synonyms": "keterangan sehat",
        "retired": False,
    }
    return shelf.Book("surat-sehat", {**values, **changes}, standard)


def shelve(standard: std.Standard = STANDARD, **changes: object) -> Template:
    known = Template.objects.filter(code="surat-sehat").first()
    library._shelve(book(standard, **changes), known, AT)  # noqa: SLF001  as a load does
    return Template.objects.get(code="surat-sehat")


def taken(by: User, agency: Agency) -> Service:
    return library.take(template=shelve(), agency=agency, by=by, at=AT)[0]


def fresh(service: Service) -> Service:
    return Service.objects.select_related("template").get(pk=service.pk)


def audited(action: str) -> int:
    return AuditRow.objects.filter(action=f"catalogue.{action}").count()


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


# --- The data file ------------------------------------------------------------------------------


def test_the_library_holds_at_least_forty_templates_and_loads_once() -> None:
    first = library.load(at=AT)
    again = library.load(at=AT)

    assert first["added"] >= 40
    assert again == {"laws": 0, "unchanged": first["added"]}
    assert TemplateVersion.objects.count() == first["added"]
    assert audited("templates_loaded") == 1


def test_no_template_names_a_place_a_person_or_a_contact() -> None:
    text = shelf.DATA.read_text(encoding="utf-8")

    for word in ("Nusa", "Contoh", "fiktif", "@", "http", "Perda ", "Jl."):
        assert word not in text, word


def test_a_template_lacks_exactly_what_only_the_agency_knows() -> None:
    for found in shelf.delivery().books:
        gaps = {row.component for row in completeness.verdicts(found.standard) if not row.complete}

        assert {Component.STAFF, Component.COMPLAINTS} <= gaps, found.code
        assert gaps <= {
            Component.STAFF, Component.COMPLAINTS, Component.FEE, Component.GUARANTEE
        }, found.code  # fmt: skip


def test_changed_components_make_a_version_and_a_changed_name_does_not() -> None:
    shelve()

    assert shelve(name="Surat keterangan sehat").version == 1
    newer = shelve(replace(STANDARD, safety=("APAR", "P3K")), name="Surat keterangan sehat")

    assert (newer.name, newer.version) == ("Surat keterangan sehat", 2)
    assert [row.number for row in newer.versions.all()] == [1, 2]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kinds": ["kantor"]}, "kantor"),
        ({"standard": {"fee": []}}, ""),
        ({"standard": {"fees": [{"price": 1}]}}, "price"),
        ({"nama": "x"}, "nama"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(
    change: dict[str, object], word: str, tmp_path: Path
) -> None:
    entry = {"code": "a", "name": "A", "summary": "S", "type": "jasa", "kinds": [], "standard": {}}
    file = tmp_path / "templates.yaml"
    file.write_text(yaml.safe_dump({"laws": [], "templates": [{**entry, **change}]}))

    with pytest.raises(BadDataFile, match=rf"templates\.yaml.*{word}"):
        library.load(at=AT, path=file)
    assert not Template.objects.exists()


# --- Cleaning -----------------------------------------------------------------------------------


def test_cleaning_leaves_out_what_is_local() -> None:
    whole = std.Standard(
        legal_basis=(std.LegalBasis("UU 25/2009"), std.LegalBasis("Perda 1/2024")),
        procedure=(std.Step("Menyerahkan berkas", place="Loket 3"),),
        fees=(std.Fee(amount=50_000, kind="retribusi", basis="Perda 1/2024"),),
        facilities=(std.Facility("Ruang tunggu dengan 60 kursi", 2),),
        complaints=std.Complaints(
            "Subbagian Umum",
            (
                std.ComplaintChannel("phone", "0812 3456 7890"),
                std.ComplaintChannel("desk", "Meja pengaduan"),
                std.ComplaintChannel("box", "Kotak saran di Dinas Maju"),
            ),
            {"verifikasi": 3},
        ),
        staff=(std.StaffRole("Petugas", 3),),
        guarantee=std.Guarantee("Tepat waktu.", "Maaf.", "SK 1/2026"),
        safety=("APAR", "Satpam Dinas Maju", "Hubungi 0711 234567"),
    )

    found = cleaning.cleaned(whole, ["Dinas Maju"])

    assert [row.citation for row in found.legal_basis] == ["UU 25/2009"]
    assert found.procedure == (std.Step("Menyerahkan berkas"),)
    assert (found.fees[0].amount, found.fees[0].basis) == (None, "")
    assert found.facilities == (std.Facility("Ruang tunggu"),)
    assert found.complaints == std.Complaints(
        "", (std.ComplaintChannel("desk", "Meja pengaduan"),), {"verifikasi": 3}
    )
    assert (found.staff, found.guarantee) == ((), std.Guarantee("Tepat waktu.", "Maaf."))
    assert found.safety == ("APAR",)


# --- Taking ---------------------------------------------------------------------------------------


def test_taking_makes_a_draft_once(budi: User, agency_a: Agency) -> None:
    template = shelve()

    made, is_new = library.take(template=template, agency=agency_a, by=budi, at=AT)
    again, again_new = library.take(template=template, agency=agency_a, by=budi, at=AT)

    assert (is_new, again_new, again.pk) == (True, False, made.pk)
    assert (made.live, made.agency, made.template_version, made.owner) == (
        False, agency_a, 1, budi
    )  # fmt: skip
    assert shelf.citable(shelf.draft_of(fresh(made))) == STANDARD
    assert made.modelled_on == "Permenkes 19/2024"
    assert audited("template_taken") == 1


def test_a_name_that_is_taken_gets_a_number(budi: User, agency_a: Agency) -> None:
    factories.service("Surat sehat", agency=agency_a)

    assert taken(budi, agency_a).slug == "surat-sehat-2"


def test_nobody_takes_for_another_agency(wati: User, agency_a: Agency) -> None:
    with pytest.raises(NotFound):
        library.take(template=shelve(), agency=agency_a, by=wati, at=AT)


# --- Newer versions -------------------------------------------------------------------------------


def newer() -> Template:
    return shelve(
        replace(STANDARD, safety=("APAR", "P3K"), duration=std.Duration(2, "jam", "antrean"))
    )


def test_a_newer_version_is_shown_by_component(budi: User, agency_a: Agency) -> None:
    service = taken(budi, agency_a)
    assert shelf.changes(fresh(service)) == []

    newer()

    found = {row.component: row for row in shelf.changes(fresh(service))}
    assert set(found) == {Component.DURATION, Component.SAFETY}
    safety = found[Component.SAFETY]
    assert (safety.mine, safety.before, safety.now) == (["APAR"], ["APAR"], ["APAR", "P3K"])
    assert list(shelf.services_behind(Service.objects.all())) == [service]


def test_a_change_is_taken_over_into_the_draft_alone(budi: User, agency_a: Agency) -> None:
    service = taken(budi, agency_a)
    newer()

    library.answer(service=service, component=Component.SAFETY, takes=True, by=budi, at=AT)
    library.answer(service=service, component=Component.SAFETY, takes=True, by=budi, at=AT)

    draft = shelf.citable(shelf.draft_of(fresh(service)))
    assert draft == replace(STANDARD, safety=("APAR", "P3K"))
    assert [row.component for row in shelf.changes(fresh(service))] == [Component.DURATION]
    assert audited("template_change_taken") == 1


@pytest.mark.parametrize("part", list(Component))
def test_every_component_can_be_taken_over(part: Component, budi: User, agency_a: Agency) -> None:
    full = shelf.citable(factories.service("Lengkap", agency=agency_a))
    service = taken(budi, agency_a)
    shelve(full)

    library.answer(service=service, component=part, takes=True, by=budi, at=AT)

    name = library.comparing.FIELDS[part]
    draft = shelf.citable(shelf.draft_of(fresh(service)))
    assert getattr(draft, name) == getattr(full, name)


def test_when_all_is_answered_nothing_waits_until_the_next_version(
    budi: User, agency_a: Agency
) -> None:
    service = taken(budi, agency_a)
    newer()
    for part in (Component.SAFETY, Component.DURATION):
        library.answer(service=service, component=part, takes=False, by=budi, at=AT)

    assert fresh(service).template_seen == 2
    assert not shelf.services_behind(Service.objects.all()).exists()
    assert shelf.citable(shelf.draft_of(fresh(service))) == STANDARD

    shelve(replace(STANDARD, safety=("Satpam",), duration=std.Duration(2, "jam", "antrean")))
    assert [row.component for row in shelf.changes(fresh(service))] == [Component.SAFETY]


def test_publishing_an_older_draft_keeps_what_was_seen(budi: User, agency_a: Agency) -> None:
    service = factories.service("Lengkap", agency=agency_a)
    revision = service.save_revision()
    Service.objects.filter(pk=service.pk).update(
        template=shelve(), template_version=1, template_seen=1
    )

    fresh(service).revisions.get(pk=revision.pk).publish()

    assert fresh(service).template_version == 1


# --- Offers -----------------------------------------------------------------------------------------


def test_only_a_live_service_is_offered(budi: User, agency_a: Agency) -> None:
    draft = factories.service("Draf", agency=agency_a, complete=False)

    with pytest.raises(RuleBroken):
        library.offer(service=draft, by=budi, at=AT)


def test_an_accepted_offer_becomes_a_template(budi: User, dewi: User, service_a: Service) -> None:
    offer = library.offer(service=service_a, by=budi, at=AT)
    assert library.offer(service=service_a, by=budi, at=AT) == offer

    template = library.accept(offer=offer, by=dewi, at=AT)

    assert (template.offered_by, template.kinds) == ("Dinas Kependudukan", ["dinas"])
    assert template.as_standard().complaints.officer == ""
    assert audited("template_offered") == audited("template_offer_accepted") == 1
    with pytest.raises(RuleBroken):
        library.accept(offer=offer, by=dewi, at=AT)


def test_a_second_accepted_offer_is_a_new_version(
    budi: User, dewi: User, service_a: Service
) -> None:
    first = library.accept(offer=library.offer(service=service_a, by=budi, at=AT), by=dewi, at=AT)
    service_a.safety_measures.add(factories.m.SafetyRow(text="Satpam"))
    service_a.save()

    second = library.accept(
        offer=library.offer(service=fresh(service_a), by=budi, at=AT), by=dewi, at=AT
    )

    assert (second.pk, second.version) == (first.pk, 2)


def test_declining_needs_a_reason(budi: User, dewi: User, service_a: Service) -> None:
    offer = library.offer(service=service_a, by=budi, at=AT)

    with pytest.raises(RuleBroken):
        library.decline(offer=offer, reason=" ", by=dewi, at=AT)
    library.decline(offer=offer, reason="Sudah ada.", by=dewi, at=AT)

    assert TemplateOffer.objects.get().reason == "Sudah ada."
    assert not Template.objects.exists()


# --- The demo -----------------------------------------------------------------------------------


def test_demo_services_are_linked_and_some_templates_have_changed_since(
    service_a: Service,
) -> None:
    own = shelf.citable(service_a)
    now_has = replace(own, safety=("APAR", "Arsip terkunci"))
    made = Template.objects.create(
        code=service_a.code, name="A", type="administratif", standard=std.to_json(now_has)
    )
    TemplateVersion.objects.create(
        template=made, number=1, standard=std.to_json(now_has), made_at=AT
    )
    entry = Entry({"template_before": ["jaminan_keamanan"]})

    for _twice in range(2):
        templates.link(service_a, entry, AT)

    service_a.refresh_from_db()
    made.refresh_from_db()
    assert (made.version, service_a.template_seen) == (2, 1)
    assert made.as_standard() == now_has
    changes = shelf.changes(service_a)
    assert [row.component for row in changes] == [Component.SAFETY]
    assert changes[0].mine == changes[0].before != changes[0].now


def test_without_a_library_nothing_is_linked(service_a: Service) -> None:
    templates.link(service_a, Entry(), AT)

    service_a.refresh_from_db()
    assert service_a.template is None


def test_the_demo_names_templates_that_differ_from_its_services() -> None:
    known = {book.code: book for book in shelf.delivery().books}
    entries = list(read(loading.Files().services).rows("services"))
    behind = [row for row in entries if row.get("template_before")]

    assert all(row.text("id") in known for row in entries)
    assert behind
    for row in behind:
        standard = reading.components(row.part("components")).standard
        for part in row.texts("template_before"):
            field = comparing.FIELDS[Component(part)]
            assert getattr(standard, field) != getattr(known[row.text("id")].standard, field)
