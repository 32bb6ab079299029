"""Staff pages: sheets of paper are printed with numbers, and typed in fast."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Agency
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.surveys import collecting_forms as forms
from maklumat.surveys import labels, numbering, queries, questionnaire
from maklumat.surveys.actions import paper as actions
from maklumat.surveys.actions.answering import Answers
from maklumat.surveys.models import PaperEntry, Response
from maklumat.surveys.queries import desk
from maklumat.surveys.queries.desk import Counter
from maklumat.surveys.views.collecting import chosen, page, pdf_answer, today

SHEET = "surveys-staff:entry-sheet"
LIST = "surveys-staff:entry"


@never_cache
@require_safe
def services(request: StaffRequest) -> HttpResponse:
    """List the services of an agency: type sheets in, print a blank one, print a batch."""
    here = chosen(request)
    rows = desk.services_at(here.agency) if here.agency else []
    batches = desk.batches_of(rows)
    typed = desk.entries_today(request.user, rows, here.today)
    lines = [(row, batches.get(row.pk, []), typed.get(row.pk, 0)) for row in rows]
    return page(
        request, "services", _("Enter paper questionnaires"), here=here, lines=lines,
        most=numbering.MOST_IN_A_BATCH,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: StaffRequest, agency: str, service: str) -> HttpResponse:
    """Type one sheet in; the next one is ready at once."""
    on = today()
    counter = desk.counter_for(request.user, agency, service, on)
    version = queries.current()
    if request.method == "GET":
        fresh = forms.SheetForm(
            initial=_initial(request, counter, on), version=version, units=counter.units, today=on
        )
        return _shown(request, counter, fresh, on)
    form = forms.SheetForm(request.POST, version=version, units=counter.units, today=on)
    if form.is_valid():
        try:
            kept = actions.enter(
                answers=_answers(form.cleaned_data, counter), by=request.user, today=on, at=now()
            )
        except RuleBroken as error:
            form.add_error("number", str(error))
        else:
            return redirect(_next(request, counter, form.cleaned_data, kept.response))
    return _shown(request, counter, form, on, status=422)


def _answers(typed: dict[str, Any], counter: Counter) -> Answers:  # Any: values of a form
    unit = counter.unit(typed["unit"])
    if unit is None:
        raise NotFound(typed["unit"])
    return Answers(
        instrument=queries.current(),
        service=counter.service,
        unit=unit,
        marks=typed["marks"],
        day=typed["day"],
        half=typed["half"],
        client_uid=typed["uid"],
        sex=typed["sex"],
        age=typed["age"],
        education=typed["education"],
        occupation=typed["occupation"],
        text=typed["text"].strip(),
        form_number=actions.form_number(counter.service, typed["number"]),
    )


def _next(
    request: StaffRequest, counter: Counter, typed: dict[str, Any], kept: Response
) -> str:  # Any: as above
    """Remember unit, day and time of day for the next sheet of this person."""
    request.session[_remembered(counter)] = {
        "unit": typed["unit"],
        "day": typed["day"].isoformat(),
        "half": typed["half"],
        "number": kept.form_number,
    }
    return request.path


def _remembered(counter: Counter) -> str:
    return f"surveys-sheet-{counter.service.pk}"


def _kept(request: StaffRequest, counter: Counter) -> dict[str, str]:
    kept: dict[str, str] = request.session.get(_remembered(counter), {})
    return kept


def _initial(request: StaffRequest, counter: Counter, on: date) -> dict[str, object]:
    kept = _kept(request, counter)
    named = counter.unit(kept.get("unit", ""))
    return {
        "uid": uuid4(),
        "unit": str((named or counter.units[0]).pk),
        "day": kept.get("day") or on.isoformat(),
        "half": kept.get("half", ""),
        "number": _number_after(counter, kept.get("number", "")),
    }


def _number_after(counter: Counter, number: str) -> str:
    """Return the number behind the last one, while there are printed sheets left."""
    series = desk.series_of(counter.service)
    if not number or series is None:
        return ""
    after = numbering.read(number, series.prefix) + 1
    return numbering.written(series.prefix, after) if after <= series.last else ""


def _shown(
    request: StaffRequest, counter: Counter, form: forms.SheetForm, on: date, status: int = 200
) -> HttpResponse:
    version = queries.current()
    asked = queries.questions(version, counter.service)
    remembers = bool(_kept(request, counter))
    return page(
        request, "sheet", _("Enter sheets: %(name)s") % {"name": counter.service.name},
        status=status,
        form=form,
        service=counter.service,
        units=counter.units,
        unit=_unit_of(form, counter),
        day=_day_of(form),
        lines=[(one, form[one.key]) for one in asked],
        legends=_legends(),
        place_open=not remembers or any(form[name].errors for name in ("unit", "day", "half")),
        place=[form["unit"], form["day"], form["half"]],
        profile=[form["sex"], form["age"], form["education"], form["occupation"]],
        count=desk.entered_today(request.user, counter.service, on),
        last=[_line(row) for row in desk.last_entries(request.user, counter.service, on)],
        series=desk.series_of(counter.service),
        asks_number=not remembers or bool(_kept(request, counter).get("number")),
    )  # fmt: skip


def _unit_of(form: forms.SheetForm, counter: Counter) -> Agency:
    return counter.unit(str(form["unit"].value())) or counter.units[0]


def _day_of(form: forms.SheetForm) -> str:
    typed = str(form["day"].value() or "")
    try:
        return date_format(date.fromisoformat(typed), "j F Y")
    except ValueError:
        return typed


def _legends() -> dict[str, list[tuple[str, str]]]:
    return {
        "sex": _legend(forms.SEX_KEYS, labels.SEXES),
        "education": _legend(forms.EDUCATION_KEYS, labels.EDUCATIONS),
        "occupation": _legend(forms.OCCUPATION_KEYS, labels.OCCUPATIONS),
    }


def _legend(keys: dict[str, str], words: Sequence[tuple[str, object]]) -> list[tuple[str, str]]:
    said = dict(words)
    return [(key, str(said[code])) for key, code in keys.items()]


def _line(row: PaperEntry) -> dict[str, object]:
    response = row.response
    version = queries.current()
    return {
        "pk": row.pk,
        "number": response.form_number,
        "day": response.day,
        "unit": response.unit.short_name,
        "marks": " ".join(str(response.marks.get(key, "–")) for key in version.rules.keys),
        "open": len(version.rules.keys) - len(response.marks),
    }


@require_POST
def take_back(request: StaffRequest, agency: str, service: str, pk: int) -> HttpResponse:
    """Remove a sheet that this person typed in today."""
    on = today()
    counter = desk.counter_for(request.user, agency, service, on)
    entry = desk.entry_for(request.user, counter.service, pk, on)
    number = entry.response.form_number
    actions.take_back(entry=entry, by=request.user, today=on, at=now())
    if number:
        messages.success(request, _("Sheet %s was taken back; it can be entered anew.") % number)
    else:
        messages.success(request, _("The sheet was taken back."))
    return redirect(SHEET, agency, service)


@require_POST
def print_batch(request: StaffRequest, agency: str, service: str) -> HttpResponse:
    """Give out the next numbers, then lead to their PDF."""
    counter = desk.counter_for(request.user, agency, service, today())
    form = forms.BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(said) for said in form["count"].errors))
        return redirect(_list_of(request))
    try:
        batch = actions.print_batch(
            service=counter.service, count=form.cleaned_data["count"], by=request.user, at=now()
        )
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect(_list_of(request))
    return redirect("surveys-staff:sheets", agency, service, batch.first)


def _list_of(request: StaffRequest) -> str:
    from_page = chosen(request)
    return reverse(LIST) + from_page.query


@require_safe
def sheets(request: StaffRequest, agency: str, service: str, first: int) -> HttpResponse:
    """Answer the sheets of a batch as one PDF, also a second time."""
    counter = desk.counter_for(request.user, agency, service, today())
    batch = desk.batch_for(counter.service, first)
    made = questionnaire.pdf(
        counter.service, queries.current(), at=now(), numbers=actions.numbers(batch)
    )
    name = f"kuesioner-{batch.series.prefix.lower()}-{batch.first}-{batch.last}"
    return pdf_answer(made, name)
