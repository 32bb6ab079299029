"""Every write about people and their roles: invite, give, take, close, reopen."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.accounts import actions as accounts
from maklumat.accounts.models import User
from maklumat.agencies import letters, tokens
from maklumat.agencies.models import Agency, Government, Invitation, Membership
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import NEED_AN_AGENCY, Act, Role, roles_that_may
from maklumat.core import audit, links, outbox
from maklumat.core.errors import Refused, RuleBroken

INVITATION_LIFE = timedelta(days=7)


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
def give_role(
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


@transaction.atomic
def reactivate(*, person: User, by: User, at: datetime) -> None:
    """Open a closed account again, with its roles."""
    accounts.reopen_account(user=person, actor=by.get_username(), at=at)


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
    others = User.objects.filter(is_active=True)
    if without_person:
        others = others.exclude(pk=without_person.pk)
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
    letter = letters.invitation_letter(invitation, links.full(path))
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
