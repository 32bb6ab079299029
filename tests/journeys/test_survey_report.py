"""A period is reported: from the list to the published paper that everybody can fetch."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.surveys import periods
from maklumat.surveys.models import Report
from maklumat.surveys.periods import Kind
from maklumat.surveys.tests import factories as make
from tests.browser import PHONE, faults
from tests.journeys import steps

pytestmark = pytest.mark.browser
LIST = "/petugas/survei/laporan/"


@pytest.fixture
def ended(service_a: Service) -> periods.Period:
    """Answers in the semester that ended last."""
    period = periods.current(Kind.SEMESTER, localdate()).previous
    for mark in (2, 3, 3, 3, 4, 4):
        make.response(service_a, mark, day=period.first, sex="P", age=35)
    return period


def test_the_head_reports_a_period_on_a_phone(
    someone: Callable[..., Page], sari: Client, agus: User, ended: periods.Period
) -> None:
    page = someone(viewport=PHONE, bypass_csp=True)
    steps.sign_in(page, agus)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        steps.expect_no_sideways_scroll(page)
        found[name] = faults(page)

    page.goto(LIST)
    look("list")
    steps.send(page.get_by_role("button", name="Mulai laporan Dinas Kependudukan"))
    look("report")
    steps.send(page.get_by_role("link", name="Rencanakan untuk").first)
    page.get_by_label("Yang akan dikerjakan").fill("Memasang layar antrean")
    page.get_by_label("Penanggung jawab").fill("Kepala Seksi Pelayanan")
    page.get_by_label("Batas waktu").fill(f"{localdate().year + 1}-03-31")
    look("plan")
    steps.send(page.get_by_role("button", name="Simpan rencana"))
    steps.send(page.get_by_role("link", name="Memasang layar antrean"))
    look("line")
    report = Report.objects.get()
    page.goto(f"{LIST}{report.pk}/naskah/")
    look("chapters")
    page.goto(f"{LIST}{report.pk}/")
    steps.send(page.get_by_role("link", name="Terbitkan laporan"))
    look("publish")
    page.get_by_role("button", name="Terbitkan laporan").click()

    expect(page.get_by_text("Laporan sudah terbit")).to_be_visible()
    assert found == {name: [] for name in found}
    made = sari.get(f"/survei/laporan/dukcapil/{ended.code}.pdf")
    assert made.content.startswith(b"%PDF")
