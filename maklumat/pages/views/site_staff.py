"""Staff pages of microsites: found one, see its pages, give it a host name."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.queries import agency_for
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.pages import actions, outline, sites
from maklumat.pages.forms import HostForm
from maklumat.pages.hosts import Dns
from maklumat.pages.models import AgencyHome


@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List the agencies in reach, with and without a site. One agency: its site at once."""
    rows = sites.agencies_for(request.user)
    if not rows:
        raise NotFound(request.path)
    if len(rows) == 1 and rows[0].home:
        return redirect("site-staff:site", rows[0].home.pk)
    without = sites.agencies_without(request.user)
    context = {
        **_header(_("Agency sites")),
        "rows": rows,
        "without": len(without) if len(rows) > 1 else 0,
    }
    return render(request, "pages/staff/sites.html", context)


@require_POST
def found(request: StaffRequest, pk: int) -> HttpResponse:
    """Give one agency a site."""
    agency = agency_for(request.user, Act.CHANGE, pk)
    try:
        home = actions.found_site(agency=agency, by=request.user, at=now())
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("site-staff:index")
    messages.success(
        request,
        _("%s has a site now. Its facts stand there already; write the first news.")
        % agency.short_name,
    )
    return redirect("site-staff:site", home.pk)


@require_POST
def found_all(request: StaffRequest) -> HttpResponse:
    """Give every agency in reach a site that has neither one nor a website elsewhere."""
    agencies = sites.agencies_without(request.user)
    if not agencies:
        raise NotFound(request.path)
    made = actions.found_sites(agencies=agencies, by=request.user, at=now())
    text = ngettext("%(count)d site was made.", "%(count)d sites were made.", len(made))
    messages.success(request, text % {"count": len(made)})
    return redirect("site-staff:index")


@require_GET
def site(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a site: where it is, its pages, what waits to be published."""
    home = sites.site_for(request.user, pk)
    return _site_page(request, home, HostForm(initial={"name": getattr(_host(home), "name", "")}))


def _site_page(request: StaffRequest, home: AgencyHome, form: HostForm) -> HttpResponse:
    context = {
        **_header(home.agency.short_name, (_("Agency sites"), reverse("site-staff:index"))),
        "home": home,
        "lines": outline.lines(sites.pages_of(home), request.user),
        "address": sites.site_address(home),
        "host": _host(home),
        "host_form": form,
        "portal_host": settings.SITE_HOST,
        "may_publish": home.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "pages/staff/site.html", context)


@require_POST
def order(request: StaffRequest, pk: int) -> HttpResponse:
    """Move one page before the one above it, or behind the one below it."""
    home = sites.site_for(request.user, pk)
    if not home.permissions_for_user(request.user).can_publish():
        raise NotFound(str(pk))  # the menu is public at once
    key = request.POST.get("page", "")
    page = sites.page_in(home, int(key) if key.isdecimal() and len(key) < 19 else 0)
    actions.reorder(page=page, up="up" in request.POST, by=request.user, at=now())
    return redirect("site-staff:site", home.pk)


@require_http_methods(["GET", "POST"])
def host(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a site a host name, and look at once whether it leads here."""
    home = sites.site_for(request.user, pk)
    if request.method == "GET":
        return redirect("site-staff:site", home.pk)
    form = HostForm(request.POST)
    if not form.is_valid():
        return _site_page(request, home, form)
    try:
        made = actions.name_host(
            home=home, name=form.cleaned_data["name"], by=request.user, at=now()
        )
    except RuleBroken as error:
        form.add_error("name", str(error))
        return _site_page(request, home, form)
    if made:
        _check(request, home)
    else:
        messages.success(request, _("The site has no host name of its own any more."))
    return redirect("site-staff:site", home.pk)


@require_POST
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """Look whether the host name leads here now."""
    home = sites.site_for(request.user, pk)
    if _host(home) is None:
        raise NotFound(str(pk))
    _check(request, home)
    return redirect("site-staff:site", home.pk)


def _check(request: StaffRequest, home: AgencyHome) -> None:
    row = actions.check_host(
        host=home.host, ours=settings.SITE_HOST, resolver=Dns(), at=now(), by=request.user
    )
    if row.points_here:
        messages.success(request, _("%s leads to this server. The site is there.") % row.name)
    else:
        messages.warning(request, _("%s does not lead to this server yet.") % row.name)


def _host(home: AgencyHome) -> object:
    return getattr(home, "host", None)


# --- In the place of Wagtail's own ------------------------------------------------------------


@require_GET
def explore_root(request: StaffRequest) -> HttpResponse:
    return redirect("site-staff:index")


@require_GET
def explore(request: StaffRequest, pk: int) -> HttpResponse:
    """Lead from any page to the site it is in."""
    found = sites.site_with_page(request.user, pk)
    return redirect("site-staff:site", found.pk) if found else redirect("site-staff:index")


@require_GET
def add_picture(request: StaffRequest) -> HttpResponse:
    return redirect("wagtailimages:add")


@require_GET
def add_paper(request: StaffRequest) -> HttpResponse:
    return redirect("wagtaildocs:add")


def _header(title: str, *above: tuple[str, str]) -> dict[str, object]:
    return {
        "header_title": title,
        "header_icon": "site",
        "breadcrumbs_items": [
            *({"url": url, "label": label} for label, url in above),
            {"url": "", "label": title},
        ],
    }
