"""The parts of a card that are lists: where, how to complain, the eight components of management.

They are plain values that templates, poster and machines walk through.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import quote, unquote, urlencode

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue import labels, wording
from maklumat.catalogue.cards import Card, Place
from maklumat.catalogue.completeness import Gap, Verdict
from maklumat.catalogue.labels import ONLINE_CHANNELS
from maklumat.catalogue.standard import MANAGEMENT, ComplaintChannel, Component, Standard

LAPOR = "https://www.lapor.go.id/"

NAMES = {
    Component.LEGAL_BASIS: _("Legal basis"),
    Component.REQUIREMENTS: _("Requirements"),
    Component.PROCEDURE: _("System, mechanism and procedure"),
    Component.DURATION: _("Time to completion"),
    Component.FEE: _("Cost"),
    Component.PRODUCT: _("Product of the service"),
    Component.FACILITIES: _("Facilities and infrastructure"),
    Component.COMPETENCE: _("Competence of the staff"),
    Component.SUPERVISION: _("Internal supervision"),
    Component.COMPLAINTS: _("Complaints, suggestions and input"),
    Component.STAFF: _("Number of staff"),
    Component.GUARANTEE: _("Guarantee of service"),
    Component.SAFETY: _("Guarantee of security and safety"),
    Component.EVALUATION: _("Evaluation of performance"),
}

# What a citizen is told of a gap. The officer's sentences, in `labels.GAPS`, say what to do.
MISSING = {
    "requirements_none": _(
        "The agency has not written yet what you must bring. Ask before you go."
    ),
    "requirements_case_empty": _("What to bring for “%(subject)s” is not written yet."),
    "requirements_case_unnamed": _("One of these lists has no name yet."),
    "procedure_none": _("The agency has not written the steps yet."),
    "duration_none": _("The agency has not written yet how long this takes."),
    "duration_start_none": _("It is not written yet from when the time counts."),
    "fee_none": _("The agency has not written the cost yet. Ask before you pay anything."),
    "fee_amount_none": _("The amount is not written yet. %(subject)s"),
    "fee_basis_none": _("The legal basis of the cost is not written yet. %(subject)s"),
    "product_none": _("The agency has not written yet what you receive."),
    "complaints_channel_none": _("The agency has not written yet how to complain."),
    "complaints_officer_none": _("Who handles complaints is not written yet."),
    "legal_basis_none": _("The agency has not written the legal basis yet."),
    "facilities_none": _("The agency has not written yet which facilities there are."),
    "competence_none": _("The agency has not written yet what its staff must be able to do."),
    "supervision_none": _("The agency has not written yet who supervises."),
    "staff_none": _("The agency has not written yet how many people serve."),
    "guarantee_statement_none": _("The agency has not written its promise yet."),
    "guarantee_compensation_none": _(
        "What you get when the promise is not kept is not written yet."
    ),
    "safety_none": _("The agency has not written yet how you and your data are kept safe."),
    "evaluation_none": _("The agency has not written yet how its performance is evaluated."),
}

CHANNEL_ICONS = {
    "desk": "user-round",
    "box": "inbox",
    "phone": "phone",
    "whatsapp": "message-circle",
    "email": "mail",
    "web": "globe",
    "lapor": "megaphone",
    "letter": "send",
    "social": "share-2",
}


@dataclass(frozen=True)
class Line:
    """One sentence of content, in the language it was written in; `mark` is the screen's own."""

    text: str
    address: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Detail:
    """One component as the card folds it; `missing` says in public words what is not there."""

    component: Component
    name: str
    lines: tuple[Line, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Contact:
    """A way to complain, with a link where the device can follow one."""

    icon_name: str
    kind: str
    text: str
    address: str


def missing(verdict: Verdict) -> tuple[str, ...]:
    """Return a public sentence for each gap of a component."""
    return tuple(_missing(gap) for gap in verdict.gaps)


def _missing(gap: Gap) -> str:
    return (str(MISSING[gap.code]) % {"subject": gap.subject}).strip()


def gaps(card: Card) -> dict[str, tuple[str, ...]]:
    """Return what is missing, by component."""
    return {row.component.value: missing(row) for row in card.verdicts}


def management(card: Card) -> list[Detail]:
    """Return the eight components of management, in the regulation's order."""
    verdicts = {row.component: row for row in card.verdicts}
    return [
        Detail(part, str(NAMES[part]), _LINES[part](card.standard), missing(verdicts[part]))
        for part in MANAGEMENT
    ]


def lines(standard: Standard, part: Component) -> tuple[Line, ...]:
    """Return one of the eight components of management as lines."""
    return _LINES[part](standard)


def _texts(name: str) -> Callable[[Standard], tuple[Line, ...]]:
    return lambda standard: tuple(Line(text) for text in getattr(standard, name))


def _legal_basis(standard: Standard) -> tuple[Line, ...]:
    return tuple(
        Line(", ".join(filter(None, [row.citation, row.article])), web_address(row.url))
        for row in standard.legal_basis
    )


def _facilities(standard: Standard) -> tuple[Line, ...]:
    mark = gettext("for vulnerable users")
    return tuple(
        Line(
            f"{row.name} ({row.count})" if row.count else row.name,
            mark=mark if row.for_vulnerable else "",
        )
        for row in standard.facilities
    )


def _staff(standard: Standard) -> tuple[Line, ...]:
    if not standard.staff_total:
        return ()
    total = ngettext("%(count)s person", "%(count)s people", standard.staff_total)
    roles = (
        Line(
            row.role,
            mark=ngettext("%(count)s person", "%(count)s people", row.count) % {"count": row.count},
        )
        for row in standard.staff
    )
    return (*roles, Line(gettext("Together"), mark=total % {"count": standard.staff_total}))


def _guarantee(standard: Standard) -> tuple[Line, ...]:
    found = standard.guarantee
    given = [
        Line(found.statement),
        Line(found.compensation, mark=gettext("if the promise is not kept")),
        Line(found.decree),
    ]
    return tuple(line for line in given if line.text)


_LINES: dict[Component, Callable[[Standard], tuple[Line, ...]]] = {
    Component.LEGAL_BASIS: _legal_basis,
    Component.FACILITIES: _facilities,
    Component.COMPETENCE: _texts("competence"),
    Component.SUPERVISION: _texts("supervision"),
    Component.STAFF: _staff,
    Component.GUARANTEE: _guarantee,
    Component.SAFETY: _texts("safety"),
    Component.EVALUATION: _texts("evaluation"),
}


def contacts(standard: Standard) -> list[Contact]:
    """Return the ways to complain."""
    return [_contact(channel) for channel in standard.complaints.channels]


def _contact(channel: ComplaintChannel) -> Contact:
    kind = str(dict(labels.COMPLAINT_CHANNELS).get(channel.kind, channel.kind))
    kind = kind[:1].upper() + kind[1:]
    text, address = channel.value.strip(), channel_address(channel)
    if address.startswith("mailto:"):
        text = unquote(address.removeprefix("mailto:"))
    elif text.casefold().startswith(kind.casefold()):
        # "Meja pengaduan: Meja pengaduan di lantai 1" says it once.
        kind, text = text, ""
    return Contact(CHANNEL_ICONS.get(channel.kind, "message-square"), kind, text, address)


def channel_address(channel: ComplaintChannel) -> str:
    """Return where a link to this channel leads; "" where no device can follow."""
    value = channel.value.strip()
    if channel.kind == "phone":
        return telephone(value)
    if channel.kind == "whatsapp":
        digits = "".join(filter(str.isdigit, value))
        number = f"62{digits[1:]}" if digits.startswith("0") else digits
        return f"https://wa.me/{number}" if len(number) > 8 else ""
    if channel.kind == "email":
        word = next((word for word in value.split() if "@" in word), "")
        return f"mailto:{quote(word, safe='@.+-_')}" if word else ""
    if channel.kind == "lapor":
        return LAPOR
    return web_address(value)


def telephone(value: str) -> str:
    """Return a link that a phone can dial; "" if there is no number in the text."""
    digits = "".join(c for c in value if c.isdigit() or c == "+")
    return f"tel:{digits}" if len(digits) > 2 else ""


def web_address(value: str) -> str:
    """Return the text if it is an address on the web: nothing else may become a link."""
    return value if value.startswith(("https://", "http://")) else ""


def map_address(unit: Agency) -> str:
    """Return a link to a map; "" where the place is not known. Nothing is fetched from there."""
    if unit.latitude is None or unit.longitude is None:
        return ""
    point = {"mlat": str(unit.latitude), "mlon": str(unit.longitude)}
    return (
        f"https://www.openstreetmap.org/?{urlencode(point)}#map=17/{unit.latitude}/{unit.longitude}"
    )


def place(where: Place, at: datetime) -> dict[str, object]:
    """Return what a card shows of one place; `at` is its local time."""
    unit, offering = where.unit, where.offering
    room = offering.place if offering else ""
    return {
        "name": unit.name,
        "address": "\n".join(filter(None, [room, unit.address])),
        "map_address": map_address(unit),
        "phone": (offering.phone if offering else "") or unit.phone,
        "note": offering.note if offering else "",
        "open_now": {
            "kind": wording.open_kind(where),
            "text": wording.open_now(where, at),
        },
        "reason": where.state.reason,
        "hours": hours(where, at.weekday()),
    }


def hours(where: Place, today: int) -> list[dict[str, object]]:
    """Return the whole week, one line for days with the same hours, closed days too."""
    if not any(where.hours.week.values()):
        return []
    spans = {day: wording.times(where.hours.week.get(day, ())) for day in range(7)}
    runs = [list(run) for _times, run in groupby(range(7), key=lambda day: spans[day])]
    return [
        {
            "days": wording.days(run[0], run[-1]),
            "times": spans[run[0]] or pgettext("a place", "Closed"),
            "today": today in run,
        }
        for run in runs
    ]


@dataclass(frozen=True)
class Ways:
    """By which channels the service can be had, and where to begin online."""

    names: tuple[str, ...] = ()
    online: str = ""


def ways(card: Card) -> Ways:
    if not card.service.pk:
        return Ways()
    names = dict(labels.CHANNELS)
    rows = list(card.service.channels.all())
    addresses = (web_address(row.url) for row in rows if row.kind in ONLINE_CHANNELS)
    return Ways(
        tuple(str(names[row.kind]) for row in rows if row.kind in names),
        next(filter(None, addresses), ""),
    )
