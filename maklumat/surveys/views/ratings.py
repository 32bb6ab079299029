"""One-tap ratings for staff: by hour, by place, by month, with reasons."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.core import sheets
from maklumat.surveys import index, labels, tapping
from maklumat.surveys.desk import desk
from maklumat.surveys.scope import scope


@never_cache
@require_safe
def ratings(request: StaffRequest) -> HttpResponse:
    """Show what was tapped in a period."""
    chosen = scope(request, desk(request))
    place = chosen.place
    summary = tapping.summary(place)
    months = tapping.months(place)
    title = pgettext("survey", "One tap")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [{"url": "", "label": title}],
        "scope": chosen,
        "desk": chosen.here,
        "choice": chosen.here.choice,
        "keep": chosen.kept,
        "kept_query": chosen.kept_query,
        "taps": summary,
        "fewest": index.FEWEST,
        "all": tapping.Spot(title, summary.whole),
    }
    if summary.whole.shows:
        context |= {
            "spots": tapping.spots(place),
            "reasons": tapping.reasons(place),
            "months": months,
            "month_chart": tapping.month_chart(months),
        }
    return render(request, "surveys/staff/ratings.html", context)


@never_cache
@require_safe
def ratings_file(request: StaffRequest) -> HttpResponse:
    """Answer the same as CSV."""
    chosen = scope(request, desk(request))
    heads = [
        _("By"),
        _("What"),
        _("Taps"),
        *(str(name) for _mark, name in labels.RATINGS),
        _("Mean"),
    ]
    name = f"sentuh-{chosen.here.choice.period.code.replace('..', '-')}"
    return sheets.csv_file(name, heads, tapping.file_rows(chosen.place))
