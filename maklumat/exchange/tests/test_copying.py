"""The copy of the catalogue: opens from anywhere, and every link in it leads somewhere."""

import posixpath
import zipfile
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import Component
from maklumat.catalogue.tests import factories
from maklumat.printing import actions as printing
from maklumat.printing.models import PrintJob

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ordered(client: Client) -> PrintJob:
    """Order a copy as the page does, and make it as the worker would."""
    response = client.post(reverse("exchange:copy"))
    assert response.status_code == 302
    job = PrintJob.objects.get()
    printing.make(pk=job.pk, clock=now)
    job.refresh_from_db()
    return job


def fetched(client: Client) -> bytes:
    job = ordered(client)
    assert (job.state, job.problems) == ("done", [])
    response = client.get(reverse("printing-staff:fetch", args=[job.pk]))
    return b"".join(response.streaming_content)


def test_who_only_looks_gets_the_copy_but_deletes_only_what_they_ordered(
    budi: User, service_a: Service
) -> None:
    job = ordered(signed_in(budi))
    maria = people.user("Maria")
    agency_rows.membership(maria, "assessor", None)
    client = signed_in(maria)

    page = client.get(reverse("exchange:index")).content.decode()
    assert reverse("printing-staff:fetch", args=[job.pk]) in page
    assert reverse("printing-staff:discard", args=[job.pk]) not in page
    assert client.post(reverse("printing-staff:discard", args=[job.pk])).status_code == 404
    assert client.get(reverse("printing-staff:progress") + "?content=copy").status_code == 200
    assert (job.done, job.total) == (1, 1)


def test_a_citizen_gets_no_copy(sari: Client, service_a: Service) -> None:
    assert sari.post(reverse("exchange:copy")).status_code in (302, 404)
    assert not PrintJob.objects.exists()


def test_nothing_published_is_told(budi: User, agency_a: Agency) -> None:
    response = signed_in(budi).post(reverse("exchange:copy"))

    assert response.status_code == 400
    assert not PrintJob.objects.exists()


def test_the_copy_needs_no_network(budi: User, service_a: Service, agency_b: Agency) -> None:
    factories.service("Rancangan", agency=agency_b, complete=False)
    service_a.summary = "RAHASIA draf"
    service_a.duration_note = "RAHASIA draf"
    service_a.save_revision()
    archive = zipfile.ZipFile(BytesIO(fetched(signed_in(budi))))

    names = set(archive.namelist())
    card = "layanan/dukcapil/ktp-el-ganti.html"
    assert {"index.html", "gaya.css", "opd/dukcapil.html", card} == names
    for name in names - {"gaya.css"}:
        text = archive.read(name).decode()
        page = BeautifulSoup(text, "html.parser")
        assert "RAHASIA" not in text
        assert not page.select("script, [src]")
        for link in page.select("[href]"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link["href"]))
            assert target in names, f"{name}: {link['href']}"
    shown = BeautifulSoup(archive.read(card), "html.parser").select("[data-component]")
    assert {part["data-component"] for part in shown} == {part.value for part in Component}
    assert "Kartu Keluarga" in archive.read(card).decode()
