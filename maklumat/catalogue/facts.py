"""What citizens can see of an agency, put together for the rules in `points`."""

from collections.abc import Collection
from datetime import date

from maklumat.agencies.models import Agency
from maklumat.agencies.showcase import Showcase
from maklumat.catalogue.models import Pledge
from maklumat.catalogue.points import AgencyFacts
from maklumat.catalogue.standard import Component


def facts(
    agency: Agency,
    filled: Collection[Collection[str]],
    shown: Showcase,
    pledge: Pledge | None,
    on: date,
    measured_on: date | None,
) -> AgencyFacts:
    """Gather the facts; `filled` has the complete components of each published service.

    Asks the database nothing.
    """
    media = tuple(row.checked_on for row in shown.media)
    days = [day for day in (measured_on, shown.survey_on if shown.survey_score else None) if day]
    return AgencyFacts(
        on=on,
        duties=bool(shown.duties or agency.about),
        structure=bool(shown.structure or shown.structure_picture),
        officials=len(shown.officials) or int(bool(agency.head_name)),
        address=bool(agency.address),
        contact=bool(agency.phone or agency.email),
        map=agency.latitude is not None and agency.longitude is not None,
        services=len(filled),
        complete_services=sum(len(parts) == len(Component) for parts in filled),
        with_component={part: sum(part.value in parts for parts in filled) for part in Component},
        pledge={row.element.value: row.state for row in pledge.elements()} if pledge else None,
        pledge_is_signed=bool(pledge and pledge.is_signed),
        pledge_has_scan=bool(pledge and pledge.scan_id),
        vision=bool(shown.vision),
        missions=len(shown.missions),
        motto=bool(shown.motto),
        complaint_decree=bool(shown.decree),
        complaint_officer=bool(shown.officer),
        channels_tested=tuple(row.tested_on for row in shown.ways),
        measured_on=max(days, default=None),
        recognitions=len(shown.awards),
        # A website that nobody wrote down as a medium is one all the same, never checked.
        media_checked=media or ((None,) if agency.website else ()),
        facilities=len(shown.facilities),
        vulnerable_facilities=sum(row.for_vulnerable for row in shown.facilities),
        special_services=len(shown.specials),
        uniform=bool(shown.uniform or shown.uniform_picture),
        badge=bool(shown.badge or shown.badge_picture),
    )
