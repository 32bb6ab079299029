"""The smallest valid rows of this app."""

from datetime import UTC, datetime, time

from django.utils.text import slugify

from maklumat.accounts.models import User
from maklumat.agencies import actions
from maklumat.agencies.models import Agency, Government, Membership, OpeningHours

AT = datetime(2026, 11, 16, 2, tzinfo=UTC)  # a Monday, 9 o'clock in Jakarta
_DEFAULTS = {
    "slug": "kab-contoh",
    "name": "Pemerintah Kabupaten Contoh",
    "short_name": "Pemkab Contoh",
    "level": "regency",
    "head_title": "Bupati",
}


def government(**fields: object) -> Government:
    """Return the government of this test, made at the first call; `fields` count then."""
    found = Government.objects.order_by("pk").first()
    return found or Government.objects.create(**{**_DEFAULTS, **fields})


def agency(name: str = "Dinas Contoh", **fields: object) -> Agency:
    """Make an agency; `parent=` places it below another."""
    fields.setdefault("government", government())
    fields.setdefault("slug", slugify(name))
    fields.setdefault("kind", "dinas")
    fields.setdefault("short_name", name[:60])
    return actions.add_agency(agency=Agency(name=name, **fields), actor="test", at=AT)


def office_hours(of: Agency, opens: time = time(8), closes: time = time(15, 30)) -> None:
    """Open an agency from Monday to Friday."""
    OpeningHours.objects.bulk_create(
        OpeningHours(agency=of, weekday=day, opens=opens, closes=closes) for day in range(5)
    )


def membership(user: User, role: str, agency: Agency | None = None) -> Membership:
    """Give a person a role in an agency, or without one in the whole government."""
    return Membership.objects.create(
        user=user,
        government=agency.government if agency else government(),
        agency=agency,
        role=role,
    )
