"""Everything that a known screen sends carries its name, unless that could name somebody."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.complaints import codes
from maklumat.complaints.models import Complaint
from maklumat.complaints.tests import factories as cases
from maklumat.complaints.tests.test_filing_pages import TEXT, fields, old_stamp
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make
from maklumat.surveys import bursts
from maklumat.surveys.models import Rating, Response, State, Suspicion
from maklumat.surveys.tests import factories as surveys

INSIDE = "/kiosk/buka"
NAME = "Kiosk lobi Dukcapil"


@pytest.fixture
def screen(service_a: Service, client: Client) -> Device:
    point = surveys.point(service_a, only_place=True)
    row = make.device(service_a.agency, name=NAME, point=point)
    make.enrol(row, client)
    return row


def filed(client: Client, **answers: Any) -> Complaint:
    """File a report in three steps below the kiosk's prefix."""
    path = f"{INSIDE}/pengaduan/baru/"
    second = fields(client.post(path, {**fields(client.get(path)), "text": TEXT, "go": "next"}))
    third = fields(client.post(path, {**second, "go": "next"}))
    sent = {**third, "begun": old_stamp(), "go": "send", **answers}
    response = client.post(path, sent)
    assert response.status_code == 302, response.content.decode()
    assert response["Location"].startswith(f"{INSIDE}/pengaduan/")
    return Complaint.objects.get()


@pytest.fixture
def _terms(government: object) -> None:
    cases.terms()


@pytest.mark.usefixtures("_terms", "screen")
def test_a_report_takes_no_files_here_and_is_seen_here(client: Client) -> None:
    path = f"{INSIDE}/pengaduan/baru/"
    page = client.get(path).content.decode()
    assert 'type="file"' not in page
    assert "lewat ponsel" in page
    second = fields(client.post(path, {**fields(client.get(path)), "text": TEXT, "go": "next"}))
    third = fields(client.post(path, {**second, "go": "next"}))
    answers = {"begun": old_stamp(), "go": "send", "identity": "anonymous"}
    arrived = client.post(path, {**third, **answers}, follow=True).content.decode()
    assert f'href="{INSIDE}/pengaduan/lacak/' in arrived


@pytest.mark.usefixtures("_terms")
def test_a_report_names_the_screen(client: Client, screen: Device, budi: Any) -> None:
    case = filed(client, identity="named", name="Sari")
    assert (case.channel, case.sent_from) == ("kiosk", NAME)
    assert NAME in case.way
    Complaint.objects.update(agency=screen.agency)
    staff = Client()
    staff.force_login(budi)
    page = staff.get(f"/petugas/pengaduan/{case.number}/").content.decode()
    assert f"dari {NAME}" in page
    assert NAME in staff.get("/petugas/pengaduan/?tab=terbuka").content.decode()


@pytest.mark.usefixtures("_terms")
def test_an_anonymous_report_does_not(client: Client, screen: Device) -> None:
    case = filed(client, identity="anonymous")
    assert case.anonymous
    assert (case.channel, case.sent_from) == ("kiosk", "")


@pytest.mark.usefixtures("_terms")
def test_an_address_makes_no_kiosk(sari: Client) -> None:
    path = "/pengaduan/baru/?kanal=kiosk"
    second = fields(sari.post(path, {**fields(sari.get(path)), "text": TEXT, "go": "next"}))
    third = fields(sari.post(path, {**second, "go": "next"}))
    sari.post(path, {**third, "begun": old_stamp(), "go": "send", "channel": "kiosk"})
    assert Complaint.objects.get().channel == "web"


def answer(client: Client, service: Service, path: str = INSIDE, **more: object) -> Any:
    sent = {f"skm-{key}": "3" for key in surveys.skm().keys}
    address = f"{path}/survei/{service.agency.slug}/{service.slug}/"
    return client.post(address, {**sent, "uid": str(uuid4()), "seconds": "70", **more})


def test_answers_name_the_screen_and_its_point(
    client: Client, screen: Device, service_a: Service
) -> None:
    surveys.version()
    assert answer(client, service_a).status_code == 302
    row = Response.objects.get()
    assert (row.channel, row.sent_from, row.point) == ("kiosk", NAME, screen.point)


def test_a_screen_without_a_point_is_believed_to_be_a_kiosk(
    client: Client, screen: Device, service_a: Service
) -> None:
    surveys.version()
    Device.objects.update(point=None)
    for _each in range(bursts.LIMITS[bursts.Ground.SHARED].same_flat + 3):  # type: ignore[operator]  # a number there
        answer(client, service_a)
    assert set(Response.objects.values_list("state", flat=True)) == {State.COUNTED.value}
    assert not Suspicion.objects.exists()


def test_a_tap_names_the_screen(client: Client, screen: Device, service_a: Service) -> None:
    door = surveys.point(service_a, use="rating")
    address = f"{INSIDE}/survei/t/{door.code}/"
    assert client.post(address, {"value": "4", "uid": str(uuid4())}).status_code == 302
    assert Rating.objects.get().sent_from == NAME


def test_the_name_stays_as_it_was(client: Client, screen: Device, service_a: Service) -> None:
    surveys.version()
    answer(client, service_a)
    Device.objects.update(name="Kiosk taman")
    assert Response.objects.get().sent_from == NAME
    assert re.fullmatch(r"[0-9a-f-]{36}", str(screen.uid))


def test_a_name_fits_every_table(agency_a: Agency) -> None:
    longest = {
        model._meta.get_field("sent_from").max_length for model in (Complaint, Response, Rating)
    }
    assert longest == {Device._meta.get_field("name").max_length}


@pytest.mark.usefixtures("_terms")
def test_ones_report_opens_by_number_and_code_without_a_session(
    client: Client, screen: Device
) -> None:
    case = filed(client, identity="named", name="Sari")
    path = f"{INSIDE}/pengaduan/lacak/"
    code = codes.code_for(str(case.client_uid))
    answer = client.post(path, {"number": case.number, "code": code})
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert case.number in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert "sessionid" not in answer.cookies
    assert client.post(path, {"number": case.number, "code": "AAAA"}).status_code == 422
