"""/pengaduan/lacak/: find the own report by number and code, close it, stop the letters."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.agencies.devices import device_of
from maklumat.complaints import access, codes, letters
from maklumat.complaints.actions import following as actions
from maklumat.complaints.follow_forms import TrackForm
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import case_for_complainant
from maklumat.complaints.views.closed import closed_page, kept_private
from maklumat.core import ratelimit
from maklumat.core.errors import NotFound, RuleBroken

SECONDS = 15 * 60
TRIES_OF_ADDRESS = 60  # a mobile network hides many people behind one address
TRIES_OF_NUMBER = 10


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
@kept_private
def track(request: HttpRequest) -> HttpResponseBase:
    """Ask for number and code. A wrong pair and a number that is not there look alike."""
    if request.method != "POST":
        return render(request, "complaints/follow/track.html", {"form": TrackForm()})
    if ratelimit.limited(request, "complaints.track", limit=TRIES_OF_ADDRESS, seconds=SECONDS):
        return ratelimit.too_often(request, seconds=SECONDS)
    form = TrackForm(request.POST)
    if form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        if ratelimit.tries(number, "complaints.track", seconds=SECONDS) > TRIES_OF_NUMBER:
            return ratelimit.too_often(request, seconds=SECONDS)
        try:
            case = case_for_complainant(number, code)
        except (NotFound, RuleBroken):
            form.add_error(
                None,
                _(
                    "Number and code do not belong together. Compare both with your receipt;"
                    " mind letters that look alike."
                ),
            )
        else:
            return redirect("complaints:follow", _opened(request, case))
    return render(request, "complaints/follow/track.html", {"form": form}, status=422)


def _opened(request: HttpRequest, case: Complaint) -> str:
    """Open the case for this browser; at a shared screen, which has no session, for its page alone."""
    if device_of(request) is not None:
        return codes.token(case.number)
    access.remember(request, case, at=now())
    return access.OWN


@require_POST
@kept_private
def close(request: HttpRequest) -> HttpResponse:
    """Forget the case on this device, as on a computer that others use."""
    access.forget(request)
    return redirect("complaints:closed")


@require_safe
@kept_private
def closed(request: HttpRequest) -> HttpResponse:
    """Say that nothing of the report is left on this device."""
    return render(request, "complaints/follow/closed.html")


@require_http_methods(["GET", "POST"])
@kept_private
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, then send no more letters: programs that check mail open links too."""
    try:
        person = letters.person_of(token)
    except NotFound:
        person = None
    if person is None:
        return closed_page(request)
    if request.method == "POST":
        actions.stop_telling(person=person, at=now())
    shown = {"number": person.complaint.number, "stopped": not person.tell_by}
    return render(request, "complaints/follow/stop.html", shown)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the worker of earlier releases, which goes on telling until the page hands over.

    A browser's agreement belongs to the worker it was given to: taken off at once, it would be lost.
    """
    response = render(
        request, "complaints/follow/push-worker.js", content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "public, max-age=3600"
    return response
