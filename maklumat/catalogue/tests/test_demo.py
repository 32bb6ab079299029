"""The demo government: complete, true to its files, loaded once or not at all."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government, Profile, Region
from maklumat.agencies.tests import factories
from maklumat.catalogue.demo import loading
from maklumat.catalogue.models import LegalDocument, Offering, Pledge, Service, Term
from maklumat.catalogue.pledge_check import is_complete
from maklumat.catalogue.standard import SERVICE_DELIVERY, Component, Standard
from maklumat.core.datafiles import BadDataFile
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow, Message

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
PASSWORD = "kelapa-tenun-ombak"  # noqa: S105  only for tests
SERVICES = yaml.safe_load(loading.Files().services.read_text())["services"]


def rows() -> dict[str, int]:
    """Count the rows of every table, so that nothing added goes unseen."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "modelsearch" in table or "indexentry" in table or "fts" in table:
                continue
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608  our own tables
            counts[table] = cursor.fetchone()[0]
    return counts


# --- All of it: one load, many looks ----------------------------------------------------------


def test_the_demo(db: None) -> None:
    """Load once, because a load takes seconds, and look at everything."""
    added = loading.load(password=PASSWORD, at=AT)

    assert (added["agencies"], added["services"], added["laws"]) == (43, 61, 82)
    check_government()
    check_services()
    check_states()
    check_profiles()
    check_people()
    assert not Message.objects.exists()  # nobody wants a letter about a demo
    check_that_a_second_load_changes_nothing()
    check_that_an_officers_change_stays()


def check_government() -> None:
    government = Government.objects.get()
    puskesmas = Agency.objects.get(slug="pkm-bukit-asri")

    assert government.is_demo
    assert government.region is None
    assert Region.objects.count() == 552
    assert puskesmas.path == f"/{puskesmas.parent_id}/{puskesmas.pk}/"
    assert puskesmas.opening_hours.count() == 6
    assert Agency.objects.get(slug="dukcapil").opening_hours.count() == 5
    assert all(agency.about and agency.head_name for agency in Agency.objects.all())
    assert all(agency.contact_persons.exists() for agency in Agency.objects.all())
    assert LegalDocument.objects.get(citation="UU 25/2009").title == "Pelayanan Publik"


def check_services() -> None:
    for entry in SERVICES:
        service = Service.objects.get(code=entry["id"])
        left_out = entry.get("on_purpose", {}).get("left_out", [])
        shown = service.published_standard() if service.live else service.standard()
        for component in set(Component) - {Component.LEGAL_BASIS, Component.REQUIREMENTS}:
            expected = [] if component in left_out else told(component, entry["components"])
            assert seen(component, shown) == expected, (entry["id"], component)
        assert cases_seen(shown) == cases_told(entry["components"]["persyaratan"]), entry["id"]
        check_laws(shown, entry["components"]["dasar_hukum"])
    assert Offering.objects.count() == sum(len(entry["offered_by"]) for entry in SERVICES)
    assert sum(service.live for service in Service.objects.all()) == 59
    popular = Service.objects.filter(live=True, home_position__isnull=False)
    assert popular.count() == 8
    assert Term.objects.filter(kind="life_event", position__isnull=False).count() == 6


def cases_told(groups: list[dict[str, Any]]) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Return the lists of what to bring as the file has them, in order."""
    alone = len(groups) == 1
    return [
        ("" if alone and group["group"] == "Umum" else group["group"], [item(row) for row in group["items"]])
        for group in groups
    ]  # fmt: skip


def item(row: str | dict[str, Any]) -> tuple[object, ...]:
    if isinstance(row, dict):
        return row["text"], row.get("form", ""), row.get("count", 1), row.get("note", "")
    form = "copy" if row.startswith("Fotokopi ") else "original" if row.endswith(" asli") else ""
    return bare_item(row), form, 1, ""


def cases_seen(standard: Standard) -> list[tuple[str, list[tuple[object, ...]]]]:
    return [
        (case.name, [(row.text, row.form, row.count, row.note) for row in case.items])
        for case in standard.requirements
    ]


def check_laws(standard: Standard, citations: list[str]) -> None:
    """Each law keeps every word of its citation, in order of the file."""
    shown = [f"{row.citation} {row.article}" for row in standard.legal_basis]

    assert len(shown) == len(citations)
    for citation, law in zip(citations, shown, strict=True):
        words = re.findall(r"[\w./]+", citation)
        assert [word for word in words if word not in law] == []


def bare_item(text: str) -> str:
    """Take away what the loader turns into a mark: copy or original."""
    text = text.removeprefix("Fotokopi ").removesuffix(" asli")
    return text[:1].upper() + text[1:]


def told(component: Component, entry: dict[str, Any]) -> list[str]:
    """Return what the file says of a component as plain texts."""
    return sorted(texts_of(entry[component]))


def texts_of(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, part in value.items() for text in texts_of(part, name)]
    if isinstance(value, list):
        return [text for part in value for text in texts_of(part, key)]
    if value is None or value == "" or (key == "amount_idr" and value == 0):
        return []
    return [str(value)]


def seen(component: Component, standard: Standard) -> list[str]:
    """Return what a standard shows of a component as plain texts, by hand for each."""
    guarantee, complaints, duration = (
        standard.guarantee,
        standard.complaints,
        standard.duration,
    )
    fees = [[fee.kind, fee.amount or "", fee.payer, fee.basis, fee.note] for fee in standard.fees]
    by_component: dict[Component, list[object]] = {
        Component.PROCEDURE: [
            value for row in standard.procedure for value in (row.actor, row.text)
        ],
        Component.DURATION: [duration.value, duration.unit, duration.starts, duration.note],
        Component.FEE: [value for fee in fees for value in fee],
        Component.PRODUCT: [row.name for row in standard.products],
        Component.FACILITIES: [row.name for row in standard.facilities],
        Component.COMPETENCE: [*standard.competence],
        Component.SUPERVISION: [*standard.supervision],
        Component.COMPLAINTS: [
            complaints.officer,
            *[value for row in complaints.channels for value in (row.kind, row.value)],
            *complaints.limits.values(),
        ],
        Component.STAFF: [value for row in standard.staff for value in (row.role, row.count)],
        Component.GUARANTEE: [guarantee.statement, guarantee.compensation, guarantee.decree],
        Component.SAFETY: [*standard.safety],
        Component.EVALUATION: [*standard.evaluation],
    }
    return sorted(str(value) for value in by_component[component] if value not in ("", None))


def check_states() -> None:
    overdue = [row.code for row in Service.objects.all() if row.review_is_overdue(AT.date())]
    live = Service.objects.filter(live=True)

    assert sorted(overdue) == ["dukcapil-kia", "kec-izin-keramaian"]
    assert sorted(row.code for row in live if len(row.filled) < len(Component)) == [
        "disnaker-ak1",
        "perpus-anggota",
    ]
    for draft in Service.objects.filter(live=False):
        assert not set(SERVICE_DELIVERY) <= {Component(name) for name in draft.draft_filled}
    waiting = Service.objects.get(code="dukcapil-pindah-datang")
    returned = Service.objects.get(code="dukcapil-akta-perceraian")
    assert waiting.current_workflow_state.status == "in_progress"
    assert returned.current_workflow_state.status == "needs_changes"
    assert returned.current_workflow_state.current_task_state.comment


def check_profiles() -> None:
    shown = {row.agency.slug: row.published_showcase() for row in Profile.objects.all()}
    pledges = Pledge.objects.filter(live=True)

    assert len(shown) >= 15
    assert pledges.values("agency").distinct().count() >= 12
    assert shown["dukcapil"].specials
    assert not shown["dishub"].duties  # a draft
    assert {is_complete(row.text) for row in pledges} == {True, False}


def check_people() -> None:
    assert User.objects.get(email="budi@nusacontoh.example").check_password(PASSWORD)
    assert User.objects.filter(is_superuser=True).count() == 1
    roles = set(User.objects.values_list("memberships__role", flat=True))
    assert roles >= {
        "officer", "head", "organiser", "inspector", "taskforce", "desk", "leader", "assessor",
    }  # fmt: skip


def check_that_a_second_load_changes_nothing() -> None:
    before = rows()

    added = loading.load(password="something-else-entirely", at=now())  # noqa: S106  unused

    assert added.total() == 0
    assert rows() == before
    assert User.objects.get(email="budi@nusacontoh.example").check_password(PASSWORD)


def check_that_an_officers_change_stays() -> None:
    service = Service.objects.get(code="dukcapil-kk-baru")
    service.name, service.fees = "Nama dari petugas", []
    service.save()
    Service.objects.get(code="perpus-anggota").delete()

    added = loading.load(password=PASSWORD, at=AT)

    service = Service.objects.get(pk=service.pk)
    assert (service.name, service.fees.count()) == ("Nama dari petugas", 0)
    assert added == {"services": 1, "governments": 0, "regions": 0}
    assert Service.objects.filter(code="perpus-anggota", live=True).exists()


# --- The texts people read --------------------------------------------------------------------


@pytest.mark.parametrize("entry", SERVICES, ids=lambda entry: str(entry["id"]))
def test_a_service_says_what_it_gives_and_what_people_call_it(entry: dict[str, Any]) -> None:
    summary, synonyms = entry["summary"], entry["synonyms"]

    assert len(summary) <= 240
    assert summary.endswith(".")
    assert summary.count(". ") == 0, "one sentence"
    assert len(set(synonyms)) >= 4
    assert entry["life_events"]
    assert entry["audience"]


# --- Broken files -----------------------------------------------------------------------------

Change = Callable[[str], str]


def files_with(folder: Path, name: str, change: Change) -> loading.Files:
    """Copy the demo's files, short, and spoil one."""
    own = loading.Files()
    made = {}
    for key in ("agencies", "services", "terms", "regions"):
        source: Path = getattr(own, key)
        made[key] = folder / source.name
        shutil.copyfile(source, made[key])
    text = made["services"].read_text()
    made["services"].write_text(text[: text.index("\n- id: dukcapil-kk-baru")] + "\n")
    made[name].write_text(change(made[name].read_text()))
    return loading.Files(**made)


BROKEN: list[tuple[str, str, Change, str]] = [
    ("tabs", "services", lambda text: text + "\t: [", "services.yaml"),
    ("a bracket", "agencies", lambda text: text + "\nx: [1, 2", "agencies.yaml"),
    ("a list at the top", "terms", lambda _text: "- a\n", "terms.yaml"),
    ("nothing", "services", lambda _text: "", "services.yaml"),
    ("no name", "services", lambda text: text.replace("  name: ", "  nam: ", 1), "name"),
    ("a wrong type", "services", lambda text: text.replace("staff: 8", "staff: delapan", 1), "staff"),
    ("a slip", "services", lambda text: text.replace("biaya:", "biya:", 1), "biya"),
    ("twice", "services", lambda text: text.replace("dukcapil-ktp-el-ganti", "dukcapil-ktp-el-baru"), "dukcapil-ktp-el-baru"),
    ("a key twice", "services", lambda text: text.replace("  type: administratif", "  type: a\n  type: b", 1), "type"),
    ("an unknown agency", "services", lambda text: text.replace("agency: dukcapil", "agency: dukcapill", 1), "dukcapill"),
    ("an unknown term", "services", lambda text: text.replace("[dewasa]", "[dewasaa]", 1), "dewasaa"),
    ("a free fee that costs", "services", lambda text: text.replace("amount_idr: 0", "amount_idr: 5", 1), "gratis"),
    ("a bad date", "services", lambda text: text.replace("2026-01-12", "12 Januari", 1), "date"),
    ("a text too long", "services", lambda text: text.replace("Penerbitan KTP-el baru", "x" * 300, 1), "name"),
    ("a missing part", "services", lambda text: text.replace("      unit: hari_kerja", "      unit: abad", 1), "abad"),
    ("a parent below", "agencies", lambda text: text.replace("parent: setda", "parent: tidak-ada", 1), "tidak-ada"),
    ("a bad day", "agencies", lambda text: text.replace("[jum]", "[friday]", 1), "friday"),
    ("a bad hour", "agencies", lambda text: text.replace("opens: 08:00", "opens: pagi", 1), "opens"),
    ("closes early", "agencies", lambda text: text.replace("'15:30'", "'07:30'", 1), "closes"),
    ("a bad role", "agencies", lambda text: text.replace("role: organiser", "role: boss", 1), "boss"),
    ("a bad address", "agencies", lambda text: text.replace("kontak@dukcapil.nusacontoh.example", "kontak", 1), "email"),
    ("a region column", "regions", lambda text: text.replace("code,level", "kode,level", 1), "regions.csv"),
    ("a region twice", "regions", lambda text: text + text.splitlines()[1] + "\n", "11"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "change", "word"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_told_in_one_sentence_and_nothing_is_written(
    db: None, tmp_path: Path, name: str, file: str, change: Change, word: str
) -> None:
    before = rows()

    with pytest.raises(BadDataFile) as told_error:
        loading.load(password=PASSWORD, at=AT, files=files_with(tmp_path, file, change))

    sentence = str(told_error.value)
    assert word in sentence
    assert "\n" not in sentence
    assert f"{file}." in sentence
    assert rows() == before


def test_a_broken_file_names_its_line(db: None, tmp_path: Path) -> None:
    files = files_with(
        tmp_path, "services", lambda text: text.replace("actor: operator", "actor: robot", 1)
    )
    lines = files.services.read_text().splitlines()
    expected = next(number for number, line in enumerate(lines, 1) if "robot" in line)

    with pytest.raises(BadDataFile, match=rf"services\.yaml, \w+ {expected}: "):
        loading.load(password=PASSWORD, at=AT, files=files)


def test_a_file_that_is_not_utf_8(db: None, tmp_path: Path) -> None:
    files = files_with(tmp_path, "terms", lambda text: text)
    files.terms.write_bytes(b"life_event: \xff\xfe\n")

    with pytest.raises(BadDataFile, match="UTF-8"):
        loading.load(password=PASSWORD, at=AT, files=files)


def test_a_service_without_what_must_be_published_is_refused(db: None, tmp_path: Path) -> None:
    files = files_with(
        tmp_path, "services", lambda text: text.replace("produk: [KTP elektronik]", "produk: []", 1)
    )

    with pytest.raises(BadDataFile, match="Produk"):
        loading.load(password=PASSWORD, at=AT, files=files)


# --- The command ------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing(db: None, tmp_path: Path) -> None:
    before = rows()

    added = loading.load(
        password=PASSWORD,
        at=AT,
        dry_run=True,
        files=files_with(tmp_path, "terms", lambda text: text),
    )

    assert (added["agencies"], added["services"]) == (43, 2)
    assert rows() == before


def test_a_real_government_is_never_mixed_with_the_demo(db: None) -> None:
    factories.government()

    with pytest.raises(RuleBroken, match="Pemerintah Kabupaten Contoh"):
        loading.load(password=PASSWORD, at=AT)
    with pytest.raises(CommandError):
        call_command("demo", "load", stdout=StringIO())
    assert Agency.objects.count() == 0
    assert AuditRow.objects.count() == 0


def test_regions_load_for_a_real_government(db: None) -> None:
    factories.government()
    said = StringIO()

    call_command("regions", "load", stdout=said)
    call_command("regions", "load", stdout=said)

    assert Region.objects.count() == 552
    assert "552 regions, 0 of them new" in said.getvalue()
