"""What a kiosk keeps for the time without a network: its own addresses, and forms to be printed."""

from typing import Any

import pytest
from django.test import Client

from maklumat.catalogue.models import Service
from maklumat.eforms.tests import factories as forms
from maklumat.kiosk.tests import factories as make

LIST = "/luring/isi.json"


def told(client: Client, base: str = "") -> list[str]:
    found: dict[str, Any] = client.get(f"{base}{LIST}").json()
    return list(found["keep"])


@pytest.mark.django_db
def test_the_worker_of_a_kiosk_knows_its_own_addresses(sari: Client) -> None:
    answer = sari.get("/kiosk/pekerja.js")
    text = answer.content.decode()
    assert answer["Service-Worker-Allowed"] == "/kiosk/"
    assert '"/kiosk/buka/pengaduan/baru/": "/kiosk/buka/pengaduan/baru/luring/"' in text
    assert '"own": ["/kiosk/"]' in text


def test_a_kiosk_keeps_its_own_addresses_and_blank_forms(
    client: Client, service_a: Service
) -> None:
    forms.form(service_a, takes_submissions=True)
    make.enrol(make.device(service_a.agency), client)
    keep = told(client, "/kiosk/buka")
    assert all(address.startswith("/kiosk/buka/") for address in keep)
    assert [address for address in keep if address.endswith("/kosong.pdf")]
    assert not [address for address in told(Client()) if address.endswith(".pdf")]
