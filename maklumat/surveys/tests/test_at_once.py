"""Two hundred answers at once, twenty of them twice: on PostgreSQL, with real transactions."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from maklumat.catalogue.models import Service
from maklumat.surveys.models import Count, Rating, RatingTally, Response, Tally
from maklumat.surveys.tests import factories as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 24
JSON = {"Accept": "application/json"}


def at_once(address: str, forms: list[dict[str, str]]) -> list[int]:
    def post(fields: dict[str, str]) -> int:
        try:
            return Client().post(address, fields, headers=JSON).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(post, forms))


def test_200_posts_with_20_twice_are_180_rows(service_a: Service) -> None:
    make.version()
    marks = {f"skm-{key}": str(1 + place % 4) for place, key in enumerate(make.skm().keys)}
    forms = [{**marks, "uid": str(uuid4()), "sex": "P"} for _form in range(180)]
    address = reverse("surveys:answer", args=[service_a.agency.slug, service_a.slug])

    answers = at_once(address, sorted([*forms, *forms[:20]], key=lambda form: form["uid"]))

    assert (answers.count(201), answers.count(200)) == (180, 20)
    assert Response.objects.count() == 180
    assert sum(Tally.objects.values_list("n", flat=True)) == 180
    women = Count.objects.filter(subject="sex", value="P").values_list("n", flat=True)
    assert sum(women) == 180


def test_taps_at_once_are_each_counted_once(service_a: Service) -> None:
    address = reverse("surveys:point", args=[make.point(service_a, use="rating").code])
    taps = [{"value": "4", "uid": str(uuid4())} for _tap in range(60)]

    assert set(at_once(address, [*taps, *taps[:20]])) == {201}

    assert Rating.objects.count() == 60
    assert sum(RatingTally.objects.values_list("n", flat=True)) == 60


def test_the_reason_twice_at_once_is_one(service_a: Service) -> None:
    address = reverse("surveys:point", args=[make.point(service_a, use="rating").code])
    uid = str(uuid4())
    at_once(address, [{"value": "2", "uid": uid}])
    at_once(address, [{"uid": uid, "reason": reason} for reason in ("waktu", "biaya") * 8])

    sums = RatingTally.objects.filter(n__gt=0).values_list("reason", "n")
    assert list(sums) == [(Rating.objects.get().reason, 1)]
