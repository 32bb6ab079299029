"""How allauth does things here: mail, addresses, second factors, who may come in."""

import base64
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from maklumat.accounts import actions
from maklumat.accounts.models import User
from maklumat.core import outbox
from maklumat.core.client import client_address


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; mail leaves through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        values = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
            **context,
        }
        mail = self.render_mail(template_prefix, email, values)
        about = template_prefix.rpartition("/")[2]
        outbox.send(to=email, subject=mail.subject, text=mail.body, about=f"account:{about}")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell people at the address they sign in with; allauth would look in a table of its own."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "unknown"

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again before a change to how one signs in, but not of who signed in just now."""
        records = get_authentication_records(self.request, self.request.user)
        age = time.time() - records[-1]["at"] if records else None
        if age is not None and age < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/akun/"


class MfaAdapter(DefaultMFAAdapter):
    """Secrets are encrypted; passkeys belong to the address of this installation."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.SITE_HOST, "name": settings.MFA_TOTP_ISSUER}


class SocialAdapter(DefaultSocialAccountAdapter):
    """The government's sign-on opens accounts that exist, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Find the invited person with this address.

        An invitation has proved the address already: allauth's own table is told so, or it would
        take the password of the account for one that a stranger set.
        """
        found: tuple[User, str] | None = super().authenticate_by_email(sociallogin)
        if found:
            user, email = found
            actions.confirm_address(user=user, email=email)
        return found


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret: str) -> bytes:
    digest = salted_hmac("maklumat.accounts.second-factor", "", secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
