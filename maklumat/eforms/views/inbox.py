"""The officer's inbox: what was handed in, what waits longest first; as a workbook too."""

from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Government
from maklumat.agencies.queries import government_or_404
from maklumat.core.errors import NotFound
from maklumat.core.sheets import xlsx_file
from maklumat.eforms import submissionsheet
from maklumat.eforms.actions import opening
from maklumat.eforms.queries import days
from maklumat.eforms.queries import inbox as queries
from maklumat.eforms.queries.inbox import ANY_ENDED, LARGEST_PAGE, MYSELF, NOBODY, PAGE, Wanted
from maklumat.eforms.staff_forms import InboxForm

QUICK = (
    ("", gettext_lazy("Open submissions")),
    (f"assignee={MYSELF}", gettext_lazy("Mine to do")),
    (f"assignee={NOBODY}", gettext_lazy("Nobody's so far")),
    ("status=asked", gettext_lazy("Waiting for the applicant")),
    (f"status={ANY_ENDED}", gettext_lazy("Ended")),
)


@never_cache
@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    """Show one page of what was handed in to this person's agencies."""
    government = for_staff(request)
    today = today_of(government)
    form = InboxForm(request.GET, queries.choices(request.user))
    wanted = form.wanted()
    size = _size(request.GET)
    page = queries.page(request.user, wanted, after=request.GET.get("after", ""), size=size)
    context = {
        "form": form,
        "wanted": wanted,
        "rows": days.counted(page.rows, government, today),
        "first": not request.GET.get("after"),
        "next": _next(wanted, page.after, size),
        "quick": _quick(request, wanted),
    }
    return staff_page(request, "inbox", _("Forms handed in"), context, crumbs=[])


@never_cache
@require_safe
def export(request: StaffRequest) -> HttpResponse:
    """Answer the filtered list as a workbook; answers go with it when one version is chosen."""
    government = for_staff(request)
    wanted = InboxForm(request.GET, queries.choices(request.user)).wanted()
    rows = queries.to_export(request.user, wanted)
    opening.exported(
        submissions=rows, by=request.user, at=now(), with_answers=wanted.version is not None
    )
    heads, lines = submissionsheet.table(rows, government.zone, with_answers=bool(wanted.version))
    return xlsx_file("formulir-masuk", heads, lines)


def staff_page(
    request: StaffRequest, name: str, title: str, context: dict[str, Any],  # Any: a template's
    *, crumbs: list[dict[str, str]], status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Render a page of this app in the staff frame."""
    base = {
        "header_title": title,
        "header_icon": "form",
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
    return render(request, f"eforms/staff/{name}.html", {**base, **context}, status=status)


def crumb() -> dict[str, str]:
    return {"url": reverse("eforms-staff:inbox"), "label": _("Forms handed in")}


def for_staff(request: StaffRequest) -> Government:
    """Return the government. Raises NotFound for those who have no inbox."""
    if not queries.may_see(request.user):
        raise NotFound(request.path)
    return government_or_404()


def today_of(government: Government) -> date:
    return now().astimezone(government.zone).date()


def _quick(request: StaffRequest, wanted: Wanted) -> list[dict[str, object]]:
    counts = queries.counts(request.user)
    numbers = (counts.ours + counts.asked, counts.mine, counts.unassigned, counts.asked, None)
    here = wanted.query()
    return [
        {"url": f"?{query}", "label": label, "count": number, "current": query == here}
        for (query, label), number in zip(QUICK, numbers, strict=True)
    ]


def _size(given: QueryDict) -> int:
    asked = given.get("rows", "")
    return min(int(asked[:4]), LARGEST_PAGE) if asked.isdecimal() and int(asked[:4]) > 0 else PAGE


def _next(wanted: Wanted, after: str, size: int) -> str:
    if not after:
        return ""
    query = QueryDict(wanted.query(), mutable=True)
    query["after"] = after
    if size != PAGE:
        query["rows"] = str(size)
    return f"?{query.urlencode()}"
