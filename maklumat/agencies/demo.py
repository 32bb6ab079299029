"""The demo government, its agencies and people, from `data/agencies.yaml`.

What is there already stays as it is, with everything that belongs to it: loading again adds what is
missing and never undoes what somebody changed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies import actions
from maklumat.agencies.models import (
    Agency,
    ContactPerson,
    Government,
    Membership,
    OpeningHours,
    StaffingNeed,
    WeeklyHours,
)
from maklumat.agencies.roles import Role
from maklumat.core.datafiles import Entry, read, unique
from maklumat.core.errors import RuleBroken

DATA = Path(__file__).parent / "data" / "agencies.yaml"
ACTOR = "demo load"
DAYS = ("sen", "sel", "rab", "kam", "jum", "sab", "min")
FLAGS = ("ombudsman_locus", "blud", "inpatient", "emergency_24h")
TEXTS = ("about", "address", "phone", "email", "website", "desk_role")

H = TypeVar("H", bound=WeeklyHours)


@dataclass
class Loaded:
    """What a load added, counted by kind."""

    government: Government
    agencies: dict[str, Agency]
    people: dict[str, User]
    added: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def load(path: Path, *, password: str, at: datetime) -> Loaded:
    """Add what is missing of the demo government; return it with all its agencies and people.

    Raises BadDataFile, and RuleBroken where another government lives in this database.
    """
    file = read(path)
    file.only("government", "default_hours", "agencies", "people")
    government, is_new = _government(file.part("government"))
    loaded = Loaded(government, {row.slug: row for row in government.agencies.all()}, {})
    loaded.added["governments"] += is_new
    entries = file.rows("agencies")
    unique(entries, "id")
    default_hours = file.rows("default_hours")
    for position, entry in enumerate(entries):
        if entry.text("id") not in loaded.agencies:
            _add_agency(loaded, entry, default_hours, position, at)
    _add_people(loaded, file.rows("people"), password)
    return loaded


def _government(entry: Entry) -> tuple[Government, bool]:
    found = Government.objects.first()
    if found is not None and not found.is_demo:
        raise RuleBroken(
            _("This database belongs to %s. The demo is loaded only into an empty database.")
            % found.name
        )
    if found is not None:
        return found, False
    entry.only("slug", "level", "name", "short_name", "head_title", *TEXTS, "time_zone")
    names = ("slug", "level", "name", "short_name", "head_title", "time_zone")
    row = Government(**{name: entry.text(name) for name in names}, is_demo=True)
    for name in ("website", "address", "phone", "email"):
        setattr(row, name, entry.text(name, ""))
    _save(row, entry)
    return row, True


def _add_agency(
    loaded: Loaded, entry: Entry, default_hours: list[Entry], position: int, at: datetime
) -> None:
    entry.only("id", "kind", "name", "short_name", "parent", "head", *TEXTS, *FLAGS,
               "hours", "contacts", "staffing")  # fmt: skip
    parent = entry.text("parent", "")
    if parent and parent not in loaded.agencies:
        raise entry.fault(_("“parent” names %s, which must stand above it in the file.") % parent)
    head = entry.part("head", required=False)
    row = Agency(
        government=loaded.government,
        parent=loaded.agencies.get(parent),
        slug=entry.text("id"),
        kind=entry.text("kind"),
        name=entry.text("name"),
        short_name=entry.text("short_name"),
        head_title=head.text("title", ""),
        head_name=head.text("name", ""),
        position=position,
        **{name: entry.text(name, "") for name in TEXTS},
        **{name: entry.flag(name) for name in FLAGS},
    )
    try:
        actions.add_agency(agency=row, actor=ACTOR, at=at)
    except ValidationError as error:
        raise entry.accept(error) from None
    hours = list(weekly_hours(entry.rows("hours", default_hours), OpeningHours))
    for span in hours:
        span.agency = row
    OpeningHours.objects.bulk_create(hours)
    ContactPerson.objects.bulk_create(_contacts(row, entry.rows("contacts", [])))
    StaffingNeed.objects.bulk_create(_staffing(row, entry.rows("staffing", []), at.date()))
    loaded.agencies[row.slug] = row
    loaded.added["agencies"] += 1


def weekly_hours(entries: list[Entry], model: type[H]) -> Iterator[H]:
    """Give the rows, not saved, that `{days, opens, closes}` entries stand for."""
    for entry in entries:
        entry.only("days", "opens", "closes")
        opens, closes = _moment(entry, "opens"), _moment(entry, "closes")
        if opens >= closes:
            raise entry.fault(_("“closes” must be later than “opens”."))
        for day in entry.texts("days"):
            if day not in DAYS:
                raise entry.fault(
                    _("“%(day)s” is not a day; write one of: %(days)s.")
                    % {"day": day, "days": ", ".join(DAYS)}
                )
            yield model(weekday=DAYS.index(day), opens=opens, closes=closes)


def _moment(entry: Entry, key: str) -> time:
    try:
        return time.fromisoformat(entry.text(key))
    except ValueError:
        raise entry.fault(_("“%s” must be a time such as '08:00'.") % key) from None


def _contacts(agency: Agency, entries: list[Entry]) -> Iterator[ContactPerson]:
    for position, entry in enumerate(entries):
        entry.only("name", "position", "subject", "phone", "email", "is_public")
        names = ("position", "subject", "phone", "email")
        row = ContactPerson(
            agency=agency,
            name=entry.text("name"),
            is_public=entry.flag("is_public"),
            position_order=position,
            **{name: entry.text(name, "") for name in names},
        )
        check(row, entry)
        yield row


def _staffing(agency: Agency, entries: list[Entry], today: date) -> Iterator[StaffingNeed]:
    for entry in entries:
        entry.only("position", "needed", "present")
        row = StaffingNeed(
            agency=agency,
            position=entry.text("position"),
            needed=entry.count("needed"),
            present=entry.count("present"),
            as_of=today.replace(month=1, day=1),
        )
        check(row, entry)
        yield row


def _add_people(loaded: Loaded, entries: list[Entry], password: str) -> None:
    """Add those who sign in; the password is hashed once, because it is the same for all."""
    unique(entries, "email")
    secret = make_password(password)
    for entry in entries:
        entry.only("email", "name", "administrator", "roles")
        email = entry.text("email")
        user = User.objects.filter(email=email).first()
        if user is None:
            boss = entry.flag("administrator")
            user = User(email=email, first_name=entry.text("name"), password=secret)
            user.is_superuser = user.is_staff = boss
            _save(user, entry)
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
            for role in entry.rows("roles", []):
                _add_role(loaded, user, role)
            loaded.added["people"] += 1
        loaded.people[email] = user


def _add_role(loaded: Loaded, user: User, entry: Entry) -> None:
    entry.only("role", "agency")
    slug = entry.text("agency", "")
    if slug and slug not in loaded.agencies:
        raise entry.fault(_("there is no agency “%s”; correct it or add the agency.") % slug)
    role = entry.choice("role", tuple(Role))
    row = Membership(
        user=user, government=loaded.government, agency=loaded.agencies.get(slug), role=role
    )
    _save(row, entry)


def _save(row: models.Model, entry: Entry) -> None:
    check(row, entry)
    row.save()


def check(row: models.Model, entry: Entry) -> None:
    """Ask the row's own model whether it can be saved.

    Raises BadDataFile.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        raise entry.accept(error) from None
