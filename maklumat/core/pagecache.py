"""Whole public pages, kept until the change that makes them stale.

A view says what its page is made of, a change says what it touches:

    @cached_page("services", "agency:{agency}", query=("q", "page"))
    def agency(request, agency): ...

    purge("agency:dukcapil")          # in an action: takes effect when its transaction commits

Each tag has a *stamp* in the cache that all processes share; a stored page holds the stamps of its
tags as they were **before** it was rendered, so a purge during rendering can't be overwritten by
what it made stale. One more stamp, the *epoch*, changes with every purge: while it stands still, a
process trusts the pages in its own memory after reading that one value.

Kept: answers 200 to GET for people who are not signed in. Never kept: anything that sets a cookie,
shows a message, or carries a form token. A page for words that the visitor typed is kept only by
the process that made it, in a small room of its own: a flood of searches pushes out searches, not
the pages of services, nor what else the shared cache counts.
"""

import gzip
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import blake2b
from threading import Lock
from typing import Any, TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

log = logging.getLogger(__name__)

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Responder = Callable[[HttpRequest], HttpResponseBase]
Stamps = dict[str, str]

MEMORY = 16 * 1024 * 1024  # bytes of pages that one process holds
ASKED = 4 * 1024 * 1024  # and of those that visitors can make any number of
STAMP_SECONDS = 30 * 24 * 3600  # a forgotten stamp only makes its pages be rendered again
_LONGEST_PATH = 300  # characters; longer ones are nobody's second visit
_LONGEST_QUERY = 300
_EPOCH = "pagecache:epoch"
EVERYTHING = "everything"  # the tag that every page carries


@dataclass(frozen=True)
class Policy:
    """What a view says about its page; tags may name the view's arguments, `"agency:{agency}"`."""

    tags: tuple[str, ...]
    seconds: int
    query: tuple[str, ...]


def cached_page(
    *tags: str, seconds: int = 300, query: Iterable[str] = ()
) -> Callable[[View], View]:
    """Keep the pages of a view. Query parameters not named in `query` never reach the view.

    The response may shorten its life, `response.cache_seconds = 60` (0: not at all), and name more
    tags that only rendering could tell, `response.cache_tags = ("service:12",)`.
    """
    policy = Policy((*tags, EVERYTHING), seconds, tuple(query))

    def mark(view: View) -> View:
        view.page_policy = policy  # type: ignore[attr-defined]  # read by the middleware
        return view

    return mark


def purge(*tags: str) -> None:
    """Forget all pages of these tags, in every process, once the transaction commits."""
    transaction.on_commit(partial(_renew, tags), robust=True)


def forget_everything() -> None:
    """Forget all pages at once: a new release renders them anew."""
    _renew([EVERYTHING])


def stamp(tag: str) -> str:
    """Return a mark that changes whenever pages of this tag are purged, in every process.

    For what a process keeps in its own memory and must renew when the rows behind it change.
    """
    return _stamps([tag])[tag]


def stamps(tags: Iterable[str]) -> Stamps:
    """Return the marks of many tags, read at once."""
    return _stamps(list(tags))


def _renew(tags: Iterable[str]) -> None:
    # The epoch changes before *and* after the tags: before, so that a page being rendered from
    # old rows does not pick up a new stamp; after, so that nobody trusted an old one meanwhile.
    cache.set(_EPOCH, uuid4().hex, STAMP_SECONDS)
    cache.set_many({_stamp_key(tag): uuid4().hex for tag in tags}, STAMP_SECONDS)
    cache.set(_EPOCH, uuid4().hex, STAMP_SECONDS)


def _stamp_key(tag: str) -> str:
    return "pagecache:tag:" + blake2b(tag.encode(), digest_size=16).hexdigest()


def _epoch() -> str:
    found = cache.get(_EPOCH)
    if found is None:
        cache.add(_EPOCH, uuid4().hex, STAMP_SECONDS)
        found = cache.get(_EPOCH)
    return str(found)


def _stamps(tags: Iterable[str]) -> Stamps:
    keys = {tag: _stamp_key(tag) for tag in tags}
    found = cache.get_many(keys.values())
    for key in keys.values():
        if key not in found:
            cache.add(key, uuid4().hex, STAMP_SECONDS)
            found[key] = cache.get(key)
    return {tag: str(found[key]) for tag, key in keys.items()}


@dataclass
class Page:
    """One rendered page, as it goes over the wire."""

    body: bytes
    zipped: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    expires: float
    stamps: Stamps
    epoch: str = field(default="")  # the epoch at which this process last compared the stamps

    @property
    def size(self) -> int:
        return len(self.body) + len(self.zipped) + 1000


def _is_true(page: Page) -> bool:
    return _stamps(page.stamps) == page.stamps


class Memory:
    """The pages that this process used last, at most `limit` bytes of them."""

    def __init__(self, limit: int, *, is_shared: bool = False) -> None:
        self.limit, self.size, self.is_shared = limit, 0, is_shared
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.lock = Lock()

    def get(self, key: str) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        with self.lock:
            self._drop(key)
            self.pages[key] = page
            self.size += page.size
            while self.size > self.limit:
                self._drop(next(iter(self.pages)))

    def drop(self, key: str) -> None:
        with self.lock:
            self._drop(key)

    def _drop(self, key: str) -> None:
        page = self.pages.pop(key, None)
        self.size -= page.size if page else 0


@dataclass(frozen=True)
class Place:
    """Where one page is kept: its name, and the room of this process that it stands in."""

    key: str
    room: Memory


def _kept(place: Place, epoch: str) -> Page | None:
    """Return a page that is still true, from memory or from what another process stored."""
    page = place.room.get(place.key)
    if page is not None and page.expires > time.time():
        if page.epoch == epoch or _is_true(page):
            page.epoch = epoch
            return page
        place.room.drop(place.key)
    stored = cache.get(_name(place.key)) if place.room.is_shared else None
    if not isinstance(stored, Page) or stored.expires <= time.time() or not _is_true(stored):
        return None
    stored.epoch = epoch
    place.room.put(place.key, stored)
    return stored


class PageCacheMiddleware:
    """Answer from the cache, before sessions, sign-in and the database are touched.

    Security headers are kept with the page; the redirect to HTTPS is no page, and the key holds
    the scheme: so this may stand outside `SecurityMiddleware`.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response
        self.memory = Memory(MEMORY, is_shared=True)
        self.asked = Memory(ASKED)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = _found(request) if request.method in {"GET", "HEAD"} else None
        if found is None:
            return self.get_response(request)
        match, policy, tags = found
        if _personal(request):
            return _private(self.get_response(request))
        query = _canonical(request, policy)
        if len(query) > _LONGEST_QUERY:
            return self.get_response(request)
        place = Place(_key(request, query), self.asked if _chosen(request, query) else self.memory)
        try:
            epoch = _epoch()
            page = _kept(place, epoch)
            stamps = {} if page else _stamps(tags)
        except OSError:  # a broken cache costs time, never a page
            log.exception("page cache is out of reach")
            return self.get_response(request)
        if page is not None:
            request.resolver_match = match
            return _answer(page, request)
        return self._render(request, place, policy, epoch, stamps)

    def _render(
        self, request: HttpRequest, place: Place, policy: Policy, epoch: str, stamps: Stamps
    ) -> HttpResponseBase:
        response = self.get_response(request)
        seconds = min(policy.seconds, getattr(response, "cache_seconds", policy.seconds))
        if seconds <= 0 or not _keepable(request, response):
            return response
        more = getattr(response, "cache_tags", ())
        try:
            if more:
                stamps = _stamps(more) | stamps
                if _epoch() != epoch:  # these stamps may be younger than the rows we read
                    return response
            page = _made(response, time.time() + seconds, stamps, epoch)
            if place.room.is_shared:
                cache.set(_name(place.key), page, seconds)
        except OSError:  # a broken cache costs time, never a page
            log.exception("page cache is out of reach")
            return response
        place.room.put(place.key, page)
        return _answer(page, request)


Found = tuple[ResolverMatch, Policy, tuple[str, ...]]


def _found(request: HttpRequest) -> Found | None:
    path = request.path_info
    return None if len(path) > _LONGEST_PATH else _policy(path, settings.ROOT_URLCONF)


@lru_cache(maxsize=4096)
def _policy(path: str, urlconf: str) -> Found | None:
    """Return the view's policy and tags, resolved in the language that the path names."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            match = resolve(path, urlconf)
    except Resolver404:
        return None
    policy = getattr(match.func, "page_policy", None)
    if policy is None:
        return None
    return match, policy, tuple(tag.format(**match.kwargs) for tag in policy.tags)


def _personal(request: HttpRequest) -> bool:
    """Is this somebody who may see more, or who waits for a message?"""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or "messages" in request.COOKIES
        or "HTTP_AUTHORIZATION" in request.META
    )


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _canonical(request: HttpRequest, policy: Policy) -> str:
    """Leave only the named parameters, in one order, so that key and page can't disagree."""
    if not request.META.get("QUERY_STRING"):
        return ""
    query = QueryDict(mutable=True)
    for name in policy.query:
        values = [value for value in request.GET.getlist(name) if value]
        if values:
            query.setlist(name, values)
    text = query.urlencode()
    request.META["QUERY_STRING"] = text
    request.GET = QueryDict(text)
    return text


def _key(request: HttpRequest, query: str) -> str:
    """Return the page's name. The host is raw: only a page of a permitted host is ever stored."""
    meta: dict[str, str] = request.META
    htmx = "htmx" if meta.get("HTTP_HX_REQUEST") == "true" else ""
    host = meta.get("HTTP_HOST") or request.get_host()
    return "\n".join((str(request.scheme), host.lower(), request.path, query, htmx))


_PORT = re.compile(r":([0-9]+)$")


def _chosen(request: HttpRequest, query: str) -> bool:
    """Is a part of the key free, so that a visitor could have any number of pages made?

    Words asked for are; so is a port in the name of the host, which nobody compares.
    """
    meta: dict[str, str] = request.META
    port = _PORT.search(meta.get("HTTP_HOST", ""))
    return bool(query) or (port is not None and port[1] != meta.get("SERVER_PORT"))


def _name(key: str) -> str:
    """Return the key's name in the shared cache."""
    return "pagecache:" + blake2b(key.encode(), digest_size=20).hexdigest()


# What a page may depend on: the key or `_personal` covers these, nothing covers anything else.
_VARIES = {"", "accept-encoding", "accept-language", "cookie", "hx-request"}


def _keepable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Is this the same page for everybody? A form token or a message makes it one person's."""
    control = response.get("Cache-Control", "")
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not getattr(getattr(request, "_messages", None), "added_new", False)
        and not ("no-store" in control or "private" in control)
        and varies <= _VARIES
    )


_OURS = {"content-length", "vary", "cache-control", "etag", "expires", "set-cookie", "date"}


def _made(response: HttpResponseBase, expires: float, stamps: Stamps, epoch: str) -> Page:
    body: bytes = response.content  # type: ignore[attr-defined]  # not streaming: `_keepable`
    headers = tuple((k, v) for k, v in response.items() if k.lower() not in _OURS)
    etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    zipped = gzip.compress(body, 7, mtime=0)
    if len(zipped) > 0.9 * len(body):  # a PDF or a picture is dense already
        zipped = b""
    return Page(body, zipped, headers, etag, expires, stamps, epoch)


_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?!;\s*q=0(?:\.0*)?\s*(?:,|$))")


def _answer(page: Page, request: HttpRequest) -> HttpResponse:
    """Send the page: zipped if the browser takes it, or just "not changed"."""
    meta: dict[str, Any] = request.META
    headers = dict(page.headers)
    headers["ETag"] = page.etag
    headers["Vary"] = "Accept-Encoding, Cookie, HX-Request"
    # Browsers keep the page but ask each time: a new fee is seen at once, an old one costs a 304.
    headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    if page.etag in meta.get("HTTP_IF_NONE_MATCH", ""):
        headers.pop("Content-Type", None)
        return HttpResponse(status=304, headers=headers)
    body = page.body
    if page.zipped and _GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", "")):
        body = page.zipped
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
