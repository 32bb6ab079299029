"""An officer answers one case from the link in a letter. Reading consumes nothing; sending does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maklumat.complaints.actions import answerlinks
from maklumat.complaints.handling_forms import FORMS, StepForm
from maklumat.complaints.queries.answerlinks import Opened, opened
from maklumat.complaints.views.closed import kept_private
from maklumat.complaints.workflow import Move
from maklumat.core.errors import RuleBroken
from maklumat.core.ratelimit import rate_limit

STEPS = {"balas": Move.REPLY, "tanya": Move.ASK, "hasil": Move.ANSWER}
POSTS, SECONDS = 30, 600


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit("complaints.answer", limit=POSTS, seconds=SECONDS)
@kept_private
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the case of a link and take one step on it."""
    found = opened(token)
    offered = {name: move for name, move in STEPS.items() if move in found.may()}
    if found.is_over(now()) or not offered:
        return _page(request, found, offered={}, status=200 if request.method != "POST" else 409)
    asked = request.POST.get("step") or request.GET.get("langkah", "")
    step = asked if asked in offered else next(iter(offered))
    form = _form(request, found, offered[step])
    if request.method == "POST" and form.is_valid():
        try:
            answerlinks.use(link=found.link, at=now(), order=form.order(offered[step]))
        except RuleBroken as error:
            form.add_error(None, str(error))
            form.renew(found.seen)
        else:
            return redirect("complaints-answer:answer", token)
    return _page(request, found, offered=offered, step=step, form=form)


def _form(request: HttpRequest, found: Opened, move: Move) -> StepForm:
    user = found.by.user
    assert user is not None  # noqa: S101  a link always has its officer
    data = request.POST if request.method == "POST" else None
    return FORMS[move](
        data,
        files=request.FILES or None,
        prefix=move.value,
        seen=found.seen,
        case=found.case,
        user=user,
        party=found.by.party,
    )


def _page(
    request: HttpRequest, found: Opened, *, status: int = 200, **context: object
) -> HttpResponse:
    words = {
        "balas": _("Reply"),
        "tanya": _("Ask the complainant"),
        "hasil": _("Give the result"),
    }
    offered = context.pop("offered", {})
    assert isinstance(offered, dict)  # noqa: S101  given just above
    shown = {
        "opened": found,
        "case": found.case,
        "at": now(),
        "typed": "" if offered else request.POST.get("text", "").strip(),
        "tabs": [(name, words[name]) for name in offered],
        "page_title": _("Answer %(number)s") % {"number": found.case.number},
        **context,
    }
    return render(request, "complaints/answer/page.html", shown, status=status)
