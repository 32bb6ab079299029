"""What exactly is missing in a standard of service. Rule: PermenPANRB 15/2014. Pure.

The six components of service delivery must be there before a service is published; all 14 make a
complete standard. A *gap* makes a component incomplete. *Advice* names what an assessor will ask
for next (Ombudsman indicators I9 and I14) and blocks nothing.

Codes, not sentences, leave this file; `labels.GAPS` has the sentence for each.
"""

from collections.abc import Callable
from dataclasses import dataclass

from maklumat.catalogue.standard import SERVICE_DELIVERY, Component, Standard


@dataclass(frozen=True)
class Gap:
    """`code` names the sentence; `subject` is the row meant, such as the name of a case."""

    code: str
    subject: str = ""


@dataclass(frozen=True)
class Verdict:
    component: Component
    gaps: tuple[Gap, ...] = ()
    advice: tuple[Gap, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.gaps


def _requirements(standard: Standard) -> list[Gap]:
    cases = standard.requirements
    if not any(case.items for case in cases):
        return [Gap("requirements_none")]
    gaps = [Gap("requirements_case_empty", case.name) for case in cases if not case.items]
    if len(cases) > 1 and any(not case.name for case in cases):
        gaps.append(Gap("requirements_case_unnamed"))
    return gaps


def _procedure(standard: Standard) -> list[Gap]:
    return [] if standard.procedure else [Gap("procedure_none")]


def _duration(standard: Standard) -> list[Gap]:
    duration = standard.duration
    gaps = []
    if not duration.value or not duration.unit:
        gaps.append(Gap("duration_none"))
    if not duration.starts:
        gaps.append(Gap("duration_start_none"))
    return gaps


def _fee(standard: Standard) -> list[Gap]:
    if not standard.fees:
        return [Gap("fee_none")]
    gaps = []
    for fee in standard.fees:
        if fee.free:
            continue
        if fee.amount is None and not fee.note:
            gaps.append(Gap("fee_amount_none", fee.payer))
        if not fee.basis:
            gaps.append(Gap("fee_basis_none", fee.payer))
    return gaps


def _product(standard: Standard) -> list[Gap]:
    return [] if standard.products else [Gap("product_none")]


def _complaints(standard: Standard) -> list[Gap]:
    gaps = []
    if not standard.complaints.channels:
        gaps.append(Gap("complaints_channel_none"))
    if not standard.complaints.officer:
        gaps.append(Gap("complaints_officer_none"))
    return gaps


def _staff(standard: Standard) -> list[Gap]:
    return [] if standard.staff_total else [Gap("staff_none")]


def _guarantee(standard: Standard) -> list[Gap]:
    gaps = []
    if not standard.guarantee.statement:
        gaps.append(Gap("guarantee_statement_none"))
    if not standard.guarantee.compensation:
        gaps.append(Gap("guarantee_compensation_none"))
    return gaps


def _rows(name: str, code: str) -> Callable[[Standard], list[Gap]]:
    return lambda standard: [] if getattr(standard, name) else [Gap(code)]


_RULES: dict[Component, Callable[[Standard], list[Gap]]] = {
    Component.LEGAL_BASIS: _rows("legal_basis", "legal_basis_none"),
    Component.REQUIREMENTS: _requirements,
    Component.PROCEDURE: _procedure,
    Component.DURATION: _duration,
    Component.FEE: _fee,
    Component.PRODUCT: _product,
    Component.FACILITIES: _rows("facilities", "facilities_none"),
    Component.COMPETENCE: _rows("competence", "competence_none"),
    Component.SUPERVISION: _rows("supervision", "supervision_none"),
    Component.COMPLAINTS: _complaints,
    Component.STAFF: _staff,
    Component.GUARANTEE: _guarantee,
    Component.SAFETY: _rows("safety", "safety_none"),
    Component.EVALUATION: _rows("evaluation", "evaluation_none"),
}


def _advice(component: Component, standard: Standard) -> list[Gap]:
    facilities, guarantee = standard.facilities, standard.guarantee
    if component is Component.FACILITIES and facilities:
        served = any(facility.for_vulnerable for facility in facilities)
        return [] if served else [Gap("facilities_vulnerable_none")]
    if component is Component.GUARANTEE and guarantee.compensation:
        return [] if guarantee.decree else [Gap("guarantee_decree_none")]
    return []


def verdict(component: Component, standard: Standard) -> Verdict:
    """Say what one component lacks.

    >>> verdict(Component.PRODUCT, Standard()).gaps
    (Gap(code='product_none', subject=''),)
    """
    return Verdict(
        component, tuple(_RULES[component](standard)), tuple(_advice(component, standard))
    )


def verdicts(standard: Standard) -> tuple[Verdict, ...]:
    """Return the verdict on each of the 14 components, in the regulation's order.

    >>> sum(row.complete for row in verdicts(Standard()))
    0
    """
    return tuple(verdict(component, standard) for component in Component)


def complete_components(standard: Standard) -> tuple[Component, ...]:
    """Return the components without a gap.

    >>> complete_components(Standard(safety=("Alat pemadam",)))
    (<Component.SAFETY: 'jaminan_keamanan'>,)
    """
    return tuple(row.component for row in verdicts(standard) if row.complete)


def gaps_before_publishing(standard: Standard) -> tuple[Verdict, ...]:
    """Return the verdicts of the service-delivery components that still have gaps.

    An empty result means that the service may be published.
    """
    found = (verdict(component, standard) for component in SERVICE_DELIVERY)
    return tuple(row for row in found if not row.complete)
