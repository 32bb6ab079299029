"""Which of Wagtail's own doors are open to staff.

Our views are scoped to agencies one by one. Wagtail brings some hundred more: page trees, reports,
choosers, bulk actions. Each shows rows of everybody. All are closed but the few named here and those
to which an app gave a key (`agencies.doors`), so that a door that a new version adds is closed until
somebody has looked behind it. The administrator (superuser) may use them all.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from maklumat.agencies.doors import key_to
from maklumat.agencies.policy import policy_for

OPEN = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:ping",  # asks our permission policy about the row
        "wagtailadmin_editing_sessions:release",  # only one's own session
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)


class DoorMiddleware:
    """Answers 404 at the closed doors, as if they were not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],  # Any: whatever a view returns
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> None:
        match = request.resolver_match
        if match is None or not is_wagtails_own(view) or match.view_name in OPEN:
            return
        if not request.user.is_authenticated or policy_for(request.user).everything:
            return
        key = key_to(match.view_name)
        if key is None or not key(request, args, kwargs):
            raise Http404


def is_open(name: str) -> bool:
    """Is this door open to somebody, to all or to whoever has the key?"""
    return name in OPEN or key_to(name) is not None


def is_wagtails_own(view: Callable[..., Any]) -> bool:  # Any: as above
    """Tell Wagtail's views from ours; a scoped view is ours, whatever it was made from."""
    source = getattr(view, "view_class", view)
    return source.__module__.startswith("wagtail.")
