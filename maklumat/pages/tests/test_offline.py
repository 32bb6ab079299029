"""The worker, and the list of what a device may keep: short, exact, with nobody's own pages in it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.complaints.tests import factories as complaints
from maklumat.core.pagecache import purge
from maklumat.eforms.tests import factories as forms
from maklumat.pages import keeping
from maklumat.surveys.tests import factories as surveys

LIST = "/luring/isi.json"
SECRET = re.compile(r"lacak|isi/|periksa|kirim|petugas|akun|kode=|token|[?]")


@pytest.fixture
def rows(service_a: Service) -> Service:
    surveys.version()
    complaints.terms()
    forms.form(service_a, takes_submissions=True)
    return service_a


def told(client: Client, query: str = "", base: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{base}{LIST}{query}").json()
    return found


@pytest.mark.django_db
def test_the_worker_speaks_for_all_pages_and_is_asked_for_anew_each_time(sari: Client) -> None:
    answer = sari.get("/pekerja.js")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    assert '"prefix": "/"' in text
    assert '"/pengaduan/baru/": "/pengaduan/baru/luring/"' in text
    assert "Halaman ini belum pernah dibuka di perangkat ini." in text
    assert sari.post("/pekerja.js").status_code == 405


def test_every_page_of_the_list_is_there_and_kept_for_everybody(
    sari: Client, rows: Service
) -> None:
    keep = told(sari)["keep"]
    assert {f"/layanan/{rows.agency.slug}/{rows.slug}/", "/", "/opd/", "/survei/"} <= keep.keys()
    assert not [address for address in keep if SECRET.search(address)]
    for address in keep:
        answer = sari.get(address)
        assert answer.status_code == 200, address
        assert "public" in answer.get("Cache-Control", ""), address
        assert not answer.cookies, address
        assert hasattr(resolve(address).func, "page_policy"), address


def test_the_same_list_costs_an_empty_answer(sari: Client, rows: Service) -> None:
    first = sari.get(LIST)
    again = sari.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_only_what_changed_since_a_list(
    sari: Client,
    rows: Service,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    other = services.service(agency=rows.agency, name="Akta kelahiran", slug="akta-lahir")
    before = told(sari)
    with django_capture_on_commit_callbacks(execute=True):
        purge("services", f"service:{rows.pk}")
    after = told(sari, f"?sejak={before['stamp']}")
    assert after["since"] == before["stamp"]
    assert f"/layanan/{rows.agency.slug}/{rows.slug}/" in after["keep"]
    assert f"/layanan/{rows.agency.slug}/{other.slug}/" not in after["keep"]
    nothing = told(sari, f"?sejak={after['stamp']}")
    assert (nothing["keep"], nothing["drop"]) == ({}, [])


def test_a_page_that_is_gone_is_named(
    sari: Client, rows: Service, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = told(sari)
    with django_capture_on_commit_callbacks(execute=True):
        rows.unpublish()
    after = told(sari, f"?sejak={before['stamp']}")
    assert f"/layanan/{rows.agency.slug}/{rows.slug}/" in after["drop"]


def test_a_flood_of_choices_is_not_remembered(
    sari: Client, rows: Service, agency_b: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maklumat.pages.views.offline.LISTS", 1)
    second = services.service(agency=agency_b, slug="izin-lain")
    kept = told(sari, f"?opd={rows.agency.slug}")["stamp"]
    lost = told(sari, f"?opd={second.agency.slug}")["stamp"]
    assert kept != lost
    assert told(sari, f"?opd={rows.agency.slug}&sejak={kept}")["since"] == kept
    assert told(sari, f"?opd={second.agency.slug}&sejak={lost}")["since"] == ""
    whole = told(sari)["stamp"]
    assert told(sari, f"?sejak={whole}")["since"] == whole  # of all agencies there is one list


@pytest.mark.parametrize("since", ["000000000000", "x", "../../etc", "a" * 500])
def test_a_list_that_nobody_made_gets_everything(sari: Client, rows: Service, since: str) -> None:
    found = told(sari, f"?sejak={since}")
    assert found["since"] == ""
    assert found["keep"] == told(sari)["keep"]


def test_only_the_agencies_that_are_asked_for(
    sari: Client, rows: Service, agency_b: Agency
) -> None:
    services.service(agency=agency_b, name="Izin", slug="izin")
    keep = told(sari, f"?opd={rows.agency.slug}")["keep"]
    assert f"/opd/{rows.agency.slug}/" in keep
    assert not [address for address in keep if f"/{agency_b.slug}/" in address]
    assert "/layanan/" in keep


def test_the_list_costs_few_queries_and_is_bounded(
    sari: Client,
    rows: Service,
    django_assert_max_num_queries: Callable[..., Any],
    settings: Any,
) -> None:
    for number in range(20):
        services.service(agency=rows.agency, name=f"Layanan {number}", slug=f"layanan-{number}")
    with django_assert_max_num_queries(6):
        sari.get(LIST)
    assert len(told(sari)["keep"]) <= keeping.MOST_PAGES


def test_the_page_shown_without_a_network_is_the_same_for_everybody(
    sari: Client, government: object
) -> None:
    answer = sari.get("/luring/")
    assert "public" in answer["Cache-Control"]
    assert "noindex" in answer.content.decode()
