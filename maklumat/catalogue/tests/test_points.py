"""The seven points, twelve items and eight controls, on facts written by hand and read from rows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maklumat.agencies.models import Agency, Award, Official, Profile
from maklumat.agencies.tests.factories import agency as make_agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.pledge_check import State
from maklumat.catalogue.points import (
    FRESH_DAYS,
    AgencyFacts,
    Point,
    eight_controls,
    seven_points,
    twelve_items,
)
from maklumat.catalogue.queries import agency_facts
from maklumat.catalogue.reasons import GAPS, item_advice, item_reasons
from maklumat.catalogue.standard import SERVICE_DELIVERY, Component
from maklumat.catalogue.tests import factories

ON = date(2026, 11, 16)
WHOLE = AgencyFacts(
    on=ON,
    duties=True,
    structure=True,
    officials=3,
    address=True,
    contact=True,
    map=True,
    services=2,
    complete_services=2,
    with_component=dict.fromkeys(Component, 2),
    pledge={"promise": State.FULL, "improvement": State.FULL, "sanction": State.FULL},
    pledge_is_signed=True,
    pledge_has_scan=True,
    vision=True,
    missions=2,
    motto=True,
    complaint_decree=True,
    complaint_officer=True,
    channels_tested=(ON,),
    measured_on=ON,
    recognitions=1,
    media_checked=(ON,),
    facilities=4,
    vulnerable_facilities=1,
    special_services=1,
    uniform=True,
    badge=True,
)


@pytest.mark.parametrize(
    ("rule", "number"), [(seven_points, 7), (twelve_items, 12), (eight_controls, 8)]
)
def test_whole_facts_are_complete_and_empty_ones_are_not(rule: object, number: int) -> None:
    whole, empty = rule(WHOLE), rule(AgencyFacts(on=ON))

    assert len(whole) == len(empty) == number
    assert all(row.complete and not row.advice for row in whole)
    assert not any(row.complete for row in empty)


@pytest.mark.parametrize(
    ("change", "points", "items", "controls"),
    [
        ({"duties": False}, {"organiser"}, {"organiser"}, set()),
        ({"structure": False}, {"organiser"}, {"organiser"}, set()),
        ({"officials": 0}, {"organiser"}, {"organiser"}, set()),
        ({"contact": False}, {"organiser"}, {"organiser"}, set()),
        ({"pledge": None}, {"pledge"}, {"pledge"}, {"pledge"}),
        ({"pledge_is_signed": False}, {"pledge"}, {"pledge"}, {"pledge"}),
        ({"motto": False}, {"vision"}, {"vision"}, {"identity"}),
        ({"missions": 0}, {"vision"}, {"vision"}, {"identity"}),
        ({"uniform": False}, set(), set(), {"identity"}),
        ({"badge": False}, set(), set(), {"identity"}),
        ({"complaint_decree": False}, {"complaints"}, {"complaints"}, {"complaints"}),
        ({"channels_tested": ()}, {"complaints"}, {"complaints"}, {"complaints"}),
        ({"measured_on": None}, {"performance"}, {"performance"}, {"performance"}),
        ({"recognitions": 0}, {"recognition"}, {"recognition"}, set()),
        ({"media_checked": ()}, set(), set(), {"information"}),
        ({"facilities": 0}, set(), set(), {"facilities"}),
        ({"vulnerable_facilities": 0}, set(), set(), {"facilities"}),
        ({"special_services": 0}, set(), set(), {"special"}),
        (
            {"services": 0},
            {"standards"},
            {part.value for part in SERVICE_DELIVERY},
            {"standards"},
        ),
        (
            {"with_component": {**dict.fromkeys(Component, 2), Component.FEE: 1}},
            {"standards"},
            {"biaya"},
            {"standards"},
        ),
    ],
)
def test_each_missing_fact_makes_just_its_own_items_incomplete(
    change: dict[str, object], points: set[str], items: set[str], controls: set[str]
) -> None:
    facts = replace(WHOLE, **change)

    for rule, expected in (
        (seven_points, points),
        (twelve_items, items),
        (eight_controls, controls),
    ):
        assert {row.item for row in rule(facts) if not row.complete} == expected


def test_half_an_element_and_a_missing_scan_are_advice() -> None:
    states = {**WHOLE.pledge, "sanction": State.PARTIAL}
    pledge = seven_points(replace(WHOLE, pledge=states, pledge_has_scan=False))[2]

    assert pledge.complete
    assert [row.code for row in pledge.advice] == ["pledge_sanction_partial", "pledge_scan_none"]


@pytest.mark.parametrize(("age", "stale"), [(FRESH_DAYS, False), (FRESH_DAYS + 1, True)])
def test_a_channel_that_nobody_tried_for_half_a_year_is_advice(age: int, stale: bool) -> None:  # noqa: FBT001
    facts = replace(WHOLE, channels_tested=(ON - timedelta(days=age),))
    row = next(row for row in seven_points(facts) if row.item == Point.COMPLAINTS)

    assert bool(row.advice) == stale


def test_each_verdict_has_a_sentence() -> None:
    short = replace(WHOLE, complete_services=1, channels_tested=(None,), media_checked=(None,))
    for facts in (AgencyFacts(on=ON), WHOLE, short):
        for row in (*seven_points(facts), *twelve_items(facts), *eight_controls(facts)):
            assert all([*item_reasons(row), *item_advice(row), row.name])
    assert all(GAPS.values())


def profile(agency: Agency, **fields: object) -> Profile:
    row = Profile(agency=agency, live=False, **fields)
    row.officials = [Official(name="Agus", office="Kepala Dinas")]
    row.awards = [Award(name="Terbaik", giver="Gubernur")]
    row.save()
    row.save_revision().publish()
    return row


def test_facts_are_read_from_published_rows_only(service_a: Service, agency_a: Agency) -> None:
    profile(agency_a, motto="Cepat")
    draft = Profile.objects.get(agency=agency_a)
    draft.vision = "Belum terbit"
    draft.save_revision()
    factories.pledge(agency_a)
    factories.pledge(agency_a, valid_from=ON + timedelta(days=30), text="Nanti")

    facts = agency_facts([agency_a], ON)[agency_a.pk]

    assert (facts.motto, facts.vision, facts.recognitions, facts.officials) == (True, False, 1, 1)
    assert (facts.services, facts.complete_services) == (1, 1)
    assert facts.pledge == dict.fromkeys(("promise", "improvement", "sanction"), State.FULL)


def test_a_unit_counts_the_services_that_it_offers(service_a: Service, agency_b: Agency) -> None:
    factories.offering(service_a, agency_b)

    assert agency_facts([agency_b], ON)[agency_b.pk].services == 1


def test_facts_cost_the_same_for_any_number_of_agencies(
    service_a: Service, agency_a: Agency
) -> None:
    many = [agency_a, *(make_agency(f"Kelurahan {number}") for number in range(8))]
    for row in many:
        profile(row)
        factories.pledge(row)

    with CaptureQueriesContext(connection) as queries:
        found = agency_facts(many, ON)

    assert len(found) == 9
    assert len(queries) == 6  # two ask whether there are surveys
