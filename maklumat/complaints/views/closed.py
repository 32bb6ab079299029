"""What all pages of one's own case have in common: nobody keeps them, nobody is told of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def kept_private(view: View) -> View:
    """Let no cache keep the page, no search engine list it, no other site learn its address.

    Not `no-referrer`: with it browsers send the forms of a page without an origin, which the
    protection against forged forms must refuse.
    """

    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return private  # type: ignore[return-value]  # the same signature, by `wraps`


def closed_page(request: HttpRequest) -> HttpResponse:
    """Say that the link or the session is over, and give back what the person had typed."""
    typed = [
        request.POST[name].strip()
        for name in ("text", "why")
        if request.method == "POST" and request.POST.get(name, "").strip()
    ]
    shown = {"typed": "\n\n".join(typed)}
    return render(request, "complaints/follow/over.html", shown, status=403)
