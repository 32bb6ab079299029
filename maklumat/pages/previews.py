"""The page of an agency with a draft in it: what citizens will see once the head has approved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from maklumat.agencies import previews
from maklumat.agencies.models import Agency
from maklumat.agencies.showcase import Showcase
from maklumat.catalogue.models import Pledge
from maklumat.pages import queries
from maklumat.pages.agency_facts import facts_of


def draw(
    request: HttpRequest, agency: Agency, showcase: Showcase | None, pledge: Pledge | None
) -> HttpResponse:
    """Draw the agency's page with this profile or this pledge in place of the published one."""
    found = queries.agency_page(agency.slug, localdate())
    facts: dict[str, Any] = facts_of(
        found, now().astimezone(found.government.zone)
    )  # Any: of a page
    if showcase is not None:
        facts["shown"] = showcase
    if pledge is not None:
        pledge.agency = found
        others = [facts["pledge"], *facts["former_pledges"]]
        facts["former_pledges"] = [row for row in others if row and row.pk != pledge.pk]
        facts["pledge"] = pledge
    context = {**facts, "page_title": found.name, "is_preview": True}
    return render(request, "pages/public/agency.html", context)


def connect() -> None:
    """Let drafts be drawn; called once when the apps are ready."""
    if draw not in previews.DRAWINGS:
        previews.DRAWINGS.append(draw)
