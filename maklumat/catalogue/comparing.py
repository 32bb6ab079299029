"""Two standards, component by component: which differ, and each as lines that a person can compare."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from maklumat.catalogue import details, wording
from maklumat.catalogue.standard import SERVICE_DELIVERY, Component, Standard

# The name of each component's values in a `Standard`.
FIELDS = {
    Component.LEGAL_BASIS: "legal_basis",
    Component.REQUIREMENTS: "requirements",
    Component.PROCEDURE: "procedure",
    Component.DURATION: "duration",
    Component.FEE: "fees",
    Component.PRODUCT: "products",
    Component.FACILITIES: "facilities",
    Component.COMPETENCE: "competence",
    Component.SUPERVISION: "supervision",
    Component.COMPLAINTS: "complaints",
    Component.STAFF: "staff",
    Component.GUARANTEE: "guarantee",
    Component.SAFETY: "safety",
    Component.EVALUATION: "evaluation",
}


def differing(one: Standard, other: Standard) -> tuple[Component, ...]:
    """Return the components in which two standards differ.

    >>> differing(Standard(), Standard(safety=("APAR",)))
    (<Component.SAFETY: 'jaminan_keamanan'>,)
    """
    return tuple(
        part for part, name in FIELDS.items() if getattr(one, name) != getattr(other, name)
    )


def with_component(standard: Standard, part: Component, other: Standard) -> Standard:
    """Return a standard with one component of another.

    >>> with_component(Standard(), Component.SAFETY, Standard(safety=("APAR",))).safety
    ('APAR',)
    """
    values: dict[str, Any] = {FIELDS[part]: getattr(other, FIELDS[part])}  # Any: each has its own
    return replace(standard, **values)


def lines(standard: Standard, part: Component) -> list[str]:
    """Write a component as lines; none where nothing is written."""
    if part not in SERVICE_DELIVERY:
        return [_joined(line.text, line.mark) for line in details.lines(standard, part)]
    return [line for line in _LINES[part](standard) if line]


def _joined(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text


def _requirements(standard: Standard) -> Iterable[str]:
    for case in standard.requirements:
        for item in case.items:
            line = _joined(item.text, wording.requirement_note(item))
            yield f"{case.name}: {line}" if case.name else line


def _procedure(standard: Standard) -> Iterable[str]:
    for number, step in enumerate(standard.procedure, 1):
        yield f"{number}. {_joined(step.text, wording.step_note(step))}"


def _duration(standard: Standard) -> Iterable[str]:
    found = standard.duration
    return [wording.duration(found), found.starts, found.note]


def _fees(standard: Standard) -> Iterable[str]:
    for fee in standard.fees:
        text = ": ".join(filter(None, [fee.payer, wording.amount(fee)]))
        yield _joined(text, " · ".join(filter(None, [fee.note, fee.basis])))


def _products(standard: Standard) -> Iterable[str]:
    return [_joined(row.name, row.validity) for row in standard.products]


def _complaints(standard: Standard) -> Iterable[str]:
    ways = [_joined(row.kind, row.text) for row in details.contacts(standard)]
    return [standard.complaints.officer, *ways, *wording.limits(standard)]


_LINES: dict[Component, Callable[[Standard], Iterable[str]]] = {
    Component.REQUIREMENTS: _requirements,
    Component.PROCEDURE: _procedure,
    Component.DURATION: _duration,
    Component.FEE: _fees,
    Component.PRODUCT: _products,
    Component.COMPLAINTS: _complaints,
}
