"""What the set-up page asks."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maklumat.accounts.models import User
from maklumat.agencies import labels, queries
from maklumat.agencies.founding import LEVEL_OF_KIND, ZONES, Founding
from maklumat.agencies.models import Region

ZONE_NAMES = (
    _("western Indonesian time (WIB)"),
    _("central Indonesian time (WITA)"),
    _("eastern Indonesian time (WIT)"),
)


class FoundingForm(forms.Form):
    """A government and its first administrator, on one page."""

    name = forms.CharField(
        label=_("Full name of the government"),
        max_length=150,
        help_text=_("As on its letterhead, such as Pemerintah Kabupaten Belu."),
        error_messages={"required": _("Write the name, such as Pemerintah Kabupaten Belu.")},
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("", _("Choose …")), *labels.LEVELS],
        error_messages={"required": _("Choose province, regency or city.")},
    )
    region: forms.ModelChoiceField[Region] = forms.ModelChoiceField(
        None,  # asked for with each form
        label=_("Region"),
        empty_label=_("Choose …"),
        error_messages={
            "required": _("Choose the region."),
            "invalid_choice": _("Choose a region from the list."),
        },
    )
    head_title = forms.CharField(
        label=_("Title of its head"),
        max_length=60,
        help_text=_("Such as Bupati, Wali Kota or Gubernur."),
        error_messages={"required": _("Write the title, such as Bupati.")},
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=list(zip(ZONES, ZONE_NAMES, strict=True))
    )
    admin_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    admin_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it. You are the first administrator."),
        widget=forms.EmailInput({"autocomplete": "username"}),
        error_messages={
            "required": _("Write your e-mail address, such as nama@contoh.go.id."),
            "invalid": _("This is not an e-mail address. Write one such as nama@contoh.go.id."),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("At least 10 characters. Several words are easy to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password of at least 10 characters.")},
    )

    # Any: Django's own signature.
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]  # Any: a field's own attributes, not in Field
        region.queryset = queries.governable_regions()

    def clean_region(self) -> Region:
        region: Region = self.cleaned_data["region"]
        level = self.cleaned_data.get("level")
        if level and LEVEL_OF_KIND.get(region.kind) != level:
            raise ValidationError(
                _("%(region)s is of another level. Choose again, or correct the level."),
                params={"region": region.full_name},
            )
        return region

    def clean_admin_email(self) -> str:
        email: str = self.cleaned_data["admin_email"].lower()
        if queries.person_exists(email):
            raise ValidationError(
                _("There is an account with this address already. Use another address.")
            )
        return email

    def clean_password(self) -> str:
        given = self.cleaned_data
        password: str = given["password"]
        user = User(email=given.get("admin_email", ""), first_name=given.get("admin_name", ""))
        validate_password(password, user)
        return password

    def founding(self) -> Founding:
        return Founding(**self.cleaned_data)
