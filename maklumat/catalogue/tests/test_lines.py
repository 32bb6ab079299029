"""A card says in one quiet line what another app knows of its service."""

from collections.abc import Iterator

import pytest
from django.test import Client

from maklumat.catalogue import lines
from maklumat.catalogue.lines import Line
from maklumat.catalogue.models import Service


def greeting(service: Service) -> Line | None:
    return Line(f"Halo <{service.slug}>", "/halo/") if service.slug else None


def silence(_service: Service) -> Line | None:
    return None


@pytest.fixture
def offers() -> Iterator[None]:
    before = list(lines.OFFERS)
    lines.offer(greeting)
    lines.offer(silence)
    lines.offer(greeting)
    yield
    lines.OFFERS[:] = before


@pytest.mark.usefixtures("offers")
def test_a_card_shows_each_line_once_and_escaped(sari: Client, service_a: Service) -> None:
    page = sari.get("/layanan/dukcapil/ktp-el-ganti/").content.decode()

    assert page.count('<a href="/halo/">Halo &lt;ktp-el-ganti&gt;</a>') == 1


def test_without_offers_a_card_says_nothing(sari: Client, service_a: Service) -> None:
    assert "card-line" not in sari.get("/layanan/dukcapil/ktp-el-ganti/").content.decode()
