"""Staff pages: how a draft looks, its paper, earlier versions, and the form as a file."""

from dataclasses import replace
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.core.datafiles import BadDataFile
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.eforms import comparing, definition, filling, formfiles, labels, papers
from maklumat.eforms.actions import forms as actions
from maklumat.eforms.comparing import Difference
from maklumat.eforms.definition import Form, Section
from maklumat.eforms.models import FormVersion
from maklumat.eforms.papers import Printed
from maklumat.eforms.queries import building as queries
from maklumat.eforms.queries.forms import regions
from maklumat.eforms.reading import Page
from maklumat.eforms.views.building import Here, here, page
from maklumat.eforms.views.building_parts import in_words

SCHEMA = Path(__file__).parents[1] / "data" / "form.schema.json"


@never_cache
@require_safe
def preview(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Show the whole draft as people see it, with what each question depends on in words."""
    at = here(request, agency, form)
    nothing = Page({}, {}, ())
    parts = [
        (
            section,
            in_words(at.form, section.when),
            [
                (shown, in_words(at.form, shown.question.when))
                for shown in filling.shown(_named_once(section), {}, nothing, {})
            ],
        )
        for section in at.form.sections
    ]
    context = {
        "here": at,
        "form": at.form,
        "parts": parts,
        "regions": regions(),
        "page_title": at.form.title,
    }
    return render(request, "eforms/building/preview.html", context)


def _named_once(section: Section) -> Section:
    """Name the questions of a section so that all sections can stand on one page."""
    asked = (replace(one, id=f"{section.id}-{one.id}") for one in section.questions)
    return replace(section, questions=tuple(asked))


@never_cache
@require_safe
def paper(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Answer the blank paper of the newest state, with the head of the first service that offers it."""
    at = here(request, agency, form)
    uses = queries.uses_of(at.built.form)
    printed = Printed(at.built.form, at.built.newest, uses[0].service if uses else None)
    return papers.answered(papers.blank_of(printed, at=now()), f"draf-{at.built.form.code}")


@never_cache
@require_safe
def versions(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """List all versions; compare two of them in words."""
    at = here(request, agency, form)
    rows = queries.versions_of(at.built.form)
    compared = _compared(request, at)
    return page(request, "versions", _("Versions"), at, rows=rows, compared=compared)


def _compared(
    request: StaffRequest, at: Here
) -> tuple[FormVersion, FormVersion, list[tuple[str, Difference, str]]] | None:
    typed = request.GET.get("dari", ""), request.GET.get("ke", "")
    if not all(one.isascii() and one.isdigit() and len(one) < 6 for one in typed):
        return None
    first, second = sorted(int(one) for one in typed)
    old, new = (queries.version_of(at.built.form, number) for number in (first, second))
    found = [
        (
            str(labels.DIFFERENCES[one.kind]),
            one,
            ", ".join(str(labels.ASPECTS[aspect]) for aspect in one.aspects),
        )
        for one in comparing.differences(old.rules, new.rules)
    ]
    return old, new, found


@never_cache
@require_POST
def restore(request: StaffRequest, agency: str, form: str, number: int) -> HttpResponse:
    """Take an earlier version as draft again."""
    at = here(request, agency, form)
    at.keep(queries.version_of(at.built.form, number).rules)
    return redirect(at.address("form"))


@never_cache
@require_POST
def discard(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Throw the draft away; a form that was never published goes with it."""
    at = here(request, agency, form)
    if at.is_late:
        messages.error(request, _("The draft was changed since you looked at it. Look again."))
        return redirect(at.address("form"))
    try:
        is_gone = actions.discard(form=at.built.form, by=request.user.email, at=now())
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(at.address("form"))
    messages.success(request, _("The draft was thrown away."))
    return redirect("eforms-staff:build") if is_gone else redirect(at.address("form"))


@never_cache
@require_safe
def download(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Answer the form as YAML."""
    at = here(request, agency, form)
    answer = HttpResponse(
        formfiles.written(at.form), content_type="application/yaml; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{at.built.form.code}.yaml"'
    return answer


@never_cache
@require_POST
def load(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Take a file as the draft of this form."""
    at = here(request, agency, form)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file."))
        return redirect(at.address("versions"))
    try:
        read: Form = formfiles.read(file.read(), file.name or "formulir.yaml")
    except BadDataFile as bad:
        rows = queries.versions_of(at.built.form)
        return page(
            request, "versions", _("Versions"), at, rows=rows, compared=None, status=422,
            problems=str(bad).split("\n"),
        )  # fmt: skip
    at.keep(definition.form({**definition.content(read), "code": at.built.form.code}))
    return redirect(at.address("form"))


@never_cache
@require_safe
def schema(request: StaffRequest) -> HttpResponse:
    """Answer the JSON Schema of such files."""
    if not queries.may_build(request.user):
        raise NotFound(request.path)
    answer = HttpResponse(SCHEMA.read_bytes(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{SCHEMA.name}"'
    return answer
