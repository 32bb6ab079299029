"""News of a form that was handed in, for browsers that agreed (`core.push`)."""

from django.urls import reverse
from django.utils.translation import override

from maklumat.core import push
from maklumat.eforms import codes
from maklumat.eforms.queries import submissions as queries

CHANNEL = "push-form"


def find(key: int) -> push.Found | None:
    """Return the browser of a message, with the page of its form."""
    row = queries.browser(key)
    if row is None:
        return None
    with override(row.submission.language):
        address = reverse("eforms:follow", args=[codes.token(row.submission.number)])
    return push.Found(row, address, row.delete)
