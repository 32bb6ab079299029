"""Points: they lead to a questionnaire, or take one tap and a reason."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.errors import RuleBroken
from maklumat.surveys.actions import answering, tallying
from maklumat.surveys.models import Rating, RatingTally
from maklumat.surveys.tests import factories as make

JSON = {"Accept": "application/json"}


@pytest.fixture
def door(service_a: Service) -> str:
    return reverse("surveys:point", args=[make.point(service_a, use="rating").code])


def sums() -> list[tuple[int, str, int]]:
    found = RatingTally.objects.filter(n__gt=0)
    return sorted(found.values_list("value", "reason", "n"))


def test_a_point_leads_to_its_questionnaire(sari: Client, service_a: Service) -> None:
    point = make.point(service_a)
    answer = sari.get(reverse("surveys:point", args=[point.code]) + "?kanal=kiosk")
    assert answer.status_code == 302
    assert answer.url == f"/survei/dukcapil/ktp-el-ganti/?titik={point.code}&kanal=kiosk"


def test_a_point_of_a_place_lets_choose_the_service(
    sari: Client, service_a: Service, agency_b: Agency
) -> None:
    point = make.point(service_a, only_place=True)
    page = sari.get(reverse("surveys:point", args=[point.code])).content.decode()
    assert f"/survei/dukcapil/ktp-el-ganti/?titik={point.code}" in page
    assert "site-footer" in page
    kiosk = sari.get(f"/survei/t/{point.code}/?kanal=kiosk").content.decode()
    assert "survey--kiosk" in kiosk
    assert "site-footer" not in kiosk
    empty = make.point(service_a, only_place=True, unit=agency_b)
    assert "Belum ada layanan" in sari.get(f"/survei/t/{empty.code}/").content.decode()


def test_a_code_that_asks_no_longer_says_so(sari: Client, service_a: Service) -> None:
    point = make.point(service_a, is_active=False)
    for code in (point.code, "ZZZZZ"):
        answer = sari.get(reverse("surveys:point", args=[code]))
        assert answer.status_code == 404
        assert "tidak dipakai lagi" in answer.content.decode()


def test_one_tap_without_scripts_and_a_reason(sari: Client, door: str) -> None:
    page = sari.get(door).content.decode()
    assert page.count('name="value"') == 4
    answer = sari.post(door, {"value": "2"})
    assert answer.status_code == 302
    uid = str(Rating.objects.get().client_uid)
    assert uid in answer.url
    why = sari.get(answer.url).content.decode()
    assert f'value="{uid}"' in why
    done = sari.post(door, {"uid": uid, "reason": "waktu"})
    assert "selesai=1" in done.url
    assert sums() == [(2, "waktu", 1)]


def test_a_tap_and_its_reason_from_the_queue_count_once(sari: Client, door: str) -> None:
    uid = str(uuid4())
    for _time in range(2):
        assert sari.post(door, {"uid": uid, "value": "4"}, headers=JSON).status_code == 201
        told = sari.post(door, {"uid": uid, "reason": "hasil"}, headers=JSON)
        assert (told.status_code, told.json()) == (200, {"uid": uid})
    sari.post(door, {"uid": uid, "reason": "biaya"}, headers=JSON)
    assert sums() == [(4, "hasil", 1)]
    tallying.recount()
    assert sums() == [(4, "hasil", 1)]


def test_a_reason_equals_a_recount(service_a: Service) -> None:
    for value in (1, 2, 2, 4):
        row = make.rating(service_a, value)
        if value == 2:
            answering.give_reason(uid=row.client_uid, reason="tempat", at=make.AT)
    before = sums()
    tallying.recount()
    assert sums() == before == [(1, "", 1), (2, "tempat", 2), (4, "", 1)]


def test_a_reason_needs_its_tap(service_a: Service) -> None:
    with pytest.raises(RuleBroken):
        answering.give_reason(uid=uuid4(), reason="waktu", at=make.AT)
    row = make.rating(service_a, 3)
    with pytest.raises(RuleBroken):
        answering.give_reason(uid=row.client_uid, reason="cuaca", at=make.AT)
    with pytest.raises(RuleBroken):
        answering.give_reason(uid=row.client_uid, reason="waktu", at=now().replace(year=2030))


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "0"},
        {"value": "5"},
        {"value": "x"},
        {},
        {"uid": "rusak", "value": "3"},
        {"uid": "", "reason": "waktu"},
        {"uid": str(uuid4()), "reason": "waktu"},
    ],
)
def test_a_wrong_tap_gets_a_sentence(sari: Client, door: str, fields: dict[str, str]) -> None:
    shown = sari.post(door, fields)
    told = sari.post(door, fields, headers=JSON)
    assert shown.status_code == told.status_code == 422
    sentence = told.json()["errors"][""][0]
    assert sentence in shown.content.decode()
    assert not Rating.objects.exists()


def test_a_tap_costs_few_queries(sari: Client, door: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        sari.post(door, {"value": "3", "uid": str(uuid4())}, headers=JSON)
    assert len(asked) <= 6


def test_a_foreign_page_can_not_tap(sari: Client, door: str) -> None:
    answer = sari.post(door, {"value": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not Rating.objects.exists()


def test_a_point_that_surveys_takes_no_tap(sari: Client, service_a: Service) -> None:
    point = make.point(service_a)
    sari.post(reverse("surveys:point", args=[point.code]), {"value": "1"})
    assert not Rating.objects.exists()
