"""The sentences for verdicts on points, items, controls and pledges."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from maklumat.catalogue.completeness import Gap
from maklumat.catalogue.pledge_check import Element, ElementVerdict, State
from maklumat.catalogue.points import ItemVerdict
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component

ELEMENTS = {
    Element.PROMISE: _("readiness and promise to serve by the standard"),
    Element.IMPROVEMENT: _("fulfilling duties and improving without pause"),
    Element.SANCTION: _("accepting sanctions and giving compensation"),
}

ELEMENT_REASONS = {
    "promise_there": _("The text promises to serve by the standard (“%(found)s”)."),
    "promise_no_standard": _(
        "The text promises to serve (“%(found)s”), but not by the standard. Add “sesuai standar"
        " pelayanan yang ditetapkan”."
    ),
    "promise_no_will": _(
        "The standard is named, but nobody promises to keep it. Begin with “Kami sanggup”."
    ),
    "promise_none": _(
        "Nothing promises to serve by the standard. Add “Kami sanggup memberikan pelayanan sesuai"
        " standar yang ditetapkan”."
    ),
    "improvement_there": _("The text promises steady improvement (“%(found)s”) and duty."),
    "improvement_no_duty": _(
        "Steady improvement is there (“%(found)s”), the fulfilment of duties is not. Add"
        " “menjalankan kewajiban”."
    ),
    "improvement_not_steady": _(
        "Improvement is there (“%(found)s”), but not that it goes on without pause. Add"
        " “terus-menerus”."
    ),
    "improvement_only_duty": _(
        "Duties are there, improvement is not. Add “memperbaikinya terus-menerus”."
    ),
    "improvement_none": _(
        "Nothing speaks of duties and improvement. Add “Kami menjalankan kewajiban dan"
        " memperbaikinya terus-menerus”."
    ),
    "compensation_there": _("The text says what happens when service falls short (“%(found)s”)."),
    "sanction_no_compensation": _(
        "Sanctions are accepted (“%(found)s”), but nothing is given to the user. Assessors count"
        " this as not full: add “memberikan kompensasi kepada pengguna”."
    ),
    "sanction_not_accepted": _(
        "Sanctions are named, but nobody accepts them. Write “kami bersedia menerima sanksi”."
    ),
    "sanction_none": _(
        "Nothing says what happens when service falls short. Add “kami bersedia menerima sanksi"
        " dan memberikan kompensasi kepada pengguna”."
    ),
}

GAPS = {
    "organiser_duties_none": _("Write the duties of the agency in plain words."),
    "organiser_structure_none": _("Add the structure of the organisation: a picture or a text."),
    "organiser_officials_none": _("Name at least one official."),
    "organiser_address_none": _("Write the address."),
    "organiser_contact_none": _("Add a telephone number or an e-mail address."),
    "organiser_map_none": _("Add latitude and longitude, so that a map can show the office."),
    "standards_none": _("No service is published yet."),
    "pledge_none": _("No pledge is published yet."),
    "pledge_promise_none": _("The pledge lacks the promise to serve by the standard."),
    "pledge_improvement_none": _("The pledge lacks duty and steady improvement."),
    "pledge_sanction_none": _("The pledge lacks sanctions and compensation."),
    "pledge_promise_partial": _("The pledge promises service, but not by the standard."),
    "pledge_improvement_partial": _("The pledge speaks of improvement only in part."),
    "pledge_sanction_partial": _("The pledge accepts sanctions, but gives no compensation."),
    "pledge_unsigned": _("The pledge does not say who signed it, and when."),
    "pledge_scan_none": _("Add a scan of the signed pledge."),
    "vision_none": _("Write the vision."),
    "mission_none": _("Write the missions."),
    "motto_none": _("Write the motto of service."),
    "complaint_decree_none": _("Write number and date of the decree on complaint handling."),
    "complaint_officer_none": _("Name the officer who handles complaints."),
    "complaint_channels_none": _("Add at least one way to complain."),
    "performance_none": _(
        "No result of a satisfaction survey is shown yet: it takes five answers in a period, or a result in the profile."
    ),
    "recognition_none": _("No award or recognition is listed yet."),
    "information_none": _("Name at least one medium, such as the website or a booklet."),
    "agency_facilities_none": _("List the facilities at the place of service."),
    "agency_vulnerable_none": _("No facility for vulnerable users is named yet."),
    "special_none": _("Name what is done for users with special needs."),
    "uniform_none": _("Describe the uniform of the staff."),
    "badge_none": _("Describe the ID badge of the staff."),
}


def item_reason(gap: Gap) -> str:
    """Return the sentence of a gap or an advice from `points`."""
    code, number = gap.code, gap.subject
    if code.startswith("component_"):
        name = OFFICIAL_NAMES[Component(code.removeprefix("component_"))]
        return ngettext(
            "%(name)s: %(number)s service lacks it.",
            "%(name)s: %(number)s services lack it.",
            int(number),
        ) % {"name": name, "number": number}
    counted = _counted(code, int(number)) if number else ""
    return counted or str(GAPS[code])


def _counted(code: str, number: int) -> str:
    sentence = {
        "standards_not_fourteen": ngettext(
            "%(number)d service does not have all 14 components yet.",
            "%(number)d services do not have all 14 components yet.",
            number,
        ),
        "complaint_channels_untested": ngettext(
            "%(number)d way to complain was not tried in the last six months.",
            "%(number)d ways to complain were not tried in the last six months.",
            number,
        ),
        "information_unchecked": ngettext(
            "%(number)d medium was not checked in the last six months.",
            "%(number)d media were not checked in the last six months.",
            number,
        ),
    }
    return sentence[code] % {"number": number}


def item_reasons(verdict: ItemVerdict) -> list[str]:
    """Return one sentence for each gap; one that says so where nothing is missing."""
    return [item_reason(gap) for gap in verdict.gaps] or [gettext("Complete.")]


def item_advice(verdict: ItemVerdict) -> list[str]:
    """Return one sentence for each advice."""
    return [item_reason(gap) for gap in verdict.advice]


def element_reason(verdict: ElementVerdict) -> str:
    """Say why an element of a pledge counts, counts by half or does not."""
    return str(ELEMENT_REASONS[verdict.code]) % {"found": verdict.found}


STATES = {
    State.FULL: _("there"),
    State.PARTIAL: _("not full"),
    State.MISSING: _("missing"),
}


def element_rows(verdicts: Iterable[ElementVerdict]) -> list[dict[str, str]]:
    """Return the verdicts on a pledge in words: element, name, state, reason."""
    return [
        {
            "element": verdict.element.value,
            "name": str(ELEMENTS[verdict.element]),
            "state": str(STATES[verdict.state]),
            "reason": element_reason(verdict),
        }
        for verdict in verdicts
    ]
