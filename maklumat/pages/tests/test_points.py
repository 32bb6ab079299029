"""The seven points on the public page of an agency: shown when published, honest when empty."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, ComplaintWay, Mission, Official, Profile
from maklumat.catalogue.models import Pledge, Service
from maklumat.catalogue.points import Point
from maklumat.catalogue.tests import factories
from maklumat.core import uploads
from maklumat.core.models import StoredFile

PAGE = "/opd/dukcapil/"


def section(client: Client, point: str, path: str = PAGE) -> str:
    node = HTMLParser(client.get(path).content.decode()).css_first(f'[data-point="{point}"]')
    return " ".join(node.text().split())


def stored(name: str = "foto.png") -> StoredFile:
    accepted = uploads.Accepted(name, uploads.PNG, factories.png(), width=40, height=30)
    return uploads.store(accepted, about="test", at=now())


def status(client: Client, path: str) -> int:
    """Return the status; reading to the end closes the file that was handed out."""
    response = client.get(path)
    b"".join(response)
    return response.status_code


@pytest.fixture
def profile(agency_a: Agency) -> Profile:
    row = Profile(agency=agency_a, live=False, motto="Cepat dan ramah", vision="Semua terlayani")
    row.missions = [Mission(text="Melayani tanpa pungutan")]
    row.officials = [Official(name="Agus Setiawan", office="Kepala Dinas", photo=stored())]
    row.ways = [ComplaintWay(kind="phone", value="(0000) 10108", tested_on=date(2026, 10, 1))]
    row.save()
    row.save_revision().publish()
    return Profile.objects.get(pk=row.pk)


def test_all_seven_points_stand_on_the_page_once(sari: Client, agency_a: Agency) -> None:
    page = HTMLParser(sari.get(PAGE).content.decode())

    found = [node.attributes["data-point"] for node in page.css("[data-point]")]
    assert sorted(found) == sorted(point.value for point in Point)


@pytest.mark.parametrize("point", ["pledge", "vision", "complaints", "recognition"])
def test_an_empty_point_says_so(point: str, sari: Client, agency_a: Agency) -> None:
    assert "Belum diisi" in section(sari, point)


def test_performance_says_plainly_what_is_not_measured(sari: Client, service_a: Service) -> None:
    shown = section(sari, "performance")

    assert "1 dari 1" in shown
    assert "belum diukur" in shown


def test_a_published_profile_is_shown(sari: Client, profile: Profile) -> None:
    assert "Cepat dan ramah" in section(sari, "vision")
    assert "Agus Setiawan" in section(sari, "organiser")
    assert "Dicoba 1 Oktober 2026" in section(sari, "complaints")


def test_a_draft_stays_off_the_page(sari: Client, profile: Profile) -> None:
    profile.motto = "Rahasia"
    profile.save_revision()

    assert "Rahasia" not in section(sari, "vision")


def test_a_profile_taken_down_leaves_no_trace(sari: Client, profile: Profile) -> None:
    Profile.objects.get(pk=profile.pk).unpublish()

    assert "Cepat dan ramah" not in sari.get(PAGE).content.decode()


def test_the_pledge_and_its_history_are_shown(sari: Client, agency_a: Agency) -> None:
    factories.pledge(agency_a, valid_from=date(2022, 1, 2), text="Janji lama")
    factories.pledge(agency_a)

    shown = section(sari, "pledge")

    assert "sanggup memberikan pelayanan" in shown
    assert "Berlaku sejak 2 Januari 2022" in shown
    assert "Janji lama" in shown


@pytest.mark.django_db(transaction=True)
def test_publishing_makes_the_kept_page_stale(
    sari: Client, agency_a: Agency, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    sari.get(PAGE)

    factories.pledge(agency_a, text="Janji baru")

    assert "Janji baru" in section(sari, "pledge")


def test_a_shown_picture_is_handed_out_and_no_other(sari: Client, profile: Profile) -> None:
    uid = profile.published_showcase().officials[0].photo.uid
    hidden = stored()

    assert status(sari, f"{PAGE}berkas/{uid}/") == 200
    assert status(sari, f"{PAGE}berkas/{hidden.uid}/") == 404
    assert status(sari, f"/opd/dinsos/berkas/{uid}/") == 404


def test_the_scan_of_a_draft_is_not_handed_out(sari: Client, agency_a: Agency, agus: User) -> None:
    scan = stored()
    made = factories.pledge(agency_a, scan=scan, live=False)
    assert status(sari, f"{PAGE}berkas/{scan.uid}/") == 404

    Pledge.objects.get(pk=made.pk).get_latest_revision().publish()

    assert status(sari, f"{PAGE}berkas/{scan.uid}/") == 200


def test_the_whole_page_costs_few_queries(
    sari: Client, profile: Profile, service_a: Service, agency_a: Agency
) -> None:
    factories.pledge(agency_a, scan=stored())
    sari.get("/layanan/dukcapil/ktp-el-ganti/")

    with CaptureQueriesContext(connection) as queries:
        sari.get(PAGE)

    assert len(queries) <= 12


def test_markup_in_a_profile_stays_text(sari: Client, agency_a: Agency) -> None:
    row = Profile(agency=agency_a, live=False, vision="<script>alert(1)</script>")
    row.ways = [ComplaintWay(kind="web", value="javascript:alert(1)")]
    row.save()
    row.save_revision().publish()

    page = sari.get(PAGE).content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page
