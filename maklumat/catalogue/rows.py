"""A standard as the rows of a service: the inverse of `Service.standard()`."""

from collections.abc import Mapping
from typing import TypeVar

from wagtail.models import Orderable

from maklumat.catalogue import models as m
from maklumat.catalogue.models.service import LIMITS
from maklumat.catalogue.standard import Case, Fee, Standard

R = TypeVar("R", bound=Orderable)


def fill(service: m.Service, standard: Standard, documents: Mapping[str, m.LegalDocument]) -> None:
    """Give a service, saved or not, the components of a standard in place of its own.

    `documents` has the registered law of each citation. Nothing is saved.
    """
    _fill_values(service, standard)
    service.legal_basis = in_order(
        [
            m.LegalBasisRow(document=documents[basis.citation], article=basis.article)
            for basis in standard.legal_basis
        ]
    )
    service.cases = in_order([_case(case) for case in standard.requirements])
    service.steps = in_order(
        [
            m.StepRow(text=step.text, actor=step.actor, place=step.place, minutes=step.minutes)
            for step in standard.procedure
        ]
    )
    service.fees = in_order([_fee(fee) for fee in standard.fees])
    service.products = in_order(
        [
            m.ProductRow(name=product.name, validity=product.validity)
            for product in standard.products
        ]
    )
    service.facilities = in_order(
        [
            m.FacilityRow(name=row.name, count=row.count, for_vulnerable=row.for_vulnerable)
            for row in standard.facilities
        ]
    )
    service.complaint_channels = in_order(
        [
            m.ComplaintChannelRow(kind=channel.kind, value=channel.value)
            for channel in standard.complaints.channels
        ]
    )
    service.staff = in_order([m.StaffRow(role=row.role, count=row.count) for row in standard.staff])
    service.competences = in_order([m.CompetenceRow(text=text) for text in standard.competence])
    service.supervisions = in_order([m.SupervisionRow(text=text) for text in standard.supervision])
    service.safety_measures = in_order([m.SafetyRow(text=text) for text in standard.safety])
    service.evaluations = in_order([m.EvaluationRow(text=text) for text in standard.evaluation])


def in_order(rows: list[R]) -> list[R]:
    """Number rows as they stand: without a number, PostgreSQL gives them back in any order."""
    for position, row in enumerate(rows):
        row.sort_order = position
    return rows


def _fill_values(service: m.Service, standard: Standard) -> None:
    duration, guarantee = standard.duration, standard.guarantee
    service.duration_value, service.duration_unit = duration.value, duration.unit
    service.duration_starts, service.duration_note = duration.starts, duration.note
    service.complaint_officer = standard.complaints.officer
    for key, name in LIMITS.items():
        setattr(service, name, standard.complaints.limits.get(key))
    service.guarantee_statement = guarantee.statement
    service.guarantee_compensation = guarantee.compensation
    service.guarantee_decree = guarantee.decree


def _case(case: Case) -> m.RequirementCase:
    items = in_order(
        [
            m.RequirementRow(text=item.text, form=item.form, count=item.count, note=item.note)
            for item in case.items
        ]
    )
    return m.RequirementCase(name=case.name, items=items)


def _fee(fee: Fee) -> m.FeeRow:
    return m.FeeRow(
        kind=fee.kind or ("gratis" if fee.free else "tarif"),
        amount=fee.amount,
        payer=fee.payer,
        unit=fee.unit,
        basis=fee.basis,
        note=fee.note,
    )
