"""A service card leads to the form of its service, where there is one."""

from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from maklumat.catalogue import lines
from maklumat.catalogue.models import Service
from maklumat.eforms import entrances
from maklumat.eforms.actions import forms
from maklumat.eforms.tests import factories as make

CARD = "/layanan/dukcapil/ktp-el-ganti/"
START = "/formulir/dukcapil/ktp-el-ganti/ktp-hilang/"


def test_a_card_leads_to_the_form(
    client: Client, service_a: Service, django_capture_on_commit_callbacks
) -> None:
    assert "Isi formulir" not in client.get(CARD).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        make.form(service_a)
    page = client.get(CARD).content.decode()
    assert f'href="{START}"' in page
    assert "Isi formulir" in page


def test_the_way_to_the_form_costs_a_card_no_query(
    service_a: Service, django_assert_num_queries
) -> None:
    make.form(service_a)
    cache.clear()
    lines.forms_of(service_a)
    with django_assert_num_queries(0):
        found = lines.forms_of(service_a)
    assert [way.fill for way in found] == [START]


def test_of_several_forms_the_card_offers_each_to_fill_in_and_blank(
    client: Client, service_a: Service
) -> None:
    cache.clear()
    make.form(service_a)
    make.form(service_a, {**make.CONTENT, "code": "lain", "title": "Pernyataan lain"})
    page = client.get(CARD).content.decode()
    for code in ("ktp-hilang", "lain"):
        assert f'href="/formulir/dukcapil/ktp-el-ganti/{code}/"' in page
        assert f'href="/formulir/dukcapil/ktp-el-ganti/{code}/kosong.pdf"' in page
    assert "Pernyataan lain" in page


def test_a_requirement_that_names_a_form_leads_to_it(client: Client, service_a: Service) -> None:
    cache.clear()
    asked = service_a.published_standard().requirements[0].items[0].text
    make.form(service_a, named_as=f"F-9.99, {asked}")
    page = client.get(CARD).content.decode()
    before, _label, after = page.partition(asked)
    assert before.count(f"{START}kosong.pdf") + after.count(f"{START}kosong.pdf") == 2
    item = after.partition("</li>")[0]
    assert f'href="{START}"' in item
    assert f'href="{START}kosong.pdf"' in item


def test_a_draft_is_no_form_yet(service_a: Service) -> None:
    cache.clear()
    forms.make(
        agency=service_a.agency, content=make.CONTENT, services=[service_a], by="budi", at=now()
    )
    assert entrances.ways(service_a) == []
