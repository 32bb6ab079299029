"""Somebody leaves: the server keeps nothing of them but what they sent."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from maklumat.agencies.models import Region
from maklumat.catalogue.models import Service
from maklumat.eforms import sitting
from maklumat.eforms.models import Submission
from maklumat.eforms.tests import factories as forms
from maklumat.eforms.tests.test_following import BASE, NIK
from maklumat.kiosk import actions
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make

INSIDE = "/kiosk/buka"


class Remembering:
    """What is written into the cache under a name that begins so."""

    def __init__(self, monkeypatch: Any) -> None:
        self.names: set[str] = set()
        write = cache.set

        def noted(name: str, *args: Any, **kwargs: Any) -> None:
            self.names.add(name)
            write(name, *args, **kwargs)

        monkeypatch.setattr(cache, "set", noted)

    def kept(self) -> list[str]:
        own = [name for name in self.names if name.startswith("eforms:")]
        return [name for name in own if cache.get(name) is not None]


@pytest.fixture
def screen(service_a: Service, client: Client, government: Any) -> Device:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    forms.form(service_a, takes_submissions=True)
    row = make.device(service_a.agency, name="Kiosk lobi Dukcapil")
    make.enrol(row, client)
    return row


def fill(client: Client) -> None:
    client.post(f"{INSIDE}{BASE}isi/data/", {"q-nama": "Sari", "q-nik": NIK, "q-alasan": "rusak"})
    client.post(f"{INSIDE}{BASE}isi/keluarga/1/", {"q-nama": "Budi"})


def test_nothing_of_a_form_is_left_in_the_cache(
    client: Client, screen: Device, monkeypatch: Any
) -> None:
    written = Remembering(monkeypatch)
    fill(client)
    assert len(written.kept()) >= 2
    old = client.cookies[sitting.COOKIE].value
    client.post("/kiosk/selesai/")
    assert written.kept() == []
    client.cookies[sitting.COOKIE] = old  # whoever saved the cookie finds an empty form
    assert NIK not in client.get(f"{INSIDE}{BASE}isi/data/").content.decode()


def test_every_cookie_but_the_device_is_deleted_where_it_lies(
    client: Client, screen: Device
) -> None:
    client.cookies[sitting.COOKIE] = "x"
    response = client.post("/kiosk/selesai/")
    told = [(morsel.key, morsel["path"], morsel["max-age"]) for morsel in response.cookies.values()]
    assert (sitting.COOKIE, "/", 0) in told
    assert (sitting.COOKIE, "/kiosk/", 0) in told
    assert all(name != "perangkat" for name, *_more in told)


def test_the_session_row_goes(client: Client, screen: Device, budi: Any) -> None:
    client.force_login(budi)
    assert Session.objects.count() == 1
    assert settings.SESSION_COOKIE_NAME in client.cookies
    client.post("/kiosk/selesai/")
    assert Session.objects.count() == 0


def test_a_screen_that_was_withdrawn_meanwhile_forgets_its_last_visitor(
    client: Client, screen: Device, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    written = Remembering(monkeypatch)
    fill(client)
    assert len(written.kept()) >= 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.revoke(device=screen, by="Dewi", at=make.AT)
    assert client.get("/kiosk/perangkat.json").status_code == 401
    response = client.post("/kiosk/selesai/")
    assert written.kept() == []
    assert response.cookies[sitting.COOKIE]["max-age"] == 0


def test_a_stranger_cannot_make_somebody_leave(client: Client, service_a: Service) -> None:
    client.cookies[sitting.COOKIE] = "x"
    assert client.post("/kiosk/selesai/").cookies == {}
    assert client.get("/kiosk/selesai/").status_code == 405


def test_a_form_that_was_handed_in_names_the_screen(client: Client, screen: Device) -> None:
    fill(client)
    answer = client.post(f"{INSIDE}{BASE}kirim/", {"email": ""})
    assert answer.status_code == 302, answer.content.decode()
    row = Submission.objects.get()
    assert (row.channel, row.sent_from) == ("kiosk", screen.name)


def test_a_screen_that_starts_again_after_it_was_withdrawn_forgets_its_last_visitor(
    client: Client,
    screen: Device,
    monkeypatch: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    written = Remembering(monkeypatch)
    fill(client)
    with django_capture_on_commit_callbacks(execute=True):
        actions.revoke(device=screen, by="Dewi", at=make.AT)
    response = client.get("/kiosk/")
    assert response["Location"] == "/kiosk/daftar/"
    assert written.kept() == []
    assert response.cookies[sitting.COOKIE]["max-age"] == 0
    assert response.cookies["perangkat"]["max-age"] == 0
