"""The papers of a form as a service offers it: whose letterhead, what to bring, its address."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import override

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import Case
from maklumat.core import links
from maklumat.core.colour import palette
from maklumat.core.paper import Sheet
from maklumat.eforms import sheets
from maklumat.eforms.definition import Form
from maklumat.eforms.models import FormVersion, ServiceForm, Submission
from maklumat.eforms.path import Answers
from maklumat.eforms.queries import Offered
from maklumat.eforms.queries.forms import region_names
from maklumat.eforms.queries.submissions import names_of
from maklumat.eforms.sheets import Bring, Head
from maklumat.eforms.written import Names


@dataclass(frozen=True)
class Printed:
    """What a paper is made of. `service` is the one it belongs to, None while none offers it;
    `taker` the agency that takes it in where that is not the one of the service any more.
    """

    form: ServiceForm
    version: FormVersion
    service: Service | None
    taker: Agency | None = None

    @property
    def agency(self) -> Agency:
        """Whose letterhead it bears: who takes the form in, not who made it."""
        if self.taker:
            return self.taker
        return self.service.agency if self.service else self.form.agency

    @property
    def owner(self) -> str:
        """The agency that made the form, where it is another one; else nothing."""
        return "" if self.form.agency_id == self.agency.pk else self.form.agency.name


def blank(offered: Offered, *, at: datetime) -> Sheet:
    """Return the form to be filled in by hand."""
    return blank_of(_printed(offered), at=at)


def filled(
    offered: Offered, answers: Answers, *, at: datetime, files: Names = MappingProxyType({})
) -> Sheet:
    """Return the form with answers in it, and what to bring in the case they tell."""
    return filled_of(_printed(offered), answers, at=at, files=files)


def blank_of(printed: Printed, *, at: datetime) -> Sheet:
    cases = [Bring(case.name, _items(case)) for case in cases_of(printed.service)]
    return sheets.blank(printed.version.rules, _head(printed, at), cases)


def filled_of(
    printed: Printed, answers: Answers, *, at: datetime, number: str = "",
    files: Names = MappingProxyType({}),
) -> Sheet:  # fmt: skip
    """`files` are the names of those that were sent, by id."""
    form = printed.version.rules
    head = _head(printed, at)
    head = replace(head, number=number, names={**head.names, **files})
    return sheets.filled(form, answers, head, documents(form, printed.service, answers))


def handed_in(row: Submission, answers: Answers, *, at: datetime) -> Sheet:
    """Return a form as it was handed in, with its number."""
    printed = Printed(row.version.form, row.version, row.service, row.agency)
    return filled_of(printed, answers, at=at, number=row.number, files=names_of(row))


def answered(sheet: Sheet, name: str) -> HttpResponse:
    """Return a paper as an answer that browsers show and keep under a name."""
    response = HttpResponse(sheet.pdf(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def documents(form: Form, service: Service | None, answers: Answers) -> list[str]:
    """Return what to bring: of the case that the answers name, else of the only case there is."""
    cases = cases_of(service)
    chosen = chosen_case(form, answers)
    fitting = [case for case in cases if slugify(case.name).replace("-", "_") in chosen]
    if not fitting and len(cases) == 1:
        fitting = cases
    return [item for case in fitting for item in _items(case)]


def cases_of(service: Service | None) -> list[Case]:
    """Return the requirement cases of the published standard."""
    return list(service.published_standard().requirements) if service else []


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


def _printed(offered: Offered) -> Printed:
    return Printed(offered.form, offered.version, offered.service)


def _head(printed: Printed, at: datetime) -> Head:
    service, agency = printed.service, printed.agency
    government = agency.government
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
        version=printed.version.number,
        place=government.region.name if government.region_id else "",
        service=service.name if service else "",
        owner=printed.owner,
        address=_address(printed),
        accent=palette(government.accent).light,
        names=region_names(),
    )


def _address(printed: Printed) -> str:
    """Return where the form is filled in; paper is Indonesian, and so is its address."""
    service = printed.service
    if service is None:
        return ""
    with override("id"):
        return links.to("eforms:start", service.agency.slug, service.slug, printed.form.code)


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the local time with its offset alone: all that PDF knows of zones."""
    local = at.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))
