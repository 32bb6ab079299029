"""What happens to every request: a log line, security headers, errors turned into pages."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from maklumat.core import logs
from maklumat.core.errors import MaklumatError
from maklumat.core.views import errors

Responder = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger("maklumat.request")

_UPSTREAM_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLogMiddleware:
    """Write one line a request: method, route, status, milliseconds, request id.

    Never the address of the client, the path or the query: a path may carry a complaint number and
    a query what somebody searched for. The route is the pattern, `layanan/<agency>/<service>/`.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        token = logs.request_id.set(_request_id(request))
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = logs.request_id.get()
            log.info(
                "request",
                extra={
                    "method": request.method,
                    "route": request.resolver_match.route if request.resolver_match else "",
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            logs.request_id.reset(token)


def _request_id(request: HttpRequest) -> str:
    """Take the id our own proxy gave, so that its log and ours can be laid side by side."""
    given = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
    return given if _UPSTREAM_ID.fullmatch(given) else secrets.token_hex(8)


_STRICT = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# Wagtail 7.4 writes scripts into the pages of its editor, history and workflows (tried without:
# 24 are refused on one editing page), and previews in frames.
_STAFF = _STRICT | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
}
# Signing in with the government's own account answers the form with a redirect to that server.
_ACCOUNT = _STRICT | {"form-action": "'self' https:"}


def _policy(rules: dict[str, str]) -> str:
    text = "; ".join(f"{name} {value}" for name, value in rules.items())
    return text + "; upgrade-insecure-requests" if settings.HTTPS else text


class ContentSecurityPolicyMiddleware:
    """Say what a page may load and use; a view that needs another policy sets the header itself."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response
        self.public = _policy(_STRICT)
        self.faces = {"/petugas/": _policy(_STAFF), "/akun/": _policy(_ACCOUNT)}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", self._for(request.path_info))
        headers.setdefault(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()",
        )
        return response

    def _for(self, path: str) -> str:
        path = path.removeprefix("/en")
        for prefix, policy in self.faces.items():
            if path.startswith(prefix):
                return policy
        return self.public


class ErrorMiddleware:
    """Turn an expected error into a page (or JSON) that says what would mend it."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse NUL here: PostgreSQL can't store it, and would answer with a fault of ours."""
        if "\0" in request.path_info or _holds_nul(request.GET) or _holds_nul(request.POST):
            return errors.answer(request, errors.UNREADABLE)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MaklumatError):
            return errors.expected(request, exception)
        return None


def _holds_nul(fields: QueryDict) -> bool:
    return any(
        "\0" in name or any("\0" in value for value in values) for name, values in fields.lists()
    )
