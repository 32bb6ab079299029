"""How things that are approved are called in letters and lists."""

from django.db.models import Model
from django.utils.translation import gettext as _

from maklumat.agencies.models import Profile
from maklumat.catalogue.models import Pledge


def thing(row: Model) -> str:
    """Name a thing within a sentence; `str` of a service is its name, of a pledge agency and day."""
    if isinstance(row, Profile):
        return _("the profile of %(agency)s") % {"agency": row.agency.name}
    if isinstance(row, Pledge):
        return _("the service pledge of %(agency)s") % {"agency": row.agency.name}
    return _("the standard of the service “%(name)s” (%(agency)s)") % {
        "name": _newest(row),
        "agency": row.agency.name,  # type: ignore[attr-defined]  # the third kind is a service
    }


def title(row: Model, *, newest: bool = False) -> str:
    """Name a thing on a list; `newest` costs a query and uses the name that its draft has."""
    if isinstance(row, Profile):
        return _("Profile of %(agency)s") % {"agency": row.agency.short_name}
    if isinstance(row, Pledge):
        return _("Service pledge of %(agency)s") % {"agency": row.agency.short_name}
    return _newest(row) if newest else str(row)


def _newest(row: Model) -> str:
    revision = getattr(row, "latest_revision", None)
    return revision.object_str if revision else str(row)
