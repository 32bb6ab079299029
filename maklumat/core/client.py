"""Whose request is it? The address of the client, as far as our own proxies vouch for it."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's address, or "" when nobody vouches for one.

    Each proxy appends to `X-Forwarded-For` the address it was called from, so with two proxies of
    ours the second entry *from the right* is the client. What stands further left was written by
    the client and is worth nothing; without proxies of ours the header is not read at all.
    """
    proxies = settings.TRUSTED_PROXIES
    if not proxies:
        return _address(request.META.get("REMOTE_ADDR", ""))
    entries = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",")]
    # Fewer entries than proxies: somebody got around one of them. The caller is all we know.
    claimed = entries[-proxies] if len(entries) >= proxies else ""
    return _address(claimed) or _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str:
    """Return a plain address: no port, no brackets, no zone, IPv4 not disguised as IPv6.

    >>> _address("[2001:db8::1]:4711"), _address("::ffff:192.0.2.7"), _address("192.0.2.7:80")
    ('2001:db8::1', '192.0.2.7', '192.0.2.7')
    >>> _address("unknown")
    ''
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
