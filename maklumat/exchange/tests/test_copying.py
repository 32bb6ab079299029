"""The copy of the catalogue: opens from anywhere, and every link in it leads somewhere."""

import posixpath
import zipfile
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import Component
from maklumat.catalogue.tests import factories

pytestmark = pytest.mark.django_db


def test_the_copy_needs_no_network(budi: User, service_a: Service, agency_b: Agency) -> None:
    factories.service("Rancangan", agency=agency_b, complete=False)
    service_a.summary = "RAHASIA draf"
    service_a.duration_note = "RAHASIA draf"
    service_a.save_revision()
    client = Client()
    client.force_login(budi)

    archive = zipfile.ZipFile(BytesIO(client.get(reverse("exchange:copy")).content))

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
