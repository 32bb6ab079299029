"""The same form twice from a browser without scripts, which can't name its form."""

from uuid import UUID, uuid4

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from maklumat.core.client import client_address

SECONDS = 20  # an impatient second press; later it is another person with the same answers


def uid_of_form(request: HttpRequest) -> UUID:
    """Return a random name for what was posted, the same for the same within some seconds.

    The address of the client is only part of a keyed hash in the cache; it is not in the name.
    """
    said = "\n".join(f"{name}={value}" for name, value in sorted(request.POST.items()))
    digest = salted_hmac(
        "surveys.once", f"{client_address(request)}\n{request.path}\n{said}", algorithm="sha256"
    ).hexdigest()
    fresh = uuid4()
    if cache.add(f"surveys:once:{digest}", fresh.hex, SECONDS):
        return fresh
    return UUID(cache.get(f"surveys:once:{digest}") or fresh.hex)
