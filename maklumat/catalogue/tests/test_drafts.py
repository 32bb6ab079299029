"""A draft is read back whole, at a cost that does not grow with its rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maklumat.catalogue import models as m

pytestmark = pytest.mark.django_db


def drafted(service: m.Service, rows: int) -> m.Service:
    service.cases = [
        m.RequirementCase(
            name=f"Kasus {number}",
            items=[m.RequirementRow(text="KTP"), m.RequirementRow(text="KK")],
        )
        for number in range(rows)
    ]
    service.steps = [m.StepRow(text=f"Langkah {number}") for number in range(rows)]
    service.save_revision()
    return m.Service.objects.get(pk=service.pk)


def test_every_row_comes_back_bound_to_its_service(service_a: m.Service) -> None:
    drafted(service_a, rows=2).latest_revision.publish()

    draft = m.Service.objects.get(pk=service_a.pk).get_latest_revision_as_object()

    assert [case.name for case in draft.cases.all()] == ["Kasus 0", "Kasus 1"]
    assert [row.text for row in draft.cases.all()[1].items.all()] == ["KTP", "KK"]
    assert {step.service_id for step in draft.steps.all()} == {service_a.pk}
    assert {row.case for case in draft.cases.all() for row in case.items.all()} == set(
        draft.cases.all()
    )


def test_a_long_draft_costs_no_more_queries(service_a: m.Service) -> None:
    costs = []
    for rows in (1, 20):
        service = drafted(service_a, rows)
        revision = service.latest_revision
        with CaptureQueriesContext(connection) as queries:
            revision.as_object()
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12, costs
