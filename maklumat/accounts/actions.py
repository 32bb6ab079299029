"""Every write of accounts."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction

from maklumat.accounts.models import User
from maklumat.core import audit


@transaction.atomic
def open_account(*, email: str, name: str, password: str, actor: str, at: datetime) -> User:
    """Make an account for somebody who has proved to own the address."""
    user = User.objects.create_user(email, password, first_name=name, date_joined=at)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record(action="accounts.opened", actor=actor, target=f"user:{user.pk}", at=at)
    return user


def confirm_address(*, user: User, email: str) -> None:
    """Tell allauth's own table that this address is proved to be theirs."""
    EmailAddress.objects.get_or_create(
        user=user, email=email.lower(), defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def close_account(*, user: User, actor: str, at: datetime) -> None:
    """Let somebody in no more, from this moment on; what they did keeps their name."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    sign_out_everywhere(user=user, at=at)
    audit.record(action="accounts.closed", actor=actor, target=f"user:{user.pk}", at=at)


@transaction.atomic
def reopen_account(*, user: User, actor: str, at: datetime) -> None:
    """Let somebody in again, with the password and the roles of before."""
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True
    audit.record(action="accounts.reopened", actor=actor, target=f"user:{user.pk}", at=at)


def sign_out_everywhere(*, user: User, at: datetime) -> None:
    """End every session of this person, so that none comes back to life with the account."""
    for session in Session.objects.filter(expire_date__gte=at).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
