"""The public pages of satisfaction: no fault in any look, nothing beside the screen, a way on."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as catalogue
from maklumat.surveys import periods, standing
from maklumat.surveys.models import FollowUp, Report
from maklumat.surveys.periods import Kind
from maklumat.surveys.tests import factories as make
from tests.browser import PHONE, faults_in_every_look
from tests.journeys.test_accessibility import faults_of

pytestmark = pytest.mark.browser
RESULTS = "/survei/dukcapil/ktp-el-ganti/hasil/"


@pytest.fixture
def answers(service_a: Service, agency_a: Agency) -> None:
    """A service with figures, one with too few, one that is hidden with it, a plan, a report."""
    today = localdate()
    before = periods.current(Kind.SEMESTER, today).previous
    for times, mark, day in ((9, 2, before.first), (40, 4, today), (12, 3, today)):
        for _time in range(times):
            make.response(service_a, mark, day=day, sex="P", age=35)
    held = make.suspicion(service_a)
    for _time in range(6):
        make.response(service_a, 1, day=today, suspicion=held)
    for name, times in (("Akta lahir", 3), ("Kartu Keluarga", 8)):
        other = catalogue.service(name, agency=agency_a)
        for _time in range(times):
            make.response(other, 3, day=today)
    report = Report.objects.create(
        agency=agency_a, instrument=make.version(), first=before.first, last=before.last,
        made_at=make.AT, made_by="Budi", published_at=make.AT,
    )  # fmt: skip
    for state in ("planned", "running", "done"):
        FollowUp.objects.create(
            report=report, agency=agency_a, element="waktu", action="Menambah satu loket cetak",
            person="Budi", due=date(2027, 3, 31), state=state, finished_on=today,
            made_at=make.AT,
        )  # fmt: skip
    standing.keep(agency_a.government, today=today)


@pytest.mark.usefixtures("answers")
def test_pages_of_satisfaction_have_no_fault(someone: Callable[..., Page]) -> None:
    page = someone(bypass_csp=True, viewport=PHONE)
    found = {}

    pages = [RESULTS, f"{RESULTS}?periode=salah", f"/en{RESULTS}", "/survei/data/", "/kinerja/"]
    pages += [f"/survei/dukcapil/{name}/hasil/" for name in ("akta-lahir", "kartu-keluarga")]
    for address in [*pages, "/opd/dukcapil/", "/layanan/dukcapil/ktp-el-ganti/", "/"]:
        found[address] = faults_of(page, address)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
        found[f"{address} opened"] = faults_in_every_look(page)

    told = [f"{address} {fault}" for address, lines in found.items() for fault in lines]
    assert not told, "\n".join(told)


@pytest.mark.usefixtures("answers")
def test_from_the_card_to_the_results_and_on_without_scripts(someone: Callable[..., Page]) -> None:
    page = someone(viewport=PHONE, java_script_enabled=False)

    page.goto("/layanan/dukcapil/ktp-el-ganti/")
    page.get_by_role("link", name="Kepuasan").click()
    expect(page.locator(".index__score")).to_have_text("94,23")
    page.get_by_role("navigation", name="Periode").get_by_role("link").first.click()
    expect(page.locator(".index__score")).to_have_text("50,00")
    page.get_by_role("link", name="Nilai layanan ini").click()

    assert page.url.endswith("/survei/dukcapil/ktp-el-ganti/")
