"""How often may one connection do a thing? Counted for all processes, without storing addresses."""

import time
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, TypeVar

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from maklumat.core.client import client_address
from maklumat.core.views import errors

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def limited(request: HttpRequest, name: str, *, limit: int, seconds: int) -> bool:
    """Count this try and tell whether it is one too many within the current window."""
    return tries(client_address(request), name, seconds=seconds) > limit


def tries(who: str, name: str, *, seconds: int, weight: int = 1) -> int:
    """Count one more try of `name` by `who` (an address, or any other text) and return the count.

    A try that costs more than another counts as `weight`.

    The key is a keyed hash that changes with each window: neither the address nor a link between
    two windows can be read back from the cache.
    """
    key = _key(who, name, seconds)
    if cache.add(key, weight, timeout=seconds + 1):
        return weight
    try:
        return cache.incr(key, weight)
    except ValueError:  # it expired, or was culled, between the two lines
        cache.set(key, weight, timeout=seconds + 1)
        return weight


def so_far(who: str, name: str, *, seconds: int) -> int:
    """Return how many tries were counted in this window, without counting one."""
    return int(cache.get(_key(who, name, seconds), 0))


def seconds_left(seconds: int) -> int:
    """Return the seconds until the next window opens."""
    return seconds - int(time.time()) % seconds


def rate_limit(
    name: str, *, limit: int, seconds: int, methods: frozenset[str] = frozenset({"POST"})
) -> Callable[[View], View]:
    """Answer 429 with a clear sentence above `limit` requests of these methods a window."""

    def decorate(view: View) -> View:
        @wraps(view)
        def limiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and limited(request, name, limit=limit, seconds=seconds):
                return too_often(request, seconds=seconds)
            return view(request, *args, **kwargs)

        return limiting  # type: ignore[return-value]  # the same signature, by `wraps`

    return decorate


def too_often(request: HttpRequest, *, seconds: int) -> HttpResponseBase:
    """Return the 429 page; for views that call `limited` themselves."""
    response = errors.answer(request, errors.TOO_OFTEN)
    response["Retry-After"] = str(seconds_left(seconds))
    return response


def _key(who: str, name: str, seconds: int) -> str:
    window = int(time.time()) // seconds
    digest = salted_hmac(
        f"ratelimit:{name}:{window}", _network(who), algorithm="sha256"
    ).hexdigest()
    return f"ratelimit:{digest}"


def _network(who: str) -> str:
    """Return what counts as one: an IPv4 address, or the /64 that one IPv6 customer is given.

    >>> _network("2001:db8:1:2:3::4"), _network("192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7')
    """
    try:
        address = ip_address(who)
    except ValueError:
        return who
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return who
