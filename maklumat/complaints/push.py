"""News of a report for browsers that agreed (`core.push`)."""

from django.urls import reverse

from maklumat.complaints import codes
from maklumat.complaints.queries import following as queries
from maklumat.core import push

CHANNEL = "push"


def find(key: int) -> push.Found | None:
    """Return the browser of a message, with the page of its report."""
    row = queries.browser(key)
    if row is None:
        return None
    address = reverse("complaints:follow", args=[codes.token(row.complaint.number)])
    return push.Found(row, address, row.delete)
