"""Give the demo's agencies the forms of the library."""

from datetime import datetime

from maklumat.eforms import library
from maklumat.eforms.actions import forms
from maklumat.eforms.queries import forms as queries

ACTOR = "demo"


def load(*, at: datetime) -> int:
    """Add the forms that are missing and return how many; what is there stays as it is."""
    services = {service.code: service for service in queries.published_services()}
    added = 0
    for ready in library.forms().values():
        used = [services[code] for code in ready.services if code in services]
        if not used:
            continue
        agency = used[0].agency
        if queries.has_form(agency, ready.code):
            continue
        form = forms.make(
            agency=agency, content=ready.content, services=used, by=ACTOR, at=at,
            taken_from=ready.code,
        )  # fmt: skip
        forms.publish(form=form, by=ACTOR, at=at)
        added += 1
    return added
