"""Every write of governments and agencies."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from maklumat.accounts.actions import open_account
from maklumat.agencies import signals
from maklumat.agencies.founding import Founding
from maklumat.agencies.models import Agency, Government, Membership, Region
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge


@transaction.atomic
def add_agency(*, agency: Agency, actor: str, at: datetime) -> Agency:
    """Check and save a new agency and write its place in the tree.

    `agency` is a row not yet saved; its parent must have been added before.

    Raises ValidationError.
    """
    agency.full_clean(exclude=["path"])
    agency.save(force_insert=True)
    agency.path = path_of(agency)
    agency.save(update_fields=["path"])
    audit.record(action="agencies.added", actor=actor, target=f"agency:{agency.slug}", at=at)
    purge("agencies")
    return agency


def path_of(agency: Agency) -> str:
    """Return the keys of the ancestors and of the agency itself, as `Agency.path` keeps them."""
    above = agency.parent.path if agency.parent else "/"
    return f"{above}{agency.pk}/"


@transaction.atomic
def load_regions(*, regions: list[Region]) -> int:
    """Add regions to the code list and correct those that are there; return how many are new."""
    before = Region.objects.count()
    changing = ["level", "kind", "parent", "name", "full_name", "autonomous"]
    Region.objects.bulk_create(
        regions, update_conflicts=True, unique_fields=["code"], update_fields=changing
    )
    return Region.objects.count() - before


@transaction.atomic
def found_government(*, founding: Founding, at: datetime) -> Government:
    """Make the government of an empty installation, and its first administrator.

    Raises RuleBroken when there is a government already.
    """
    actor = founding.admin_email
    # The audit log lets one transaction through at a time: of two posts, the second sees the first.
    audit.record(action="agencies.founded", actor=actor, target="government", at=at)
    if Government.objects.exists():
        raise RuleBroken(_("This installation already has a government. Sign in instead."))
    government = Government.objects.create(
        slug=slugify(founding.region.full_name if founding.region else founding.name)[:50]
        or "pemerintah",
        name=founding.name,
        short_name=founding.short_name,
        level=founding.level,
        region=founding.region,
        head_title=founding.head_title,
        time_zone=founding.time_zone,
    )
    user = open_account(
        email=founding.admin_email,
        name=founding.admin_name,
        password=founding.password,
        actor=actor,
        at=at,
    )
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])
    Membership.objects.create(user=user, government=government, role="organiser")
    signals.government_founded.send(sender=Government, government=government)
    purge("government", "agencies", "services")
    return government


@transaction.atomic
def note_change(*, agency: Agency, fields: list[str], by: User, at: datetime) -> None:
    """Write down which facts of an agency were edited."""
    audit.record(
        action="agencies.changed",
        actor=by.get_username(),
        target=f"agency:{agency.slug}",
        at=at,
        details={"fields": fields},
    )
    purge("agencies", "services")


@transaction.atomic
def note_government_change(
    *, government: Government, fields: list[str], by: User, at: datetime
) -> None:
    """Write down which settings were edited and tell the floors above."""
    audit.record(
        action="agencies.government_changed",
        actor=by.get_username(),
        target=f"government:{government.slug}",
        at=at,
        details={"fields": fields},
    )
    signals.government_changed.send(Government, government=government, actor=by, at=at)
    purge("government", "agencies", "services")


# --- Reorganisation ---------------------------------------------------------------------------


@transaction.atomic
def rename(  # noqa: PLR0913  a name has three forms
    *, agency: Agency, name: str, short_name: str, slug: str, basis: Basis, by: User, at: datetime
) -> Agency:
    """Give an agency a new name; the old one is kept, and its address leads on to the new one.

    Raises RuleBroken.
    """
    row = _locked(agency)
    _check_alive(row, basis, at)
    taken = Agency.objects.filter(slug=slug).exclude(pk=row.pk).exists()
    taken |= AgencyName.objects.filter(slug=slug).exclude(agency=row).exists()
    if taken:
        raise RuleBroken(_("Another agency has or had this short address. Choose another one."))
    AgencyName.objects.create(
        agency=row,
        name=row.name,
        short_name=row.short_name,
        slug=row.slug,
        valid_to=basis.date - timedelta(days=1),
    )
    former = row.slug
    row.name, row.short_name, row.slug = name, short_name, slug
    row.save(update_fields=["name", "short_name", "slug"])
    _record("renamed", row, basis, by, at, former=former)
    return row


@transaction.atomic
def merge(*, agency: Agency, successor: Agency, basis: Basis, by: User, at: datetime) -> Succession:
    """End an agency and hand its duties, its parts and its people to another.

    A head comes along as an officer: an agency has one head.

    Raises RuleBroken.
    """
    row, heir = _locked(agency), _locked(successor)
    _check_alive(row, basis, at)
    _check_alive(heir, basis, at)
    if heir.path.startswith(row.path):
        raise RuleBroken(_("An agency can't be merged into itself or into a part of itself."))
    for child in Agency.objects.filter(parent=row):
        _place_below(child, heir)
    _hand_over_people(row, heir)
    step = Succession.objects.create(
        predecessor=row, successor=heir, kind="merged", date=basis.date, decree=basis.decree
    )
    _end(row, basis.date - timedelta(days=1))
    signals.agency_merged.send(Agency, predecessor=row, successor=heir, actor=by, at=at)
    _record("merged", row, basis, by, at, into=heir.slug)
    return step


@transaction.atomic
def move(*, agency: Agency, parent: Agency | None, basis: Basis, by: User, at: datetime) -> Agency:
    """Place an agency, with all that is below it, under another one or at the top.

    Raises RuleBroken.
    """
    row = _locked(agency)
    _check_alive(row, basis, at)
    above = _locked(parent) if parent else None
    if above:
        _check_alive(above, basis, at)
        if above.path.startswith(row.path):
            raise RuleBroken(_("An agency can't be placed below itself or a part of itself."))
    _place_below(row, above)
    _record("moved", row, basis, by, at, below=above.slug if above else "")
    return row


@transaction.atomic
def close(*, agency: Agency, basis: Basis, by: User, at: datetime) -> Agency:
    """End an agency after its last day; nobody takes its place.

    Raises RuleBroken while parts or services still need it.
    """
    row = _locked(agency)
    if row.valid_to is not None:
        raise RuleBroken(_("This agency has been closed already."))
    living = Agency.objects.filter(parent=row).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=basis.date)
    )
    if living.exists():
        raise RuleBroken(_("It still has parts. Move or close them first."))
    signals.agency_closing.send(Agency, agency=row, actor=by, at=at)
    _end(row, basis.date)
    _record("closed", row, basis, by, at)
    return row


def _locked(agency: Agency) -> Agency:
    """Read an agency anew; one reorganisation at a time, because each may rewrite a whole branch."""
    Government.objects.select_for_update().get(pk=agency.government_id)
    return Agency.objects.select_related("government", "parent").get(pk=agency.pk)


def _check_alive(agency: Agency, basis: Basis, at: datetime) -> None:
    today = at.astimezone(agency.government.zone).date()
    if basis.date > today:
        raise RuleBroken(_("That day has not come yet. Do this on the day or after it."))
    if agency.valid_to is not None and agency.valid_to < basis.date:
        raise RuleBroken(_("%(agency)s has been closed.") % {"agency": agency.name})
    if agency.valid_from is not None and agency.valid_from >= basis.date:
        raise RuleBroken(_("%(agency)s did not exist before that day.") % {"agency": agency.name})


def _end(agency: Agency, last_day: date) -> None:
    if agency.valid_from is not None and last_day < agency.valid_from:
        raise RuleBroken(_("%(agency)s did not exist before that day.") % {"agency": agency.name})
    agency.valid_to = last_day
    agency.save(update_fields=["valid_to"])


def _place_below(agency: Agency, parent: Agency | None) -> None:
    """Change the parent and rewrite the paths of the whole branch."""
    before = agency.path
    agency.parent = parent
    agency.path = path_of(agency)
    agency.save(update_fields=["parent"])
    branch = Agency.objects.filter(path__startswith=before)
    branch.update(path=Concat(Value(agency.path), Substr("path", len(before) + 1)))


def _hand_over_people(agency: Agency, heir: Agency) -> None:
    for row in Membership.objects.filter(agency=agency):
        role = Role.OFFICER.value if row.role == Role.HEAD else row.role
        Membership.objects.get_or_create(
            user_id=row.user_id, agency=heir, role=role, defaults={"government": heir.government}
        )
        row.delete()
    Invitation.objects.filter(agency=agency, accepted_at=None).update(agency=heir)


def _record(
    what: str, agency: Agency, basis: Basis, by: User, at: datetime, **details: str
) -> None:
    audit.record(
        action=f"agencies.{what}",
        actor=by.get_username(),
        target=f"agency:{agency.slug}",
        at=at,
        details={"date": basis.date, "decree": basis.decree, **details},
    )
    purge("agencies", "services")


# --- People -----------------------------------------------------------------------------------


@transaction.atomic
def invite(  # noqa: PLR0913  a person, a role and a place
    *,
    email: str,
    name: str,
    role: str,
    agency: Agency | None,
    government: Government,
    by: User,
    at: datetime,
) -> Invitation:
    """Write to somebody who is to get an account with one role.

    Raises Refused beyond the reach of `by`, and RuleBroken.
    """
    _check_role(role, agency, by)
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        raise RuleBroken(
            _("Somebody has an account with this address. Open it under People and add the role.")
            if known.is_active
            else _("A closed account has this address. Open it under People and reopen it.")
        )
    if Invitation.objects.filter(
        email__iexact=email, accepted_at=None, revoked_at=None, expires_at__gt=at
    ).exists():
        raise RuleBroken(_("This address was invited already. Send that invitation again."))
    row = Invitation.objects.create(
        government=government,
        agency=agency,
        role=role,
        email=email.lower(),
        name=name,
        invited_by=str(by),
        sent_at=at,
        expires_at=at + INVITATION_LIFE,
    )
    _send_invitation(row)
    _record_invitation("invited", row, by.get_username(), at)
    return row


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Send a new letter; the link in the old one works no more. Raises RuleBroken."""
    row = _locked_invitation(invitation)
    row.round, row.sent_at, row.expires_at = row.round + 1, at, at + INVITATION_LIFE
    row.save(update_fields=["round", "sent_at", "expires_at"])
    _send_invitation(row)
    _record_invitation("invitation_resent", row, by.get_username(), at)
    return row


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Make the link in the letter useless. Raises RuleBroken."""
    row = _locked_invitation(invitation)
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    _record_invitation("invitation_revoked", row, by.get_username(), at)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, password: str, at: datetime) -> User:
    """Make the account and give it the role. Raises RuleBroken if the letter was used meanwhile."""
    row = _locked_invitation(invitation)
    if not row.works(at) or User.objects.filter(email__iexact=row.email).exists():
        raise RuleBroken(_("This invitation works no more. Ask for a new one."))
    user = accounts.open_account(
        email=row.email, name=name, password=password, actor=row.email, at=at
    )
    Membership.objects.create(
        user=user, government=row.government, agency=row.agency, role=row.role
    )
    row.accepted_at = at
    row.save(update_fields=["accepted_at"])
    _record_invitation("invitation_accepted", row, row.email, at)
    return user


@transaction.atomic
def give_role(  # noqa: PLR0913  a person, a role and a place
    *,
    person: User,
    role: str,
    agency: Agency | None,
    government: Government,
    by: User,
    at: datetime,
) -> Membership:
    """Give somebody a role more. Raises Refused, RuleBroken."""
    _check_role(role, agency, by)
    row, made = Membership.objects.get_or_create(
        user=person, agency=agency, role=role, defaults={"government": government}
    )
    if not made:
        raise RuleBroken(_("%(person)s has this role already.") % {"person": person})
    _record_role("role_given", row, by, at)
    return row


@transaction.atomic
def take_role(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a role away. Raises Refused, RuleBroken for the last who could give it back."""
    _check_reach(membership.agency, by)
    _check_somebody_stays(membership.government, without_role=membership)
    _record_role("role_taken", membership, by, at)
    membership.delete()


@transaction.atomic
def deactivate(*, person: User, government: Government, by: User, at: datetime) -> None:
    """Close an account and end its sessions. Raises RuleBroken."""
    if person.pk == by.pk:
        raise RuleBroken(_("You can't close your own account. Ask another organiser."))
    _check_somebody_stays(government, without_person=person)
    accounts.close_account(user=person, actor=by.get_username(), at=at)


def _check_role(role: str, agency: Agency | None, by: User) -> None:
    _check_reach(agency, by)
    if agency is None and Role(role) in NEED_AN_AGENCY:
        raise RuleBroken(_("Choose the agency in which this person has the role."))


def _check_reach(agency: Agency | None, by: User) -> None:
    policy = policy_for(by)
    act = Act.MANAGE_PEOPLE
    if not (policy.covers(act, agency) if agency else policy.can_everywhere(act)):
        raise Refused("manage people")


def _check_somebody_stays(
    government: Government,
    *,
    without_person: User | None = None,
    without_role: Membership | None = None,
) -> None:
    """Keep at least one person who can give roles to others."""
    Government.objects.select_for_update().get(pk=government.pk)
    others = User.objects.filter(is_active=True).exclude(pk=without_person and without_person.pk)
    roles = {role.value for role in roles_that_may(Act.MANAGE_PEOPLE)}
    organisers = Membership.objects.filter(agency=None, role__in=roles, user__in=others)
    if without_role:
        organisers = organisers.exclude(pk=without_role.pk)
    if not organisers.exists() and not others.filter(is_superuser=True).exists():
        raise RuleBroken(
            _("This is the last person who can give roles. Give the role to somebody else first.")
        )


def _locked_invitation(invitation: Invitation) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not row.is_open:
        raise RuleBroken(_("This invitation works no more. Ask for a new one."))
    return row


def _send_invitation(invitation: Invitation) -> None:
    with override(settings.LANGUAGE_CODE):
        path = reverse("invitations:accept", args=[tokens.token_of(invitation)])
    letter = letters.invitation_letter(invitation, f"{settings.SITE_URL}{path}")
    about = f"invitation:{invitation.uid}"
    outbox.send(
        to=invitation.email,
        subject=letter.subject,
        text=letter.text,
        about=about,
        key=f"{about}:{invitation.round}",
    )


def _record_invitation(what: str, invitation: Invitation, actor: str, at: datetime) -> None:
    audit.record(
        action=f"agencies.{what}",
        actor=actor,
        target=f"invitation:{invitation.uid}",
        at=at,
        details=_where(invitation.role, invitation.agency),
    )


def _record_role(what: str, membership: Membership, by: User, at: datetime) -> None:
    audit.record(
        action=f"agencies.{what}",
        actor=by.get_username(),
        target=f"user:{membership.user_id}",
        at=at,
        details=_where(membership.role, membership.agency),
    )


def _where(role: str, agency: Agency | None) -> dict[str, str]:
    return {"role": role, "agency": agency.slug if agency else ""}
