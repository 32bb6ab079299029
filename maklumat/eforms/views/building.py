"""Staff pages: the forms of an agency; a new one; what a form says of itself and how it is offered."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.eforms import checking, definition, flaws, formfiles, library
from maklumat.eforms.actions import forms as actions
from maklumat.eforms.actions.forms import Overtaken, Settings, basis_of
from maklumat.eforms.building_forms import (
    HeadForm,
    NewForm,
    NewPartForm,
    SettingsForm,
    code_of,
)
from maklumat.eforms.definition import Form
from maklumat.eforms.models import ServiceForm
from maklumat.eforms.queries import building as queries
from maklumat.eforms.queries.building import Built

OVERTAKEN, UNCLEAR = 409, 422
# Any, below: contexts of templates are of many types.


@dataclass
class Here:
    """The form that is being built, as it stands now."""

    request: StaffRequest
    built: Built

    @property
    def form(self) -> Form:
        return self.built.newest.rules

    @property
    def basis(self) -> str:
        return basis_of(self.built.newest)

    def address(self, name: str, *more: object) -> str:
        return reverse(f"eforms-staff:build-{name}", args=(*self.built.slugs, *more))

    def keep(self, changed: Form, *, is_addition: bool = False) -> bool:
        """Keep a changed form as draft; say so. Return False when somebody was quicker.

        What is only added stands well beside what somebody else changed since the page was opened.
        """
        basis = self.basis if is_addition else self.request.POST.get("basis", "")
        if changed == self.form:
            messages.info(self.request, _("Nothing had changed."))
            return True
        try:
            actions.change(
                form=self.built.form, content=definition.content(changed), at=now(),
                by=self.request.user.email, basis=basis,
            )  # fmt: skip
        except Overtaken as late:
            messages.error(self.request, str(late))
            return False
        messages.success(self.request, _("Kept as draft. People see it once it is published."))
        return True

    @property
    def is_late(self) -> bool:
        """Was this page opened before somebody else changed the form?"""
        basis = self.request.POST.get("basis", "")
        return bool(basis) and basis != self.basis


def here(request: StaffRequest, agency: str, form: str) -> Here:
    """Return a form that this person may change. Raises NotFound."""
    return Here(request, queries.form_for(request.user, agency, form))


def page(
    request: StaffRequest, name: str, title: str, at: Here | None = None, *, status: int = 200,
    crumbs: tuple[tuple[str, str], ...] = (), **context: Any,
) -> HttpResponse:  # fmt: skip
    """Answer a page of the builder in the staff frame."""
    trail = [
        (reverse("wagtailadmin_home"), _("Home")),
        (reverse("eforms-staff:build"), _("Build forms")),
        *([(at.address("form"), at.form.title)] if at and name != "form" else []),
        *crumbs,
        ("", title),
    ]
    shown = {
        "page_title": title,
        "header_title": title,
        "header_icon": "form",
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in trail if label],
        "here": at,
    }
    return render(request, f"eforms/building/{name}.html", shown | context, status=status)


@never_cache
@require_safe
def build(request: StaffRequest) -> HttpResponse:
    """List the forms one may change."""
    if not queries.may_build(request.user):
        raise NotFound(request.path)
    rows = list(queries.forms_for(request.user))
    borrowed = queries.borrowed(request.user)
    return page(request, "list", _("Build forms"), rows=rows, borrowed=borrowed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Make a form: empty, from the library, as a copy, or out of a file."""
    if not queries.may_build(request.user):
        raise NotFound(request.path)
    ready = sorted(library.forms().values(), key=lambda one: one.title)
    form = NewForm(
        request.POST or None,
        request.FILES or None,
        agencies=queries.agencies_for(request.user, localdate()),
        ready=[("", "–"), *((one.code, one.title) for one in ready)],
        others=queries.forms_for(request.user),
        initial={"ready": request.GET.get("pustaka", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(request, form)
            return redirect("eforms-staff:build-form", made.agency.slug, made.code)
        except RuleBroken as broken:
            form.add_error(
                "file" if form.cleaned_data["way"] == "file" else None, str(broken).split("\n")
            )
    status = UNCLEAR if request.method == "POST" else 200
    way = request.POST.get("way") or ("library" if request.GET.get("pustaka") else "")
    return page(request, "new", _("New form"), form=form, way=way, ready=ready, status=status)


def _made(request: StaffRequest, form: NewForm) -> ServiceForm:
    typed = form.cleaned_data
    agency, taken = typed["agency"], ""
    match typed["way"]:
        case "library":
            found = library.forms()[typed["ready"]]
            content, taken = definition.form(found.content), found.code
        case "copy":
            newest = typed["other"].versions.first()
            content = newest.rules
        case "file":
            content = formfiles.read(typed["file"].read(), typed["file"].name)
        case _:
            content = Form(code_of(typed["title"]), " ".join(typed["title"].split()), ())
    content = replace(content, code=queries.free_code(agency, content.code))
    made = actions.make(
        agency=agency, content=definition.content(content), services=[], at=now(),
        by=request.user.email, taken_from=taken,
    )  # fmt: skip
    messages.success(request, _("Made as a draft. Say which services offer it, then publish it."))
    return made


@never_cache
@require_safe
def ready(request: StaffRequest, code: str) -> HttpResponse:
    """Show a form of the library before it is taken."""
    found = library.forms().get(code)
    if found is None or not queries.may_build(request.user):
        raise NotFound(code)
    return page(request, "ready", found.title, form=definition.form(found.content), code=code)


View = Callable[..., HttpResponse]
_TEXTS = re.compile(
    r"title|label|help|options|purpose|source|declarations|one|role-\d|when-\d-value"
)


def keeping_text(view: View) -> View:
    """Give back what was typed into a form that is gone by now, or was never this person's."""

    @wraps(view)
    def wrapped(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            posted = request.POST.dict().items()
            typed = [str(text) for name, text in posted if text and _TEXTS.fullmatch(name)]
            if not typed or not queries.may_build(request.user):
                raise
            title = _("This form is not here any more")
            return page(request, "lost", title, typed="\n\n".join(typed), status=404)

    return wrapped


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeping_text
def form(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """What a form says of itself, and its parts."""
    at = here(request, agency, form)
    typed = HeadForm(
        request.POST if "basis" in request.POST else None,
        built=at.form, initial=HeadForm.initial_of(at.form),
    )  # fmt: skip
    status = 200
    if typed.is_bound:
        if typed.is_valid() and at.keep(typed.changed()):
            return redirect(at.address("form"))
        status = OVERTAKEN if typed.is_valid() else UNCLEAR
    return overview(request, at, typed, NewPartForm(), status=status)


def overview(
    request: StaffRequest, at: Here, typed: HeadForm, adding: NewPartForm, *, status: int
) -> HttpResponse:
    """Answer the page of a whole form."""
    found = checking.faults(at.built.newest.content)
    marked = {fault.place.partition(".")[0] for fault in found}
    return page(
        request, "form", at.form.title, at, status=status, form=typed, faults=found,
        parts=[(one, one.id in marked) for one in at.form.sections], adding=adding,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """How a form is offered; works at once."""
    at = here(request, agency, form)
    row = at.built.form
    offering = [use.service.pk for use in queries.uses_of(row)]
    typed = SettingsForm(
        request.POST if request.method == "POST" else None,
        instance=row, initial={"services": offering}, services=queries.services_for_form(row),
    )  # fmt: skip
    if request.method == "POST" and typed.is_valid():
        data = typed.cleaned_data
        chosen = Settings(
            list(data["services"]), data["takes_submissions"], data["keep_months"],
            data["retired"], data["named_as"],
        )  # fmt: skip
        actions.set_up(form=row, chosen=chosen, by=request.user.email, at=now())
        messages.success(request, _("The settings work from now on."))
        return redirect(at.address("form"))
    status = UNCLEAR if request.method == "POST" else 200
    return page(request, "settings", _("Settings"), at, form=typed, status=status)


@never_cache
@require_safe
def check(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Name what is wrong, and where to mend it; publish."""
    at = here(request, agency, form)
    content = at.built.newest.content
    wrong = [
        (flaws.place(fault, content), flaws.sentence(fault, content), _mending(at, fault.place))
        for fault in checking.faults(content)
    ]
    return page(
        request, "check", _("Check and publish"), at, wrong=wrong,
        uses=queries.uses_of(at.built.form),
    )  # fmt: skip


def _mending(at: Here, place: str) -> str:
    """Return the address of the page that mends a fault."""
    section, _dot, question = place.partition(".")
    if not any(one.id == section for one in at.form.sections):
        return at.address("form")
    return at.address("question", section, question) if question else at.address("part", section)


@never_cache
@require_POST
def publish(request: StaffRequest, agency: str, form: str) -> HttpResponse:
    """Let people fill in the draft; only who signs for the agency, or the organiser."""
    at = here(request, agency, form)
    if not at.built.may_publish:
        raise NotFound(form)
    if at.is_late:
        messages.error(request, _("The draft was changed since you looked at it. Look again."))
        return redirect(at.address("check"))
    try:
        actions.publish(form=at.built.form, by=request.user.email, at=now())
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(at.address("check"))
    messages.success(request, _("Published. People fill in this version from now on."))
    return redirect(at.address("form"))
