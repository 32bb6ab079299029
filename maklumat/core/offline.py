"""The portal's service worker, as text: which pages make its shell, and which stand in for others.

The code is `static/js/offline/worker.js`; what is made here only tells it where it runs. The text
changes with each release, so that browsers take the new one. See ADR 25.
"""

import json
from collections.abc import Mapping, Sequence

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import gettext as _

PAGE = "offline:page"  # what is shown instead of a page that was never opened
LANGUAGES = ("id", "en")
_stand_ins: dict[str, str] = {}
_shares: dict[str, str] = {}


def stand_in(view: str, other: str) -> None:
    """Say that the kept page of `other` is shown without a network when `view` is asked for."""
    _stand_ins[view] = other


def take_shared(view: str, page: str) -> None:
    """Say that what telephones share to `view` waits on the page `page` while there is no network."""
    _shares[view] = page


def release() -> str:
    """Return what changes with each release: the hash of all static files."""
    return getattr(staticfiles_storage, "manifest_hash", "") or "1"


def worker(
    *, prefix: str, inside: str, own: Sequence[str] = (), signs: Mapping[str, str] | None = None
) -> HttpResponse:
    """Answer the worker for all pages below `prefix`; the portal's pages are found below `inside`.

    `own`: addresses that are kept although the server does not call them public. `signs`: the
    pictures of a notice; only where people are told, which is not at a shared device.
    """
    instead = {
        _address(view, inside, code): _address(other, inside, code)
        for view, other in _stand_ins.items()
        for code in LANGUAGES
    }
    offline, english = (_address(PAGE, inside, code) for code in LANGUAGES)
    with translation.override("id"):
        words = {
            "language": "id",
            "title": _("No network"),
            "text": _("This page was never opened on this device."),
            "again": _("Try again"),
            "news": _("There is news of your report"),
        }
    told = {
        "release": release(),
        "prefix": prefix,
        "offline": offline,
        "english": english,
        "shell": [offline, english, *instead.values(), *own, static("img/icon.svg")],
        "instead": instead,
        "own": list(own),
        "words": words,
        "signs": dict(signs or {}),
        "shares": {} if signs is None else _addresses_of_shares(inside),
    }
    scripts = [static(f"js/offline/{name}.js") for name in ("sending", "worker")]
    text = (
        f"self.MAKLUMAT = {json.dumps(told, ensure_ascii=False)};\n"
        f"importScripts({', '.join(json.dumps(one) for one in scripts)});\n"
    )
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = prefix
    response["Cache-Control"] = "no-cache"
    return response


def retiring() -> HttpResponse:
    """Answer the worker at an address of earlier releases: it makes way, and forces no reload."""
    text = (
        'self.addEventListener("install", () => self.skipWaiting());\n'
        'self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));\n'
    )
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _addresses_of_shares(inside: str) -> dict[str, str]:
    return {
        _address(view, inside, "id"): _address(page, inside, "id") for view, page in _shares.items()
    }


def _address(view: str, inside: str, code: str) -> str:
    with translation.override(code):
        return inside + reverse(view).removeprefix(get_script_prefix())
