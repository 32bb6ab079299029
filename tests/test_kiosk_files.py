"""A shared screen has no files of its visitors: they follow from the phone."""

import pytest
from django.test import Client

from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.eforms import codes
from maklumat.eforms.models import Submission
from maklumat.eforms.tests import factories as forms
from maklumat.eforms.tests.test_files import CONTENT, FAMILY, PAGE, picture
from maklumat.kiosk.tests import factories as kiosk

INSIDE = "/kiosk/buka"
pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(client: Client, agency_a: Agency) -> Client:
    kiosk.enrol(kiosk.device(agency_a), client)
    return client


def test_files_are_sent_afterwards_from_the_phone(
    screen: Client, service_a: Service, government: Government
) -> None:
    forms.form(service_a, CONTENT, takes_submissions=True)
    page = screen.get(INSIDE + PAGE).content.decode()
    assert 'type="file"' not in page
    assert "Layar ini tidak bisa mengirim berkas" in page

    typed = {"q-nama": "Sari", "q-foto": "lampir", "q-foto-file": picture(), "seen": "foto"}
    screen.post(INSIDE + PAGE, typed)
    screen.post(INSIDE + FAMILY)
    screen.post(INSIDE + PAGE.replace("isi/bukti/", "kirim/"), {"email": ""})

    row = Submission.objects.get()
    assert (row.channel, row.files.count()) == ("kiosk", 0)
    phone = Client()
    follow = f"/formulir/lacak/{codes.token(row.number)}/"
    assert '<details class="accordion" open>' in phone.get(follow).content.decode()
    phone.post(f"{follow}susul/", {"question": "bukti.foto", "files": picture()})
    assert row.files.get().name == "rumah.jpg"
