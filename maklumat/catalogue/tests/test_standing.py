"""The heat table, its pages, its days and its files."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localdate
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency, Mission, Profile
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue import actions, duties, labels, queries, reasons, standing
from maklumat.catalogue.completeness import Gap, verdict
from maklumat.catalogue.duties import Homes
from maklumat.catalogue.models import CompletenessSnapshot, Service
from maklumat.catalogue.points import AgencyFacts, seven_points
from maklumat.catalogue.tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/petugas/kelengkapan/"
DAY = date(2026, 11, 16)
MOST_QUERIES = 20


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(user: User, address: str = PAGE) -> str:
    response = signed_in(user).get(address)
    assert response.status_code == 200
    return response.content.decode()


def without_fee(name: str, agency: Agency) -> Service:
    """Make a service that lacks one component."""
    row = Service(agency=agency, name=name, live=False)
    factories.fill(row)
    row.fees = []
    row.save()
    row.save_revision()
    return row


def profile_of(agency: Agency, **values: str) -> Profile:
    row = Profile(agency=agency, live=False, **values)
    row.save()
    row.save_revision().publish()
    return row


def test_one_gap_leads_to_its_field(budi: User, service_a: Service, agency_a: Agency) -> None:
    gap = without_fee("Akta", agency_a)

    text = shown(budi)

    assert f"/petugas/layanan/edit/{gap.pk}/#tab-delivery/biaya" in text
    assert "1/2" in text


def test_several_gaps_lead_to_their_list(budi: User, service_a: Service, agency_a: Agency) -> None:
    for name in ("Akta", "Kartu"):
        without_fee(name, agency_a)
    address = f"/petugas/layanan/?agency={agency_a.pk}&amp;missing=biaya"

    assert address in shown(budi)

    listed = shown(budi, address.replace("&amp;", "&"))
    assert "Akta" in listed
    assert service_a.name not in listed


def test_an_officer_counts_only_the_own_agency(
    wati: User, service_a: Service, agency_a: Agency, agency_b: Agency
) -> None:
    text = shown(wati)

    assert agency_b.short_name in text
    assert agency_a.short_name not in text
    assert agency_a.name not in signed_in(wati).get(PAGE + "unduh.csv").content.decode()
    assert signed_in(wati).get(f"{PAGE}{agency_a.pk}/").status_code == 404


def test_the_bureau_counts_all(dewi: User, service_a: Service, agency_b: Agency) -> None:
    text = shown(dewi)

    assert service_a.agency.short_name in text
    assert agency_b.short_name in text


def test_43_agencies_cost_few_queries(
    dewi: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(43):
        agency = agency_rows.agency(f"Dinas {number}")
        factories.service("Layanan", agency=agency, complete=False)
    client = signed_in(dewi)
    client.get(PAGE)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert "Dinas 42" in client.get(PAGE).content.decode()


def test_the_table_equals_what_each_service_says(
    agency_a: Agency, agency_b: Agency, service_a: Service
) -> None:
    without_fee("Akta", agency_a)
    factories.service("Bantuan", agency=agency_b, complete=False)

    table = standing.staff_table(Agency.objects.all(), DAY)

    for row in table.rows:
        services = list(Service.objects.filter(agency=row.agency))
        for part, cell in row.tally.components:
            slow = 0
            for service in services:
                newest = service.get_latest_revision_as_object().standard()
                if verdict(part, newest).complete:
                    slow += 1
            assert (cell.complete, cell.of) == (slow, len(services))


def test_the_filter_keeps_agencies_with_gaps(
    dewi: User, service_a: Service, agency_b: Agency
) -> None:
    without_fee("Bantuan", agency_b)

    text = shown(dewi, PAGE + "?gaps=on&q=din")

    assert f"{PAGE}{agency_b.pk}/" in text
    assert f"{PAGE}{service_a.agency_id}/" not in text


@pytest.mark.parametrize("query", ["?kind=zzz", "?since=tomorrow", "?q=%25", "?gaps=?&kind="])
def test_a_strange_filter_narrows_nothing(dewi: User, service_a: Service, query: str) -> None:
    assert signed_in(dewi).get(PAGE + query).status_code == 200


def test_the_page_answers_only_get(budi: User) -> None:
    assert signed_in(budi).post(PAGE).status_code == 405


# --- Points, items, controls ------------------------------------------------------------------


def test_several_missing_points_lead_to_the_page_that_explains_them(
    dewi: User, service_a: Service, agency_a: Agency
) -> None:
    assert f'href="{PAGE}{agency_a.pk}/#seven"' in shown(dewi)

    text = shown(dewi, f"{PAGE}{agency_a.pk}/")

    assert 'id="seven"' in text
    assert f"/petugas/profil/add/?agency={agency_a.pk}#/vision" in text
    assert f"/petugas/perangkat-daerah/edit/{agency_a.pk}/#/address" in text
    assert f"/petugas/maklumat/add/?agency={agency_a.pk}#/text" in text


def test_the_one_missing_field_is_opened_at_once(agency_a: Agency) -> None:
    facts = AgencyFacts(on=DAY, vision=True, missions=1)
    homes = Homes(agency_a.pk, profile=7)

    vision = [row for row in seven_points(facts) if row.item == "vision"]

    assert duties.first_url(vision, homes) == "/petugas/profil/edit/7/#/motto"


def test_every_gap_has_a_field(agency_a: Agency) -> None:
    homes = Homes(agency_a.pk, profile=7, draft=8, pledge=9)

    for code in reasons.GAPS:
        assert duties.mending_url(Gap(code), homes).startswith("/petugas/")


def test_who_may_only_look_is_led_to_no_editor(service_a: Service, agency_a: Agency) -> None:
    hendra = people.user("Hendra")
    agency_rows.membership(hendra, "inspector", None)
    text = shown(hendra, f"{PAGE}{agency_a.pk}/")

    assert "/petugas/profil/" not in text.partition("<main")[2].replace('"/petugas/profil/"', "")
    assert f"/petugas/layanan/edit/{service_a.pk}/" not in text
    assert f"{PAGE}{agency_a.pk}/#seven" in shown(hendra)


def test_each_verdict_says_its_reason(budi: User, agency_a: Agency) -> None:
    without_fee("Akta", agency_a)

    text = shown(budi, f"{PAGE}{agency_a.pk}/")

    assert "Tambahkan tarif" in text or str(labels.GAPS["fee_none"]) in text


def test_a_snapshot_counts_the_points_too(agency_a: Agency, service_a: Service) -> None:
    before = profile_of(agency_a, motto="", vision="")
    actions.take_snapshot(day=DAY - timedelta(days=7))
    before.vision, before.motto = "Melayani", "Cepat"
    before.missions = [Mission(text="Mendekat")]
    before.save_revision().publish()
    actions.take_snapshot(day=DAY)

    rows = CompletenessSnapshot.objects.filter(agency=agency_a).order_by("day")
    assert rows[1].seven == (rows[0].seven or 0) + 1
    facts = queries.agency_facts([agency_a], DAY)
    moved = duties.moved([agency_a], facts, standing.last_count(DAY - timedelta(days=7)))
    assert [step.by for step in moved[0].moves.values()] == [1, 1]
    seven = duties.trend(standing.days([agency_a.pk], DAY))["seven"]
    assert [day for day, _share in seven] == [DAY - timedelta(days=7), DAY]
    assert seven[0][1] < seven[1][1]


def test_days_before_points_were_counted_stay_out_of_the_line(agency_a: Agency) -> None:
    actions.take_snapshot(day=DAY)
    CompletenessSnapshot.objects.update(seven=None, twelve=None, eight=None)

    assert duties.trend(standing.days([agency_a.pk], DAY))["seven"] == []
    facts = queries.agency_facts([agency_a], DAY)
    assert duties.moved([agency_a], facts, standing.last_count(DAY)) == []


# --- Files ------------------------------------------------------------------------------------


def test_csv_and_xlsx_say_the_same(dewi: User, service_a: Service, agency_b: Agency) -> None:
    client = signed_in(dewi)

    text = client.get(PAGE + "unduh.csv").content.decode("utf-8-sig")
    sheet = load_workbook(BytesIO(client.get(PAGE + "unduh.xlsx").content)).active

    assert f"{service_a.agency.name},1,1,1,1,100,1,1" in text
    assert [cell.value for cell in sheet[2]][:6] == [service_a.agency.name, 1, 1, 1, 1, 100]
    assert len(text.splitlines()) == sheet.max_row == 3


def test_no_other_kind_of_file(dewi: User) -> None:
    assert signed_in(dewi).get(PAGE + "unduh.ods").status_code == 404


# --- Days -------------------------------------------------------------------------------------


def test_a_day_is_counted_once(service_a: Service) -> None:
    assert actions.take_snapshot(day=DAY) == 1
    without_fee("Akta", service_a.agency)

    assert actions.take_snapshot(day=DAY) == 0

    row = CompletenessSnapshot.objects.get()
    assert (row.services, row.whole, row.points) == (1, 1, 14)


def test_who_moved_is_told_with_both_shares(dewi: User, agency_a: Agency) -> None:
    service = without_fee("Akta", agency_a)
    today = localdate()
    actions.take_snapshot(day=today - timedelta(days=9))
    factories.fill(service)
    service.save_revision()

    table = standing.staff_table(Agency.objects.all(), today)
    before = standing.last_count(today - standing.WEEK)
    moved = standing.moved(table, before)

    assert standing.day_of(before) == today - timedelta(days=9)
    assert [(agency, move.before, move.now) for agency, move in moved] == [(agency_a, 92, 100)]
    assert "▲" in shown(dewi)


def test_the_trend_has_a_share_a_day(service_a: Service) -> None:
    actions.take_snapshot(day=DAY - timedelta(days=1))
    without_fee("Akta", service_a.agency)
    actions.take_snapshot(day=DAY)

    lines = standing.trend(standing.days([service_a.agency_id], DAY))

    assert lines["whole"] == [(DAY - timedelta(days=1), 100), (DAY, 50)]


# --- Public -----------------------------------------------------------------------------------


def test_the_public_sees_what_is_published(
    sari: Client, service_a: Service, agency_a: Agency
) -> None:
    factories.service("Rahasia dapur", agency=agency_a, complete=False)

    text = sari.get("/kinerja/").content.decode()

    assert agency_a.name in text
    assert "1/1" in text
    assert "Rahasia dapur" not in text
    assert "/petugas/" not in text.partition("<main")[2].partition("</main")[0]


def test_a_change_is_public_at_once(sari: Client, service_a: Service) -> None:
    sari.get("/kinerja/")
    cache.clear()
    service_a.unpublish()

    assert service_a.agency.name not in sari.get("/kinerja/").content.decode().partition("<main")[2]


def test_the_public_takes_the_figures_away(sari: Client, service_a: Service) -> None:
    text = sari.get("/kinerja/kelengkapan.csv").content.decode("utf-8-sig")

    assert text.splitlines()[1].startswith(f"{service_a.agency.name},1,1,1,1,100")


@pytest.mark.usefixtures("government")
def test_an_empty_catalogue_has_a_page(sari: Client) -> None:
    assert sari.get("/kinerja/").status_code == 200
    assert sari.get("/en/kinerja/").status_code == 200


def test_the_home_page_leads_to_the_figures(sari: Client, service_a: Service) -> None:
    assert 'href="/kinerja/"' in sari.get("/").content.decode()
