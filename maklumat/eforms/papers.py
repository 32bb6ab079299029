"""The papers of a form as a service offers it: its letterhead, what to bring, its address."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override

from maklumat.catalogue.standard import Case
from maklumat.core import links
from maklumat.core.colour import palette
from maklumat.core.paper import Sheet
from maklumat.eforms import sheets
from maklumat.eforms.definition import Form
from maklumat.eforms.models import Submission
from maklumat.eforms.path import Answers
from maklumat.eforms.queries import Offered
from maklumat.eforms.queries.forms import region_names
from maklumat.eforms.sheets import Bring, Head


def blank(offered: Offered, *, at: datetime) -> Sheet:
    """Return the form to be filled in by hand."""
    cases = [Bring(case.name, _items(case)) for case in cases_of(offered)]
    return sheets.blank(offered.version.rules, _head(offered, at), cases)


def filled(offered: Offered, answers: Answers, *, at: datetime) -> Sheet:
    """Return the form with answers in it, and what to bring in the case they tell."""
    form = offered.version.rules
    return sheets.filled(form, answers, _head(offered, at), documents(offered, answers))


def handed_in(row: Submission, answers: Answers, *, at: datetime) -> Sheet:
    """Return a form as it was handed in, with its number."""
    offered = Offered(row.service, row.version.form, row.version)
    head = replace(_head(offered, at), number=row.number)
    return sheets.filled(row.version.rules, answers, head, documents(offered, answers))


def documents(offered: Offered, answers: Answers) -> list[str]:
    """Return what to bring: of the case that the answers name, else of the only case there is."""
    cases = cases_of(offered)
    chosen = chosen_case(offered.version.rules, answers)
    fitting = [case for case in cases if slugify(case.name).replace("-", "_") in chosen]
    if not fitting and len(cases) == 1:
        fitting = cases
    return [item for case in fitting for item in _items(case)]


def cases_of(offered: Offered) -> list[Case]:
    """Return the requirement cases of the published standard."""
    return list(offered.service.published_standard().requirements)


def chosen_case(form: Form, answers: Answers) -> set[str]:
    """Return the names a chosen case may have: its id and its label, as short addresses."""
    if not form.case:
        return set()
    section, _dot, question = form.case.partition(".")
    own: Any = answers.get(section)  # Any: answers are of many types
    chosen = own.get(question) if isinstance(own, dict) else None
    if not chosen:
        return set()
    label = form.question(form.case).option(chosen)
    return {chosen, slugify(label).replace("-", "_")}


def _items(case: Case) -> list[str]:
    found = []
    for item in case.items:
        count = f" ({item.count} lembar)" if item.count > 1 else ""
        found.append(f"{item.text}{count}")
    return found


def _head(offered: Offered, at: datetime) -> Head:
    service, agency = offered.service, offered.form.agency
    government = agency.government
    with override("id"):
        address = reverse("eforms:start", args=offered.slugs)
    return Head(
        letterhead={
            "government": government.name,
            "agency": agency.name,
            "address": agency.address,
            "phone": agency.phone,
            "email": agency.email,
            "website": agency.website,
        },
        at=_local(at, government.zone),
        version=offered.version.number,
        place=government.region.name if government.region_id else "",
        service=service.name,
        address=links.full(address),
        accent=palette(government.accent).light,
        names=region_names(),
    )


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the local time with its offset alone: all that PDF knows of zones."""
    local = at.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))
