"""The public questionnaire: shown, taken, refused with a sentence for each wrong value."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Offering, Service
from maklumat.core import ratelimit
from maklumat.core.tests.pageform import form_fields
from maklumat.surveys import queries
from maklumat.surveys.actions import tickets
from maklumat.surveys.models import Point, Response, SurveySettings
from maklumat.surveys.tests import factories as make
from maklumat.surveys.views.answering import HOUR, POSTS

FORM = "form[data-answers]"
JSON = {"Accept": "application/json"}


@pytest.fixture
def address(service_a: Service) -> str:
    make.version()
    return reverse("surveys:answer", args=["dukcapil", "ktp-el-ganti"])


def sent(**fields: object) -> dict[str, object]:
    """What a browser sends for a complete questionnaire."""
    filled = {f"skm-{key}": "3" for key in make.skm().keys}
    return {**filled, "uid": str(uuid4()), **fields}


def questions_of(captured: CaptureQueriesContext) -> list[str]:
    """Return what was asked of the database, without the marks of nested transactions."""
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if "SAVEPOINT" not in sql]


def said(sari: Client, address: str, **fields: object) -> str:
    """Return the page that a wrong value brings."""
    answer = sari.post(address, sent(**fields))
    assert answer.status_code == 422
    assert not Response.objects.exists()
    return str(answer.content.decode())


def test_a_questionnaire_is_kept_and_thanked_for(sari: Client, address: str) -> None:
    fields = form_fields(sari.get(address).content.decode(), FORM)
    answer = sari.post(
        address, {**fields, **sent(sex="P", age="34", text="Cepat 👍", seconds="70")}
    )
    row = Response.objects.get()

    assert answer.status_code == 302
    assert answer.url == reverse("surveys:thanks", args=["dukcapil", "ktp-el-ganti"])
    assert (row.sex, row.age, row.text, row.seconds) == ("P", 34, "Cepat 👍", 70)
    assert (row.channel, row.state, row.day) == ("web", "counted", localdate())
    assert "Terima kasih" in sari.get(answer.url).content.decode()


def test_the_page_is_one_for_everybody(sari: Client, address: str) -> None:
    first, again = sari.get(address), sari.get(address)
    assert "csrfmiddlewaretoken" not in first.content.decode()
    assert not first.cookies
    assert first["ETag"] == again["ETag"]
    assert sari.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_first_page_costs_few_queries_and_the_next_none(sari: Client, address: str) -> None:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        sari.get(address)
    assert len(asked) <= 14  # half of them for all agencies with their hours
    with CaptureQueriesContext(connection) as asked:
        sari.get(address)
        sari.get(f"{address}?kanal=kiosk")  # another page, of what is remembered
    assert len(asked) == 0


def test_a_post_costs_at_most_ten_queries_with_a_code(
    sari: Client, address: str, service_a: Service
) -> None:
    sari.get(address)
    code = tickets.issue(service=service_a, unit=service_a.agency, way="receipt", at=now())[0]
    sari.post(address, sent())
    with CaptureQueriesContext(connection) as asked:
        plain = sari.post(address, sent(), headers=JSON)
    with CaptureQueriesContext(connection) as with_code:
        proved = sari.post(address, sent(code=code), headers=JSON)
    assert (plain.status_code, proved.status_code) == (201, 201)
    assert len(asked) <= 10
    assert len(questions_of(with_code)) <= 10
    assert Response.objects.filter(proved=True, channel="receipt").count() == 1


@pytest.mark.parametrize("mark", ["0", "5", "x", "", "3.5", "-1", "٣"])
def test_a_mark_that_can_not_be_names_its_element(sari: Client, address: str, mark: str) -> None:
    page = said(sari, address, **{"skm-waktu": mark})
    assert re.search(r"jawaban tentang “Waktu Penyelesaian”", page)
    kept = [name for name in form_fields(page, FORM) if name.startswith("skm-")]
    assert len(kept) == 8


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("age", "7", "Tulis usia Anda dalam tahun"),
        ("age", "tua", "Tulis usia Anda dalam tahun"),
        ("sex", "Q", "Jenis kelamin"),
        ("education", "S9", "Pendidikan"),
        ("occupation", "RAJA", "Pekerjaan"),
        ("disability", "mungkin", "disabilitas"),
        ("text", "a" * 2001, "2001"),
        ("uid", "bukan-uuid", "Kirim sekali lagi"),
        ("point", "ZZZZ", "Kirim sekali lagi"),
        ("code", "2222-2223", "Kode"),
        ("code", "x" * 41, "delapan"),
    ],
)
def test_a_wrong_value_gets_a_sentence_and_loses_nothing(
    sari: Client, address: str, field: str, value: str, sentence: str
) -> None:
    typed = {"text": "Loket 3 ramah.", "age": "34", field: value}
    page = said(sari, address, **typed)
    assert sentence in page
    fields = form_fields(page, FORM)
    kept = {name: text for name, text in typed.items() if name not in {"uid", "point"}}
    for name in set(kept) - {"sex", "education", "occupation", "disability"}:
        assert fields[name] == kept[name]
    assert all(fields[f"skm-{key}"] == "3" for key in make.skm().keys)


def test_2000_letters_with_line_breaks_fit(sari: Client, address: str) -> None:
    assert sari.post(address, sent(text="a\r\n" * 1000)).status_code == 302


def test_an_invisible_character_is_refused_with_a_sentence(sari: Client, address: str) -> None:
    answer = sari.post(address, sent(text="a\0b"), headers=JSON)
    assert answer.status_code == 400
    assert "karakter" in answer.json()["message"]


def test_the_place_must_be_one_of_the_service(
    sari: Client, address: str, service_a: Service, agency_a: Agency, agency_b: Agency
) -> None:
    for unit in (agency_a, agency_b):
        Offering.objects.get_or_create(service=service_a, unit=unit)
    other = Agency.objects.create(
        name="Kecamatan Lain", slug="lain", government=agency_a.government, kind=agency_a.kind
    )
    assert "Pilih tempat" in said(sari, address)
    assert "tidak diberikan di sana" in said(sari, address, unit=other.slug)
    assert "tidak diberikan di sana" in said(sari, address, unit="tidak-ada")

    sari.post(address, sent(unit="dinsos"))
    assert Response.objects.get().unit == agency_b


def test_the_address_may_choose_the_place_and_the_way(
    sari: Client, address: str, service_a: Service, agency_a: Agency, agency_b: Agency
) -> None:
    for unit in (agency_a, agency_b):
        Offering.objects.get_or_create(service=service_a, unit=unit)
    point = make.point(service_a, unit=agency_b)
    page = sari.get(f"{address}?titik={point.code}&kanal=kiosk&kode=K7QM-3XWP").content.decode()
    fields = form_fields(page, FORM)
    assert (fields["unit"], fields["point"], fields["channel"]) == ("dinsos", point.code, "kiosk")
    assert fields["code"] == "K7QM-3XWP"


def test_the_same_form_twice_is_one_row(sari: Client, address: str, service_a: Service) -> None:
    fields = sent(
        code=tickets.issue(service=service_a, unit=service_a.agency, way="receipt", at=now())[0]
    )
    first = sari.post(address, fields, headers=JSON)
    again = sari.post(address, fields, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {"uid": fields["uid"], "again": False}
    assert Response.objects.count() == 1


def test_without_scripts_an_impatient_second_press_is_one_row(sari: Client, address: str) -> None:
    assert {sari.post(address, sent(uid="")).status_code for _press in range(3)} == {302}
    assert sari.post(address, sent(uid="", text="Orang lain.")).status_code == 302
    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": "https://jahat.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 302),
    ],
)
def test_a_foreign_page_can_not_answer(
    sari: Client, address: str, headers: dict[str, str], status: int
) -> None:
    answer = sari.post(address, sent(text="Tidak hilang."), headers=headers)
    assert answer.status_code == status
    assert Response.objects.exists() == (status == 302)
    if status == 403:
        assert "Tidak hilang." in answer.content.decode()


def test_too_many_from_one_connection_are_told_when(sari: Client, address: str) -> None:
    for _post in range(POSTS):
        ratelimit.tries("127.0.0.1", "surveys.answer", seconds=HOUR)
    answer = sari.post(address, sent(text="Masih ada."))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Masih ada." in answer.content.decode()
    assert sari.post(address, sent(), headers=JSON).json()["errors"][""]


@pytest.mark.parametrize(
    ("ago", "days"), [("0", 0), ("172800", 2), ("99999999", 30), ("-5", 0), ("x", 0), ("", 0)]
)
def test_an_answer_that_waited_counts_for_its_day(
    sari: Client, address: str, ago: str, days: int
) -> None:
    sari.post(address, sent(ago=ago))
    assert (localdate() - Response.objects.get().day).days == days


def test_a_further_survey_is_answered_whole_or_not_at_all(
    sari: Client, address: str, service_a: Service
) -> None:
    chosen = SurveySettings.objects.get_or_create(government=service_a.agency.government)[0]
    spak = make.version("spak")
    chosen.extra_instruments.add(spak)
    extra = {f"spak-{key}": "4" for key in spak.rules.keys}
    assert spak.rules.name in sari.get(address).content.decode()

    one = dict(list(extra.items())[:1])
    assert "Pilih satu jawaban" in said(sari, address, **one)
    uid = str(uuid4())
    for _time in range(2):
        assert sari.post(address, sent(uid=uid, text="Satu saran.", **extra)).status_code == 302
    assert sari.post(address, sent()).status_code == 302

    assert Response.objects.filter(instrument=spak).count() == 1
    assert Response.objects.filter(instrument=make.version()).count() == 2
    assert Response.objects.filter(text="Satu saran.").count() == 1


def test_a_service_that_is_not_there_is_missing(sari: Client, address: str) -> None:
    missing = address.replace("ktp-el-ganti", "tidak-ada")
    assert sari.get(missing).status_code == 404
    answer = sari.post(missing, sent(), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(sari: Client, address: str, method: str) -> None:
    assert getattr(sari, method)(address).status_code == 405


def test_the_list_finds_a_service(sari: Client, address: str) -> None:
    page = sari.get(reverse("surveys:index") + "?q=ktp").content.decode()
    assert address in page
    assert "Tidak ada layanan" in sari.get(reverse("surveys:index") + "?q=xqzw").content.decode()


def test_the_list_begins_with_one_house_where_it_offers_something(
    sari: Client, address: str, agency_a: Agency, agency_b: Agency
) -> None:
    index = reverse("surveys:index")
    own = sari.get(f"{index}?opd={agency_a.slug}&kanal=kiosk").content.decode()
    assert address in own
    assert f'href="{index}?kanal=kiosk"' in own  # and a way to all
    assert address in sari.get(f"{index}?opd={agency_b.slug}").content.decode()


def test_the_card_leads_here(sari: Client, address: str) -> None:
    assert address in sari.get("/layanan/dukcapil/ktp-el-ganti/").content.decode()


def test_a_kiosk_offers_the_next_person_a_fresh_form(sari: Client, address: str) -> None:
    answer = sari.post(address, sent(channel="kiosk"))
    assert answer.url.endswith("?kanal=kiosk")
    page = sari.get(answer.url).content.decode()
    assert f'href="{address}?kanal=kiosk"' in page
    assert Response.objects.get().channel == "web"  # anybody can write that address


def test_at_a_place_for_all_services_the_next_person_chooses_anew(
    sari: Client, address: str, service_a: Service
) -> None:
    agency = service_a.agency
    Point.objects.create(
        code="LOBI2345", use="survey", agency=agency, unit=agency, name="Lobi", made_at=make.AT
    )
    page = sari.get(f"{address}terima-kasih/?titik=LOBI2345&kanal=kiosk").content.decode()
    assert 'href="/survei/t/LOBI2345/?kanal=kiosk"' in page
    assert f'href="{address}?' not in page


def test_the_worker_of_earlier_releases_makes_way(sari: Client) -> None:
    answer = sari.get(reverse("surveys:worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert "unregister" in answer.content.decode()
    assert answer["Cache-Control"] == "no-cache"


def test_nothing_of_the_sender_is_kept(sari: Client, address: str) -> None:
    sari.post(address, sent(), headers={"User-Agent": "Peramban-Sari"}, REMOTE_ADDR="192.0.2.77")
    row = Response.objects.values().get()
    assert not any("192.0.2.77" in str(value) or "Peramban" in str(value) for value in row.values())
    assert settings.SESSION_COOKIE_NAME not in sari.cookies
    assert queries.current().code == "skm"
    assert Point.objects.count() == 0
