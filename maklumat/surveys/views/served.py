"""Staff page: how many people were served, typed month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import choosing, queries, sampling, sentences
from maklumat.surveys.actions import served as actions
from maklumat.surveys.choosing import Choice
from maklumat.surveys.collecting_forms import PeopleForm
from maklumat.surveys.queries import desk, people_served
from maklumat.surveys.views.collecting import Chosen, chosen, page


@dataclass
class Line:
    """A service with its cells, how many were served in the period, and what follows from it."""

    service: Service
    cells: list[Any]  # Any: bound fields
    people: int | None
    answers: int
    counted: int = 0  # by forms that were handed in here

    @property
    def counted_said(self) -> str:
        """Say what forms counted here by themselves; the larger number of a month holds."""
        if not self.counted:
            return ""
        return _("Forms that were finished here: %s. In each month the larger number holds.") % (
            sentences.count(self.counted)
        )

    @property
    def said(self) -> str:
        """Say how many answers this many people need, and how many there are."""
        found = sampling.adequacy(self.answers, self.people)
        if found.needed is None:
            return _("Nobody noted how many were served; %(answers)s complete answers.") % {
                "answers": sentences.count(self.answers)
            }
        first = _("%(people)s served at all units: %(needed)s answers needed, %(answers)s complete.") % {
            "people": sentences.count(self.people or 0),
            "needed": sentences.count(found.needed),
            "answers": sentences.count(self.answers),
        }  # fmt: skip
        rest = _("That is enough.")
        if not found.enough:
            rest = _("%s are missing.") % sentences.count(found.missing)
        return f"{first} {rest}"


@never_cache
@require_http_methods(["GET", "POST"])
def served(request: StaffRequest) -> HttpResponse:
    """Show and keep the numbers of one agency in one period."""
    here = chosen(request)
    choice = choosing.chosen(request.GET, queries.settings_of(desk.government()).period, here.today)
    period = choice.period
    services = desk.services_at(here.agency) if here.agency else []
    months = people_served.months_until(period, here.today)
    known = people_served.noted(here.agency, services, period) if here.agency else {}
    cells = [
        (_name(row, month), f"{row.name}, {month:%m/%Y}") for row in services for month in months
    ]
    form = PeopleForm(
        request.POST if request.method == "POST" else None,
        cells=cells,
        most=actions.MOST_PEOPLE,
        initial={
            f"p{service}-{month:%Y%m}": noted.people for (service, month), noted in known.items()
        },
    )
    if request.method == "POST" and here.agency:
        return _noted(request, here, here.agency, services, choice, months, form)
    return _shown(request, here, services, choice, months, form)


def _name(service: Service, month: date) -> str:
    return f"p{service.pk}-{month:%Y%m}"


def _noted(  # noqa: PLR0913  the table, and what was typed into it
    request: StaffRequest, here: Chosen, agency: Agency, services: list[Service], choice: Choice,
    months: list[date], form: PeopleForm,
) -> HttpResponse:  # fmt: skip
    is_good = form.is_valid()
    people = {
        (row.pk, month): form.cleaned_data[_name(row, month)]
        for row in services
        for month in months
        # A cell that was not sent stays as it is: the script sends one at a time.
        if _name(row, month) in form.cleaned_data and _name(row, month) in request.POST
    }
    changed = actions.note(
        unit=agency, services={row.pk: row for row in services}, people=people, by=request.user,
        at=now(),
    )  # fmt: skip
    if request.headers.get("X-Requested-With") == "fetch":
        faults = {name: str(said[0]) for name, said in form.errors.items()}
        samples = {line.service.pk: line.said for line in _lines(services, choice, form, months)}
        told = {"changed": changed, "faults": faults, "said": samples}
        return JsonResponse(told, status=200 if is_good else 422)
    if not is_good:
        return _shown(request, here, services, choice, months, form, status=422)
    said = ngettext("%(n)d number was saved.", "%(n)d numbers were saved.", changed)
    messages.success(request, said % {"n": changed} if changed else _("Nothing had changed."))
    return redirect(request.get_full_path())


def _shown(  # noqa: PLR0913  as above
    request: StaffRequest, here: Chosen, services: list[Service], choice: Choice,
    months: list[date], form: PeopleForm, status: int = 200,
) -> HttpResponse:  # fmt: skip
    agency, period = here.agency, choice.period
    known = people_served.noted(agency, services, period) if agency else {}
    lines = _lines(services, choice, form, months)
    for line in lines:
        line.counted = sum(
            row.counted for (service, _month), row in known.items() if service == line.service.pk
        )
    latest = max(
        (row for row in known.values() if row.noted_by), key=lambda row: row.noted_at, default=None
    )
    return page(
        request, "served", _("People served"), status=status, here=here, lines=lines, form=form,
        months=months, choice=choice, latest=latest,
        kept_query=f"opd={agency.slug}" if agency else "",
        keep=[("opd", agency.slug)] if agency else [],
    )  # fmt: skip


def _lines(
    services: list[Service], choice: Choice, form: PeopleForm, months: list[date]
) -> list[Line]:
    everywhere = people_served.in_period(services, choice.period)
    answers = people_served.answers(services, choice.period)
    return [
        Line(row, [form[_name(row, month)] for month in months], everywhere.get(row.pk),
             answers.get(row.pk, 0))
        for row in services
    ]  # fmt: skip
