"""A citizen lets the browser tell of news of a form that was handed in, and takes that back."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from maklumat.agencies.models import Government, Region
from maklumat.catalogue.models import Service
from maklumat.core import push
from maklumat.eforms import codes
from maklumat.eforms.actions import submitting
from maklumat.eforms.models import Submission, SubmissionBrowser
from maklumat.eforms.queries.forms import offered_form
from maklumat.eforms.tests import factories as make
from tests.journeys.test_following import FAKE_SERVICE

pytestmark = pytest.mark.browser
ANSWERS = {
    "data": {"nama": "Sari Wulandari", "nik": "3204114505900001", "alasan": "rusak"},
    "keluarga": [{"nama": "Budi"}],
}


def handed_in(service: Service) -> Submission:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    make.form(service, takes_submissions=True)
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", now())
    filled = submitting.Filled(offered, ANSWERS, uuid4())
    return submitting.submit(filled=filled, at=now()).submission


def test_a_browser_agrees_to_be_told_of_a_form_and_stops(
    page: Page, service_a: Service, government: Government, settings: object
) -> None:
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    row = handed_in(service_a)
    keys = f'{{ p256dh: "{push.public_key()}", auth: "AAAAAAAAAAAAAAAAAAAAAA" }}'
    page.add_init_script(FAKE_SERVICE.replace("KEYS", keys))
    page.goto(reverse("eforms:follow", args=[codes.token(row.number)]))
    page.evaluate("localStorage.setItem('report:push:PGD-2026-1', '/')")  # a report is told of, too
    page.get_by_role("button", name="Kabari saya lewat peramban ini").click()
    expect(page.locator("[data-said]")).to_have_text("Sudah. Kabar akan muncul di sini.")
    assert SubmissionBrowser.objects.get().submission == row

    page.reload()
    page.get_by_role("button", name="Berhenti mengabari lewat peramban ini").click()
    expect(page.locator("[data-said]")).to_have_text("Sudah. Kabar tidak muncul lagi di sini.")
    assert not SubmissionBrowser.objects.exists()
    assert not page.evaluate("window.unsubscribed"), "the report would hear nothing any more"
