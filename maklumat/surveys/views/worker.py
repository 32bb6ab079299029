"""The service worker that keeps opened survey pages usable without a network."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the worker; its text changes with each release, so that browsers take the new one."""
    context = {
        "version": getattr(staticfiles_storage, "manifest_hash", "") or "1",
        "scope": reverse("surveys:index"),
        "style": static("css/site.css"),
        "title": _("No network"),
        "again": _("Try again"),
        "text": _(
            "This page was never opened on this device. Come back when there is a network; answers"
            " that you gave are kept."
        ),
    }
    response = render(
        request, "surveys/public/worker.js", context, content_type="text/javascript; charset=utf-8"
    )
    response["Service-Worker-Allowed"] = context["scope"]
    response["Cache-Control"] = "no-cache"
    return response
