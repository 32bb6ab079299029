"""Entries of `services.yaml` as values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from maklumat.catalogue import labels
from maklumat.catalogue import standard as std
from maklumat.catalogue.laws import Law, law
from maklumat.catalogue.models.service import LIMITS
from maklumat.catalogue.standard import Component
from maklumat.core.datafiles import Entry


def _codes(choices: Sequence[tuple[str, object]]) -> tuple[str, ...]:
    return tuple(code for code, _name in choices)


ACTORS, UNITS, FEES = _codes(labels.ACTORS), _codes(labels.UNITS), _codes(labels.FEE_KINDS)
FORMS, WAYS = _codes(labels.DOCUMENT_FORMS), _codes(labels.COMPLAINT_CHANNELS)
ONLY_CASE = "Umum"  # the name of a single list, which needs none


@dataclass(frozen=True)
class Components:
    """A standard, and the laws that its legal bases cite."""

    standard: std.Standard
    laws: tuple[Law, ...]


def components(entry: Entry) -> Components:
    """Return the 14 components of a service.

    Raises BadDataFile.
    """
    entry.only(*Component)
    laws = tuple(law(text) for text in entry.texts(Component.LEGAL_BASIS))
    complaints, guarantee = entry.part(Component.COMPLAINTS), entry.part(Component.GUARANTEE)
    guarantee.only("statement", "compensation", "decree")
    standard = std.Standard(
        legal_basis=tuple(std.LegalBasis(row.citation, row.remark) for row in laws),
        requirements=_cases(entry.rows(Component.REQUIREMENTS)),
        procedure=tuple(_step(row) for row in entry.rows(Component.PROCEDURE)),
        duration=_duration(entry.part(Component.DURATION)),
        fees=tuple(_fee(row) for row in entry.rows(Component.FEE)),
        products=tuple(_product(row) for row in entry.mixed(Component.PRODUCT, "name")),
        facilities=_facilities(entry.part(Component.FACILITIES)),
        competence=tuple(entry.texts(Component.COMPETENCE)),
        supervision=tuple(entry.texts(Component.SUPERVISION)),
        complaints=_complaints(complaints),
        staff=tuple(_staff(row) for row in entry.rows(Component.STAFF)),
        guarantee=std.Guarantee(
            guarantee.text("statement"),
            guarantee.text("compensation"),
            guarantee.text("decree", ""),
        ),
        safety=tuple(entry.texts(Component.SAFETY)),
        evaluation=tuple(entry.texts(Component.EVALUATION)),
    )
    return Components(standard, laws)


# What a component is when it is left out.
_EMPTY: dict[Component, Callable[[std.Standard], std.Standard]] = {
    Component.LEGAL_BASIS: lambda row: replace(row, legal_basis=()),
    Component.REQUIREMENTS: lambda row: replace(row, requirements=()),
    Component.PROCEDURE: lambda row: replace(row, procedure=()),
    Component.DURATION: lambda row: replace(row, duration=std.Duration()),
    Component.FEE: lambda row: replace(row, fees=()),
    Component.PRODUCT: lambda row: replace(row, products=()),
    Component.FACILITIES: lambda row: replace(row, facilities=()),
    Component.COMPETENCE: lambda row: replace(row, competence=()),
    Component.SUPERVISION: lambda row: replace(row, supervision=()),
    Component.COMPLAINTS: lambda row: replace(row, complaints=std.Complaints()),
    Component.STAFF: lambda row: replace(row, staff=()),
    Component.GUARANTEE: lambda row: replace(row, guarantee=std.Guarantee()),
    Component.SAFETY: lambda row: replace(row, safety=()),
    Component.EVALUATION: lambda row: replace(row, evaluation=()),
}


def without(standard: std.Standard, entry: Entry) -> std.Standard:
    """Leave out the components that `left_out` names."""
    for name in entry.texts("left_out", []):
        if name not in list(Component):
            raise entry.fault(_("“%s” in “left_out” is not a component.") % name)
        standard = _EMPTY[Component(name)](standard)
    return standard


def _cases(entries: list[Entry]) -> tuple[std.Case, ...]:
    cases = []
    for entry in entries:
        entry.only("group", "items")
        name = entry.text("group")
        items = tuple(_requirement(item) for item in entry.mixed("items", "text"))
        cases.append(std.Case("" if len(entries) == 1 and name == ONLY_CASE else name, items))
    return tuple(cases)


def _requirement(entry: Entry) -> std.Requirement:
    """Read an item; "Fotokopi …" and "… asli" at its ends say in which form it is brought."""
    entry.only("text", "form", "count", "note")
    text = entry.text("text")
    form = entry.choice("form", FORMS, "")
    if not form and text.startswith("Fotokopi "):
        form, text = "copy", text.removeprefix("Fotokopi ")
    elif not form and text.endswith(" asli"):
        form, text = "original", text.removesuffix(" asli")
    text = text[:1].upper() + text[1:]
    return std.Requirement(text, form, entry.whole("count", 1) or 1, entry.text("note", ""))


def _step(entry: Entry) -> std.Step:
    entry.only("actor", "text", "place", "minutes")
    actor = entry.choice("actor", ACTORS)
    return std.Step(
        entry.text("text"), actor, entry.text("place", ""), entry.whole("minutes", None)
    )


def _duration(entry: Entry) -> std.Duration:
    entry.only("value", "unit", "starts", "note")
    unit = entry.choice("unit", UNITS)
    return std.Duration(entry.whole("value"), unit, entry.text("starts"), entry.text("note", ""))


def _fee(entry: Entry) -> std.Fee:
    entry.only("type", "amount_idr", "payer", "unit", "basis", "note")
    kind = entry.choice("type", FEES)
    amount = entry.whole("amount_idr", None)
    if kind == "gratis" and amount:
        raise entry.fault(_("“gratis” and an amount contradict each other; correct one."))
    free = kind == "gratis" or amount == 0
    return std.Fee(
        free=free,
        amount=0 if free else amount,
        kind=kind,
        payer=entry.text("payer", ""),
        unit=entry.text("unit", ""),
        basis=entry.text("basis", ""),
        note=entry.text("note", ""),
    )


def _product(entry: Entry) -> std.Product:
    entry.only("name", "validity")
    return std.Product(entry.text("name"), entry.text("validity", ""))


def _facilities(entry: Entry) -> tuple[std.Facility, ...]:
    entry.only("umum", "kelompok_rentan")
    general = [std.Facility(name) for name in entry.texts("umum")]
    vulnerable = [
        std.Facility(name, for_vulnerable=True) for name in entry.texts("kelompok_rentan", [])
    ]
    return (*general, *vulnerable)


def _complaints(entry: Entry) -> std.Complaints:
    entry.only("officer", "channels", "limits_working_days")
    channels = []
    for row in entry.rows("channels"):
        row.only("kind", "value")
        channels.append(std.ComplaintChannel(row.choice("kind", WAYS), row.text("value")))
    limits = entry.part("limits_working_days", required=False)
    limits.only(*LIMITS)
    days = {key: limits.whole(key, None) for key in LIMITS}
    known = {key: value for key, value in days.items() if value is not None}
    return std.Complaints(entry.text("officer"), tuple(channels), known)


def _staff(entry: Entry) -> std.StaffRole:
    entry.only("role", "count")
    return std.StaffRole(entry.text("role"), entry.count("count"))
