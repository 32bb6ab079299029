"""What staff type about agencies, people and invitations."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from maklumat.accounts.models import User
from maklumat.agencies import labels, queries
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.policy import Policy, policy_for
from maklumat.agencies.reorganisation import Basis
from maklumat.agencies.roles import NEED_AN_AGENCY, Act


class AgencyForm(WagtailAdminModelForm):
    """Facts of an agency; a new one stands below a living one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            self.fields["parent"].queryset = queries.living_agencies_today()

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if queries.slug_was_used(slug):
            raise forms.ValidationError(
                _("Another agency has or had this short address. Choose another one.")
            )
        return slug


class OwnAgencyForm(WagtailAdminModelForm):
    """A row of an agency: one's own are offered, and a row never changes hands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        if "agency" not in self.fields:
            return
        field = self.fields["agency"]
        if self.instance.pk:
            field.disabled = True
            field.queryset = queries.agencies_in_order().filter(pk=self.instance.agency_id)
            return
        field.queryset = self.offered()
        only = list(field.queryset[:2])
        if len(only) == 1:
            self.initial["agency"] = only[0].pk
        elif (
            "agency" in self.initial
            and not field.queryset.filter(pk=self.initial["agency"]).exists()
        ):
            self.initial.pop("agency", None)

    def offered(self) -> QuerySet[Agency]:
        """Return the agencies in which this person may write, and which still live."""
        if not self.for_user:
            return queries.no_agencies()
        return queries.living_among(policy_for(self.for_user).agencies(Act.CHANGE))


class ProfileForm(OwnAgencyForm):
    """One profile an agency."""

    def offered(self) -> QuerySet[Agency]:
        return super().offered().filter(profile__isnull=True)


class GovernmentForm(WagtailAdminModelForm):
    """Settings of the government."""

    class Meta:
        model = Government
        fields: tuple[str, ...] = ()


class PlaceField(forms.ModelChoiceField):
    """An agency within reach; its place in the tree shows as an indent."""

    def label_from_instance(self, obj: Agency) -> str:
        return f"{'– ' * (obj.path.count('/') - 2)}{obj.name}"


class RoleForm(forms.Form):
    """One role in one place, out of those that the person asking may give."""

    role = forms.ChoiceField(label=_("Role"), choices=labels.ROLES)
    agency = PlaceField(
        label=_("Agency"),
        queryset=None,
        required=False,
        help_text=_("A role in an agency counts for all that is below it."),
    )

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        field.queryset = queries.in_tree_order(policy.agencies(Act.MANAGE_PEOPLE))  # type: ignore[attr-defined]  # a model choice field
        if policy.can_everywhere(Act.MANAGE_PEOPLE):
            field.empty_label = _("the whole government")  # type: ignore[attr-defined]  # as above
        else:
            field.required = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        needs_one = values.get("role") in {role.value for role in NEED_AN_AGENCY}
        if needs_one and not values.get("agency") and "agency" not in self.errors:
            self.add_error("agency", _("Choose the agency in which this person has the role."))
        return values


class InviteForm(RoleForm):
    """Whom to invite, and to what."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ("name", "email", "role", "agency")


class PeopleFilterForm(forms.Form):
    """What narrows the list of people."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    agency = PlaceField(label=_("Agency"), queryset=None, required=False)
    state = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[
            ("active", _("account in use")),
            ("closed", _("account closed")),
            ("all", _("all")),
        ],
    )

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        field.queryset = queries.in_tree_order(policy.agencies(Act.VIEW_PEOPLE))  # type: ignore[attr-defined]  # a model choice field


class AcceptForm(forms.Form):
    """What an invited person writes: the name as it shall be shown, and a password."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least ten characters. A short sentence is easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(
            password, User(email=self.email, first_name=self.cleaned_data.get("name", ""))
        )
        return password


# --- Reorganisation ---------------------------------------------------------------------------


class BasisForm(forms.Form):
    """Since when, and by which decree."""

    date = forms.DateField(
        label=_("From which day"),
        help_text=_("The first day on which this holds."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    decree = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        required=False,
        help_text=_("Such as “Perda 4/2026”."),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **kwargs)
        self.agency = agency

    @property
    def basis(self) -> Basis:
        return Basis(self.cleaned_data["date"], self.cleaned_data["decree"])

    def others(self) -> QuerySet[Agency]:
        """Return the living agencies outside this one and what is below it."""
        return queries.in_tree_order(
            queries.living_agencies_today().exclude(path__startswith=self.agency.path)
        )


class RenameForm(BasisForm):
    name = forms.CharField(label=_("New name"), max_length=150)
    short_name = forms.CharField(label=_("New short name"), max_length=60)
    slug = forms.SlugField(
        label=_("New short address"), max_length=60, help_text=_("Old links still lead here.")
    )
    field_order = ("name", "short_name", "slug", "date", "decree")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # Any: as above
        start = {"name": agency.name, "short_name": agency.short_name, "slug": agency.slug}
        kwargs["initial"] = start | (kwargs.get("initial") or {})
        super().__init__(*args, agency=agency, **kwargs)


class MergeForm(BasisForm):
    successor = PlaceField(
        label=_("Merge into"),
        queryset=None,
        help_text=_("Its services, places of service, parts and people go there."),
    )
    field_order = ("successor", "date", "decree")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, agency=agency, **kwargs)
        self.fields["successor"].queryset = self.others()  # type: ignore[attr-defined]  # a model choice field


class MoveForm(BasisForm):
    parent = PlaceField(label=_("Place below"), queryset=None, required=False)
    field_order = ("parent", "date", "decree")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, agency=agency, **kwargs)
        field = self.fields["parent"]
        field.queryset, field.empty_label = self.others(), _("none: at the top")  # type: ignore[attr-defined]  # a model choice field


class CloseForm(BasisForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **kwargs)
        self.fields["date"].label = _("Last day")
        self.fields["date"].help_text = _("It may lie ahead.")
