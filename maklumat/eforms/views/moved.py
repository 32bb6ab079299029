"""Addresses that forms once had lead on: QR codes on paper carry them for years."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now

from maklumat.core.errors import NotFound
from maklumat.eforms.queries import forms as queries
from maklumat.eforms.queries.forms import Offered

View = Callable[..., HttpResponse]


def leads_on(view: View) -> View:
    """Lead from a former address to the same page at today's; of a form no longer offered to the
    card of its service. What is posted is posted there again."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, agency: str, service: str, form: str = "", **rest: object
    ) -> HttpResponse:
        own = {"agency": agency, "service": service, **({"form": form} if form else {}), **rest}
        try:
            return view(request, **own)
        except NotFound:
            to = queries.moved(agency, service, form, now())
            if isinstance(to, Offered) and to.slugs != (agency, service, form):
                return _same_page(
                    request, dict(zip(("agency", "service", "form"), to.slugs, strict=True)) | rest
                )
            if to is None or isinstance(to, Offered) or request.method not in ("GET", "HEAD"):
                raise
            slugs = {"agency": to.agency.slug, "service": to.slug}
            if not form and slugs != {"agency": agency, "service": service}:
                return _same_page(request, slugs)
            return redirect(to)

    return wrapped


def _same_page(request: HttpRequest, slugs: dict[str, object]) -> HttpResponse:
    match = request.resolver_match
    assert match is not None  # noqa: S101  a view is only reached by an address
    query = request.GET.urlencode()
    address = reverse(match.view_name, kwargs=slugs) + (f"?{query}" if query else "")
    return redirect(address, preserve_request=True)
