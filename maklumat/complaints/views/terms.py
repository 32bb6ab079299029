"""Staff pages of the terms: what holds, where it comes from, earlier versions, a new one."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import government_or_404
from maklumat.agencies.roles import Act
from maklumat.complaints import terms, termwords
from maklumat.complaints.actions import rules
from maklumat.complaints.models import RuleSet
from maklumat.complaints.queries import ladder
from maklumat.complaints.queries import terms as queries
from maklumat.complaints.rulebook import rulebook
from maklumat.complaints.terms_form import VersionForm
from maklumat.core.errors import NotFound, RuleBroken


@require_GET
def current(request: StaffRequest) -> HttpResponse:
    """Show the terms that hold today, and every version there is."""
    today = _asked(request)
    row = queries.holding(today)
    if row is None:
        raise NotFound("terms")
    return _page(request, _("Terms"), "terms", **_shown(row, today))


@require_GET
def version(request: StaffRequest, version: str) -> HttpResponse:
    """Show one version, as it was frozen."""
    today = _asked(request)
    row = queries.version(version)
    return _page(request, row.version, "terms", **_shown(row, today))


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Fill in a new version, see what it changes, then keep it for good."""
    today = _asked(request)
    base = queries.newest()
    if base is None:
        raise NotFound("terms")
    form = VersionForm(request.POST or None, base=base, today=today)
    changed: list[termwords.Change] = []
    if request.method == "POST" and form.is_valid():
        content = form.new_content()
        changed = termwords.changes(base.book, rulebook(terms.entry(content)))
        if not changed:
            form.add_error(None, _("Nothing differs from the version that holds. Change a term."))
        elif "save" in request.POST:
            try:
                row = rules.make_version(
                    content=content,
                    note=form.cleaned_data["note"],
                    by=request.user,
                    at=now(),
                    today=today,
                )
            except RuleBroken as error:
                form.add_error(None, str(error))
            else:
                return redirect("complaints-staff:terms-version", row.version)
    return _page(
        request, _("New version"), "terms_new", form=form, base=base, changed=changed,
        confirming=bool(changed) and not form.errors,
    )  # fmt: skip


def _shown(row: RuleSet, today: date) -> dict[str, object]:
    book = row.book
    older = queries.before(row)
    holding = queries.holding(today)
    return {
        "row": row,
        "holds": holding is not None and holding.pk == row.pk,
        "is_ahead": row.valid_from > today,
        "groups": [
            (_("Limit of each class"), termwords.classes(book)),
            (_("Other clocks"), termwords.clocks(book)),
            (_("Who is told of a missed term"), termwords.ladder(book)),
            (_("Other settings"), termwords.others(book)),
        ],
        "reasons": book.archive_reasons,
        "older": older,
        "changed": termwords.changes(older.book, book) if older else [],
        "versions": queries.versions(),
        "has_inspector": ladder.has_inspector(),
    }


def _asked(request: StaffRequest) -> date:
    if not policy_for(request.user).can_everywhere(Act.MANAGE_GOVERNMENT):
        raise NotFound(request.path)
    return now().astimezone(government_or_404().zone).date()


def _page(request: StaffRequest, title: str, name: str, **context: object) -> HttpResponse:
    trail = [{"url": reverse("complaints-staff:terms"), "label": _("Terms")}]
    here = [{"url": "", "label": title}]
    return render(
        request,
        f"complaints/staff/{name}.html",
        {
            "header_title": title,
            "header_icon": "calendar-alt",
            "breadcrumbs_items": here if title == _("Terms") else trail + here,
            **context,
        },
    )
