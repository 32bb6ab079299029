"""Does a post come from a page of ours? Asked instead of a form token: see ADR 22.

Nobody's authority is used by such a post: no sign-in, no session is read. What is left to refuse is a
foreign page that lets its visitors vote or send unawares; every browser of today says where a post
comes from. Who writes such headers by hand needs no foreign page.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest

OURS = {"same-origin", "none"}  # none: typed or reloaded by the person


def is_from_own_page(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OURS
    named = request.headers.get("Origin") or request.headers.get("Referer")
    return named is None or urlsplit(named).netloc == request.get_host()
