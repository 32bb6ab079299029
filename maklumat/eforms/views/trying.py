"""Staff walk through a draft or a version as a citizen does: the same pages, and nothing is stored.

What is typed stays where a citizen's draft stays: encrypted in the cache, two hours. Only those who
may change the form come here; nothing can be handed in, and nothing is offered to other forms.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.eforms import checking, papers, reading
from maklumat.eforms.models import FormVersion
from maklumat.eforms.papers import Printed
from maklumat.eforms.queries import building as queries
from maklumat.eforms.views import filling
from maklumat.eforms.views.building import Here, here
from maklumat.eforms.views.filling import Filling
from maklumat.eforms.world import world


class Trial(Filling):
    """One member of staff at one version of a form; a draft may change between two pages."""

    WAYS_ON = ("begin", "blank", "paper")

    def __init__(self, request: StaffRequest, at: Here, version: FormVersion) -> None:
        self.at = at
        self.open(request, version, f"try:{version.pk}")
        self.draft.answers = reading.sound(self.form, self.draft.answers, world())

    @property
    def printed(self) -> Printed:
        """Whose paper it will be: that of the first service that offers the form, if one does."""
        uses = queries.uses_of(self.at.built.form)
        return Printed(self.at.built.form, self.version, uses[0].service if uses else None)

    def address(self, name: str, *more: object) -> str:
        slugs = (*self.at.built.slugs, self.version.number)
        return reverse(f"eforms-staff:try-{name}", args=(*slugs, *more))

    def remember(self, told: Mapping[str, Any]) -> None:  # Any: answers are of many types
        """What is invented here is offered nowhere."""

    def known(self) -> Mapping[str, Any]:  # Any: as above
        return {}

    def shared(self) -> dict[str, Any]:  # Any: a template's context
        trial = {
            "number": self.version.number,
            "is_draft": self.version.published_at is None,
            "takes_submissions": self.at.built.form.takes_submissions,
            "form": self.at.address("form"),
            "whole": self.at.address("preview"),
            "again": self.address("again"),
        }
        return {"form": self.form, "trial": trial}


View = Callable[..., HttpResponse]


def on_trial(view: View) -> View:
    """Hand the trial to a view; while the form has faults, lead to the check instead."""

    @wraps(view)
    def wrapped(
        request: StaffRequest, agency: str, form: str, number: int, **rest: object
    ) -> HttpResponse:
        at = here(request, agency, form)
        version = queries.version_of(at.built.form, number)
        if checking.faults(version.content):
            messages.warning(request, _("It can be tried out once the check finds nothing wrong."))
            return redirect(at.address("check"))
        return view(request, Trial(request, at, version), **rest)

    return wrapped


@never_cache
@require_safe
@on_trial
def start(request: StaffRequest, tried: Trial) -> HttpResponse:
    """Begin as citizens do."""
    context = tried.shared() | {
        "to": {name: tried.address(name) for name in tried.WAYS_ON},
        "page_title": tried.form.title,
    }
    return render(request, "eforms/trying/start.html", context)


@never_cache
@require_safe
@on_trial
def begin(request: StaffRequest, tried: Trial) -> HttpResponse:
    """Lead to where one left off."""
    return filling.go_on(tried)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_trial
def section(request: StaffRequest, tried: Trial, section: str) -> HttpResponse:
    """Ask one part."""
    return filling.ask(request, tried, section)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_trial
def item(request: StaffRequest, tried: Trial, section: str, item: int) -> HttpResponse:
    """Ask one item of a part that is asked for several."""
    return filling.ask_item(request, tried, section, item)


@never_cache
@require_POST
@on_trial
def remove(request: StaffRequest, tried: Trial, section: str, item: int) -> HttpResponse:
    """Take one item out."""
    return filling.drop_item(tried, section, item)


@never_cache
@require_safe
@on_trial
def check(request: StaffRequest, tried: Trial) -> HttpResponse:
    """Show all answers and the ways on; handing in is not one of them."""
    return filling.to_check(request, tried, can_hand_in=False)


@never_cache
@require_safe
@on_trial
def paper(request: StaffRequest, tried: Trial) -> HttpResponse:
    """Answer the filled form as PDF."""
    if tried.still_open():
        return filling.go_on(tried)
    sheet = papers.filled_of(tried.printed, tried.draft.answers, at=now())
    return papers.answered(sheet, f"coba-{tried.at.built.form.code}")


@never_cache
@require_safe
@on_trial
def blank(request: StaffRequest, tried: Trial) -> HttpResponse:
    """Answer the blank form as PDF."""
    sheet = papers.blank_of(tried.printed, at=now())
    return papers.answered(sheet, f"coba-{tried.at.built.form.code}")


@never_cache
@require_POST
@on_trial
def again(request: StaffRequest, tried: Trial) -> HttpResponse:
    """Forget what was typed and begin again."""
    tried.sitting.forget(tried.key)
    return redirect(tried.address("start"))
