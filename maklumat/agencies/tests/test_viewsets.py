"""Agencies and the government in the staff frame."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import WorkflowContentType
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from maklumat.accounts.models import User
from maklumat.agencies import queries
from maklumat.agencies.models import Agency, Government
from maklumat.core import audit

pytestmark = pytest.mark.django_db
ROWS = ("opening_hours", "special_days", "contact_persons", "staffing")


def facts(agency: Agency, **values: object) -> dict[str, object]:
    """Return what the form of an agency posts."""
    hours = [
        {"weekday": row.weekday, "opens": str(row.opens), "closes": str(row.closes), "id": row.pk}
        for row in agency.opening_hours.all()
    ]
    rows = {name: inline_formset([]) for name in ROWS}
    rows["opening_hours"] = inline_formset(hours, initial=len(hours))
    plain = {"about": agency.about, "phone": agency.phone, "head_name": agency.head_name}
    return nested_form_data({**plain, **rows, **values})


def edit(agency: Agency) -> str:
    return f"/petugas/perangkat-daerah/edit/{agency.pk}/"


def test_officer_mends_the_facts_of_the_own_agency(
    budi: User, agency_a: Agency, client: Client
) -> None:
    client.force_login(budi)

    answer = client.post(edit(agency_a), facts(agency_a, phone="0812 3456 7890"))

    assert answer.status_code == 302, answer.context["form"].errors
    agency_a.refresh_from_db()
    assert agency_a.phone == "0812 3456 7890"
    written = audit.history("agency:dukcapil").first()
    assert (written.action, written.actor) == ("agencies.changed", budi.email)


def test_new_number_is_public_at_once(
    budi: User, agency_a: Agency, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert b"0812 3456 7890" not in Client().get("/opd/dukcapil/").content
    client.force_login(budi)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(agency_a), facts(agency_a, phone="0812 3456 7890"))

    assert b"0812 3456 7890" in Client().get("/opd/dukcapil/").content


def test_officer_does_not_rename_in_passing(budi: User, agency_a: Agency, client: Client) -> None:
    client.force_login(budi)

    client.post(
        edit(agency_a), facts(agency_a, name="Milik Budi", slug="milik-budi", blud="on", parent="")
    )

    agency_a.refresh_from_db()
    assert (agency_a.name, agency_a.slug, agency_a.blud) == (
        "Dinas Kependudukan",
        "dukcapil",
        False,
    )


def test_hours_that_end_before_they_begin_are_refused(
    budi: User, agency_a: Agency, client: Client
) -> None:
    client.force_login(budi)
    late = inline_formset([{"weekday": 5, "opens": "15:00", "closes": "08:00"}])

    page = client.post(edit(agency_a), facts(agency_a, opening_hours=late))

    assert page.status_code == 200
    assert not agency_a.opening_hours.filter(weekday=5).exists()


def test_wati_neither_sees_nor_changes_it(wati: User, agency_a: Agency, client: Client) -> None:
    client.force_login(wati)

    assert client.get(edit(agency_a)).status_code == 404
    assert client.post(edit(agency_a), facts(agency_a, phone="1")).status_code == 404
    assert b"Dinas Kependudukan" not in client.get("/petugas/perangkat-daerah/").content


def test_bureau_adds_an_agency_in_its_place(dewi: User, agency_a: Agency, client: Client) -> None:
    client.force_login(dewi)
    new = {"name": "UPTD Baru", "short_name": "UPTD", "slug": "uptd-baru", "kind": "uptd"}

    answer = client.post(
        "/petugas/perangkat-daerah/add/",
        facts(Agency(), **new, parent=agency_a.pk),
    )

    assert answer.status_code == 302, answer.context["form"].errors
    row = Agency.objects.get(slug="uptd-baru")
    assert row.path == f"{agency_a.path}{row.pk}/"


def test_officer_adds_none(budi: User, client: Client) -> None:
    client.force_login(budi)

    client.post("/petugas/perangkat-daerah/add/", {"name": "Milik Budi"})

    assert Agency.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("ganti-nama", {"name": "Baru", "short_name": "Baru", "slug": "baru"}),
        ("gabung", {"successor": "dinsos"}),
        ("pindah", {"parent": "dinsos"}),
        ("tutup", {}),
    ],
)
def test_bureau_reorganises_on_the_pages(
    dewi: User, agency_a: Agency, agency_b: Agency, client: Client, step: str, values: dict
) -> None:
    client.force_login(dewi)
    keys = {name: agency_b.pk if value == "dinsos" else value for name, value in values.items()}

    answer = client.post(
        f"/petugas/perangkat-daerah/{agency_a.pk}/{step}/",
        {"date": "2026-01-02", "decree": "Perda 4/2026", **keys},
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert audit.history(f"agency:{'baru' if step == 'ganti-nama' else 'dukcapil'}").count() >= 1


def test_broken_rule_is_said_beside_the_form(
    dewi: User, agency_a: Agency, agency_b: Agency, client: Client
) -> None:
    client.force_login(dewi)

    page = client.post(
        f"/petugas/perangkat-daerah/{agency_a.pk}/ganti-nama/",
        {"name": "B", "short_name": "B", "slug": agency_b.slug, "date": "2026-01-02"},
    )

    assert page.context["form"].non_field_errors()
    assert b'value="2026-01-02"' in page.content


# --- The government ---------------------------------------------------------------------------


def settings_of(government: Government, **values: object) -> dict[str, object]:
    names = (
        "name",
        "short_name",
        "head_title",
        "address",
        "phone",
        "email",
        "website",
        "accent",
        "approval_steps",
        "review_months",
        "time_zone",
    )
    plain = {name: getattr(government, name) for name in names}
    return nested_form_data({**plain, "holiday_overrides": inline_formset([]), **values})


def settings_page(government: Government) -> str:
    return f"/petugas/pemerintah/edit/{government.pk}/"


def test_changed_name_is_seen_everywhere_at_once(
    dewi: User, government: Government, client: Client
) -> None:
    assert queries.current_government() == government
    client.force_login(dewi)

    answer = client.post(
        settings_page(government), settings_of(government, name="Pemerintah Kabupaten Baru")
    )

    assert answer.status_code == 302, answer.context["form"].errors
    known = queries.current_government()
    assert known
    assert known.name == "Pemerintah Kabupaten Baru"


def test_approval_follows_the_steps(dewi: User, government: Government, client: Client) -> None:
    client.force_login(dewi)

    client.post(settings_page(government), settings_of(government, approval_steps=1))

    ways = WorkflowContentType.objects.all()
    assert [way.workflow.tasks.count() for way in ways] == [1, 1, 1]


def test_day_off_counts_from_then_on(dewi: User, government: Government, client: Client) -> None:
    client.force_login(dewi)
    day = inline_formset([{"date": "2026-11-17", "kind": "added", "name": "Hari jadi"}])

    client.post(settings_page(government), settings_of(government, holiday_overrides=day))

    known = queries.current_government()
    assert known
    assert (
        queries.working_calendar(known, 2026).holidays[known.holiday_overrides.get().date]
        == "Hari jadi"
    )


def test_colour_that_is_none_is_refused(dewi: User, government: Government, client: Client) -> None:
    client.force_login(dewi)

    page = client.post(settings_page(government), settings_of(government, accent="merah"))

    assert page.context["form"].errors["accent"]


def test_list_of_governments_is_the_form(
    dewi: User, government: Government, client: Client
) -> None:
    client.force_login(dewi)

    assert client.get("/petugas/pemerintah/").url == settings_page(government)


def test_officer_does_not_see_the_settings(
    budi: User, government: Government, client: Client
) -> None:
    client.force_login(budi)

    assert client.get("/petugas/pemerintah/").status_code == 404
    assert client.post(settings_page(government), {}).status_code == 404
