"""The inbox of cases: what expires next, filters, saved views, the same step on many cases."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Government
from maklumat.agencies.queries import government_or_404
from maklumat.complaints import queries, staffwords
from maklumat.complaints.actions import bulk as many
from maklumat.complaints.actions import filters
from maklumat.complaints.actions.bulk import Done
from maklumat.complaints.badges import badge
from maklumat.complaints.handling_forms import reasons_of
from maklumat.complaints.inbox_forms import BulkForm, InboxForm
from maklumat.complaints.queries import inbox as reads
from maklumat.complaints.queries.filing import may_file_for_others
from maklumat.complaints.queries.inbox import LARGEST_PAGE, PAGE, Choices, Tab, Wanted
from maklumat.core.errors import NotFound, RuleBroken

TAB_WORDS = {
    Tab.OPEN: pgettext_lazy("inbox", "Open"),
    Tab.MINE: pgettext_lazy("inbox", "Mine"),
    Tab.UNASSIGNED: pgettext_lazy("inbox", "Nobody's yet"),
    Tab.UNROUTED: pgettext_lazy("inbox", "To pass on"),
    Tab.THEIRS: pgettext_lazy("inbox", "Waiting for the complainant"),
    Tab.ENDED: pgettext_lazy("inbox", "Finished"),
}
EMPTY = {
    Tab.OPEN: gettext_lazy("No report is open. New ones appear here by themselves."),
    Tab.MINE: gettext_lazy("No report is assigned to you."),
    Tab.UNASSIGNED: gettext_lazy("Every open report has somebody who works on it."),
    Tab.UNROUTED: gettext_lazy("Every report has found its agency."),
    Tab.THEIRS: gettext_lazy("No complainant owes you an answer."),
    Tab.ENDED: gettext_lazy("No report is finished yet."),
}


@never_cache
@require_GET
def inbox(request: StaffRequest) -> HttpResponse:
    """Show one page of the cases of this person."""
    government = _for_staff(request)
    today = now().astimezone(government.zone).date()
    choices = reads.choices(request.user)
    form = InboxForm(request.GET, choices)
    wanted = form.wanted()
    size = _size(request.GET)
    page = reads.page(
        request.user, wanted, government.zone, today, after=request.GET.get("after", ""), size=size
    )
    for row in page.rows:
        row.badge = badge(row.state, row.due, row.due_clock, today)  # type: ignore[attr-defined]
        # our own note on the row, for the template
    title = _("Complaints")
    return render(
        request,
        "complaints/staff/inbox.html",
        {
            "header_title": title,
            "header_icon": "comment",
            "breadcrumbs_items": [{"url": "", "label": title}],
            "form": form,
            "wanted": wanted,
            "page": page,
            "first": not request.GET.get("after"),
            "next": _next_address(wanted, page.after, size),
            "tabs": _tabs(request, wanted),
            "saved": reads.saved_filters(request.user),
            "empty": EMPTY[wanted.tab],
            "may_file": may_file_for_others(request.user),
            "inspector": reads.is_inspector_only(request.user),
            "bulk": _bulk_form(request, choices, today) if page.rows and _may_act(wanted) else None,
        },
    )


@require_GET
def manual(request: StaffRequest) -> HttpResponse:
    """Explain the work: the table of states and steps, made of the rule itself."""
    _for_staff(request)
    title = _("How reports are handled")
    inbox_item = {"url": reverse("complaints-staff:inbox"), "label": _("Complaints")}
    return render(
        request,
        "complaints/staff/manual.html",
        {
            "header_title": title,
            "header_icon": "help",
            "breadcrumbs_items": [inbox_item, {"url": "", "label": title}],
            "states": staffwords.all_states(),
        },
    )


@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """Keep the filters of the page under a name."""
    _for_staff(request)
    form = InboxForm(QueryDict(request.POST.get("query", "")[:500]), reads.choices(request.user))
    query = form.wanted().query()
    try:
        row = filters.save_filter(user=request.user, name=request.POST.get("name", ""), query=query)
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": row.name})
    return redirect(f"{reverse('complaints-staff:inbox')}?{query}")


@require_POST
def forget(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a saved view of one's own."""
    _for_staff(request)
    row = reads.saved_filter(request.user, pk)
    filters.delete_filter(row=row)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": row.name})
    return redirect("complaints-staff:inbox")


@never_cache
@require_POST
def bulk(request: StaffRequest) -> HttpResponse:
    """Do one thing to all ticked cases, and tell what came of each."""
    government = _for_staff(request)
    today = now().astimezone(government.zone).date()
    chosen = request.POST.getlist("case")[:LARGEST_PAGE]
    back = f"{reverse('complaints-staff:inbox')}?{_clean_query(request)}"
    form = _bulk_form(request, reads.choices(request.user), today)
    problem = _("Tick at least one report.") if not chosen else _missing(request, form)
    if problem:
        messages.error(request, problem)
        return redirect(back)
    done = _done(request, form, chosen)
    title = _("What came of it")
    inbox_item = {"url": reverse("complaints-staff:inbox"), "label": _("Complaints")}
    worked = sum(1 for row in done if not row.problem)
    return render(
        request,
        "complaints/staff/bulk.html",
        {
            "header_title": title,
            "header_icon": "comment",
            "breadcrumbs_items": [inbox_item, {"url": "", "label": title}],
            "done": done,
            "summary": ngettext(
                "Done for %(worked)s of %(all)s report.",
                "Done for %(worked)s of %(all)s reports.",
                len(done),
            )
            % {"worked": worked, "all": len(done)},
            "back": back,
        },
    )


def _done(request: StaffRequest, form: BulkForm, chosen: list[str]) -> list[Done]:
    rows = reads.cases_by_number(request.user, chosen)
    deed = request.POST.get("do")
    common: dict[str, Any] = {"cases": rows, "user": request.user, "at": now()}  # Any: keywords
    if deed == "assign":
        return many.assign(to=form.chosen_person, **common)
    if deed == "dispose":
        return many.dispose(to=form.chosen_agency, **common)
    if deed == "archive":
        key = form.cleaned_data["reason"]
        name = form.reasons[key]
        return many.archive(reason=name, key=key, **common)
    return many.verify(**common)


def _missing(request: StaffRequest, form: BulkForm) -> str:
    """Return the sentence for what the chosen deed still needs."""
    form.is_valid()
    wants = {
        "assign": ("person", _("Choose who works on it.")),
        "dispose": ("agency", _("Choose the agency.")),
        "archive": ("reason", _("Choose the reason.")),
    }
    deed = request.POST.get("do", "")
    if deed == "verify":
        return ""
    if deed not in wants:
        return _("Choose what to do with the reports.")
    field, sentence = wants[deed]
    return "" if form.cleaned_data.get(field) else sentence


def _bulk_form(request: StaffRequest, choices: Choices, today: date) -> BulkForm:
    book = queries.current_rules(today).book
    return BulkForm(
        request.POST or None,
        people=choices.people,
        agencies=reads.agencies_to_pass_many_to(request.user, choices.agencies),
        reasons=reasons_of(book.archive_reasons),
    )


def _tabs(request: StaffRequest, wanted: Wanted) -> list[dict[str, object]]:
    counts = reads.counts(request.user)
    return [
        {
            "label": TAB_WORDS[tab],
            "url": f"?tab={tab.value}",
            "current": tab is wanted.tab,
            "count": counts.of.get(tab),
            "cut": counts.cut,
        }
        for tab in reads.tabs_of(request.user)
    ]


def _for_staff(request: StaffRequest) -> Government:
    """Return the government. Raises NotFound for those who have no inbox."""
    if not queries.may_see_cases(request.user):
        raise NotFound(request.path)
    return government_or_404()


def _may_act(wanted: Wanted) -> bool:
    return wanted.tab is not Tab.ENDED


def _size(given: QueryDict) -> int:
    asked = given.get("rows", "")
    return min(int(asked[:4]), LARGEST_PAGE) if asked.isdecimal() and int(asked[:4]) > 0 else PAGE


def _next_address(wanted: Wanted, after: str, size: int) -> str:
    if not after:
        return ""
    query = QueryDict(wanted.query(), mutable=True)
    query["after"] = after
    if size != PAGE:
        query["rows"] = str(size)
    return f"?{query.urlencode()}"


def _clean_query(request: StaffRequest) -> str:
    """Return the filters a form came from, and nothing else that somebody wrote into it."""
    given = QueryDict(request.POST.get("query", "")[:500])
    return InboxForm(given, reads.choices(request.user)).wanted().query()
