"""What an agency must publish of itself: seven points, twelve items, eight controls. Pure.

Rules: UU 25/2009 articles 22 to 24 and 36; the seven points as assessors of the Ombudsman looked for
them on websites (2021); the twelve items are OUR READING of them (the official list was never
published): the six components of service delivery and the other six points. The eight controls are
the provincial list, near to the checklist of Peraturan Ombudsman 22/2016.

Facts are what citizens can see today, gathered by `queries.agency_facts`. A *gap* makes an item
incomplete; *advice* names what an assessor asks for next and blocks nothing. Codes, not sentences,
leave this file; `reasons.py` has the sentence for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from maklumat.catalogue.completeness import Gap
from maklumat.catalogue.pledge_check import State
from maklumat.catalogue.standard import OFFICIAL_NAMES, SERVICE_DELIVERY, Component

FRESH_DAYS = 183  # a channel or a medium that nobody tried for half a year may be dead


class Point(StrEnum):
    """The seven points; values are the `data-point` of the sections of `/opd/<agency>/`."""

    ORGANISER = "organiser"
    STANDARDS = "standards"
    PLEDGE = "pledge"
    VISION = "vision"
    COMPLAINTS = "complaints"
    PERFORMANCE = "performance"
    RECOGNITION = "recognition"


class Control(StrEnum):
    """The eight controls."""

    STANDARDS = "standards"
    PLEDGE = "pledge"
    INFORMATION = "information"
    FACILITIES = "facilities"
    SPECIAL = "special"
    COMPLAINTS = "complaints"
    PERFORMANCE = "performance"
    IDENTITY = "identity"


# Names as assessors use them: data, never translated.
POINT_NAMES = {
    Point.ORGANISER: "Informasi penyelenggara",
    Point.STANDARDS: "Standar pelayanan",
    Point.PLEDGE: "Maklumat pelayanan",
    Point.VISION: "Visi, misi, dan motto",
    Point.COMPLAINTS: "Pengelolaan pengaduan",
    Point.PERFORMANCE: "Penilaian kinerja",
    Point.RECOGNITION: "Rekognisi",
}
CONTROL_NAMES = {
    Control.STANDARDS: "Standar pelayanan",
    Control.PLEDGE: "Maklumat pelayanan",
    Control.INFORMATION: "Sistem informasi pelayanan publik",
    Control.FACILITIES: "Sarana, prasarana, dan fasilitas",
    Control.SPECIAL: "Pelayanan khusus",
    Control.COMPLAINTS: "Pengelolaan pengaduan",
    Control.PERFORMANCE: "Penilaian kinerja",
    Control.IDENTITY: "Visi, misi, motto, dan atribut",
}


@dataclass(frozen=True)
class AgencyFacts:
    """What citizens can see of one agency on a day, as plain values."""

    on: date
    # Organiser
    duties: bool = False
    structure: bool = False
    officials: int = 0
    address: bool = False
    contact: bool = False
    map: bool = False
    # Standards: published services, how many have all 14, and how many have each component.
    services: int = 0
    complete_services: int = 0
    with_component: Mapping[Component, int] = field(default_factory=lambda: MappingProxyType({}))
    # Pledge: None where none is published; else the state of each of its three elements.
    pledge: Mapping[str, State] | None = None
    pledge_is_signed: bool = False
    pledge_has_scan: bool = False
    # Vision, mission, motto
    vision: bool = False
    missions: int = 0
    motto: bool = False
    # Complaint handling; the day on which each channel was tried last.
    complaint_decree: bool = False
    complaint_officer: bool = False
    channels_tested: tuple[date | None, ...] = ()
    # Performance: the day of the last published result of a satisfaction survey.
    measured_on: date | None = None
    recognitions: int = 0
    # The other controls
    media_checked: tuple[date | None, ...] = ()
    facilities: int = 0
    vulnerable_facilities: int = 0
    special_services: int = 0
    uniform: bool = False
    badge: bool = False


@dataclass(frozen=True)
class ItemVerdict:
    """`item` is the key, `name` the official name; complete without gaps."""

    item: str
    name: str
    gaps: tuple[Gap, ...] = ()
    advice: tuple[Gap, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.gaps


@dataclass(frozen=True)
class Counts:
    """How many of the seven points, the twelve items and the eight controls are complete."""

    seven: int
    twelve: int
    eight: int


OF = Counts(len(Point), len(SERVICE_DELIVERY) + len(Point) - 1, len(Control))


def counts(facts: AgencyFacts) -> Counts:
    """Count what is complete.

    >>> counts(AgencyFacts(on=date(2026, 1, 1), recognitions=1))
    Counts(seven=1, twelve=1, eight=0)
    """
    lists = (seven_points(facts), twelve_items(facts), eight_controls(facts))
    return Counts(*(sum(row.complete for row in rows) for rows in lists))


def seven_points(facts: AgencyFacts) -> tuple[ItemVerdict, ...]:
    """Return the verdict on each of the seven points, in their usual order.

    >>> sum(row.complete for row in seven_points(AgencyFacts(on=date(2026, 1, 1))))
    0
    """
    rules = (_organiser, _standards, _pledge, _vision, _complaints, _performance, _recognition)
    return tuple(
        ItemVerdict(point.value, POINT_NAMES[point], *rule(facts))
        for point, rule in zip(Point, rules, strict=True)
    )


def twelve_items(facts: AgencyFacts) -> tuple[ItemVerdict, ...]:
    """Return the verdict on each of the twelve items of our reading: six components, six points.

    >>> [row.item for row in twelve_items(AgencyFacts(on=date(2026, 1, 1)))][5:8]
    ['penanganan_pengaduan', 'organiser', 'pledge']
    """
    components = tuple(
        ItemVerdict(part.value, OFFICIAL_NAMES[part], *_component(facts, part))
        for part in SERVICE_DELIVERY
    )
    others = tuple(row for row in seven_points(facts) if row.item != Point.STANDARDS)
    return (*components, *others)


def eight_controls(facts: AgencyFacts) -> tuple[ItemVerdict, ...]:
    """Return the verdict on each of the eight items of the provincial control list.

    >>> len(eight_controls(AgencyFacts(on=date(2026, 1, 1))))
    8
    """
    rules = (_standards, _pledge, _information, _facilities, _special, _complaints, _performance,
             _identity)  # fmt: skip
    return tuple(
        ItemVerdict(control.value, CONTROL_NAMES[control], *rule(facts))
        for control, rule in zip(Control, rules, strict=True)
    )


Found = tuple[tuple[Gap, ...], tuple[Gap, ...]]


def _missing(**there: object) -> tuple[Gap, ...]:
    """Return a gap for each code whose fact is not there."""
    return tuple(Gap(code) for code, fact in there.items() if not fact)


def _organiser(facts: AgencyFacts) -> Found:
    gaps = _missing(
        organiser_duties_none=facts.duties,
        organiser_structure_none=facts.structure,
        organiser_officials_none=facts.officials,
        organiser_address_none=facts.address,
        organiser_contact_none=facts.contact,
    )
    return gaps, _missing(organiser_map_none=facts.map)


def _standards(facts: AgencyFacts) -> Found:
    if not facts.services:
        return (Gap("standards_none"),), ()
    gaps = [gap for part in SERVICE_DELIVERY for gap in _component(facts, part)[0]]
    short = facts.services - facts.complete_services
    advice = (Gap("standards_not_fourteen", str(short)),) if short and not gaps else ()
    return tuple(gaps), advice


def _component(facts: AgencyFacts, part: Component) -> Found:
    if not facts.services:
        return (Gap("standards_none"),), ()
    short = facts.services - facts.with_component.get(part, 0)
    return ((Gap(f"component_{part.value}", str(short)),) if short else ()), ()


def _pledge(facts: AgencyFacts) -> Found:
    if facts.pledge is None:
        return (Gap("pledge_none"),), ()
    lacking = [key for key, state in facts.pledge.items() if state is State.MISSING]
    gaps = [Gap(f"pledge_{key}_none") for key in lacking]
    gaps += _missing(pledge_unsigned=facts.pledge_is_signed)
    halves = [key for key, state in facts.pledge.items() if state is State.PARTIAL]
    advice = [Gap(f"pledge_{key}_partial") for key in halves]
    advice += _missing(pledge_scan_none=facts.pledge_has_scan)
    return tuple(gaps), tuple(advice)


def _vision(facts: AgencyFacts) -> Found:
    gaps = _missing(vision_none=facts.vision, mission_none=facts.missions, motto_none=facts.motto)
    return gaps, ()


def _complaints(facts: AgencyFacts) -> Found:
    gaps = _missing(
        complaint_decree_none=facts.complaint_decree,
        complaint_officer_none=facts.complaint_officer,
        complaint_channels_none=facts.channels_tested,
    )
    return gaps, _stale(facts, facts.channels_tested, "complaint_channels_untested")


def _performance(facts: AgencyFacts) -> Found:
    return _missing(performance_none=facts.measured_on), ()


def _recognition(facts: AgencyFacts) -> Found:
    return _missing(recognition_none=facts.recognitions), ()


def _information(facts: AgencyFacts) -> Found:
    gaps = _missing(information_none=facts.media_checked)
    return gaps, _stale(facts, facts.media_checked, "information_unchecked")


def _facilities(facts: AgencyFacts) -> Found:
    if not facts.facilities:
        return (Gap("agency_facilities_none"),), ()
    return _missing(agency_vulnerable_none=facts.vulnerable_facilities), ()


def _special(facts: AgencyFacts) -> Found:
    return _missing(special_none=facts.special_services), ()


def _identity(facts: AgencyFacts) -> Found:
    gaps = _missing(uniform_none=facts.uniform, badge_none=facts.badge)
    return (*_vision(facts)[0], *gaps), ()


def _stale(facts: AgencyFacts, days: tuple[date | None, ...], code: str) -> tuple[Gap, ...]:
    old = [day for day in days if day is None or (facts.on - day).days > FRESH_DAYS]
    return (Gap(code, str(len(old))),) if old else ()
