"""Agencies and the government in the staff frame."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.admin.panels import MultiFieldPanel as Group
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView

from maklumat.agencies import actions, queries
from maklumat.agencies.forms import AgencyForm, GovernmentForm, ProfileForm
from maklumat.agencies.models import Agency, Government, Profile
from maklumat.agencies.panels import profile_editor
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.agencies.scoping import (
    OF_THE_HEAD,
    AgencyScopedViewSet,
    OfAgencyCreateView,
    ScopedIndexView,
    SharedRegisterViewSet,
)

MANAGE = "agencies.manage_agency"  # only the bureau sees these fields

CONTACT = Group(
    [
        FieldPanel("about"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("website"),
    ],
    heading=_("Contact"),
)
HEAD = Group(
    [FieldPanel("head_title"), FieldRowPanel([FieldPanel("head_name"), FieldPanel("head_nip")])],
    heading=_("Head"),
)
KIND = Group(
    [
        FieldPanel("sippn_id"),
        FieldPanel("ombudsman_locus", permission=MANAGE),
        FieldPanel("blud", permission=MANAGE),
        FieldPanel("inpatient", permission=MANAGE),
        FieldPanel("emergency_24h", permission=MANAGE),
    ],
    heading=_("Registers and marks"),
)
IDENTITY = Group(
    [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
        FieldPanel("valid_from"),
    ],
    heading=_("Identity"),
)
HOURS = InlinePanel(
    "opening_hours",
    heading=_("Opening hours"),
    label=_("Hours"),
    panels=[FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])],
)
SPECIAL_DAYS = InlinePanel(
    "special_days",
    heading=_("Days with other hours"),
    label=_("Day"),
    help_text=_("Leave the times empty if it is closed all day."),
    panels=[
        FieldRowPanel([FieldPanel("date"), FieldPanel("opens"), FieldPanel("closes")]),
        FieldPanel("reason"),
    ],
)
CONTACT_PERSONS = InlinePanel(
    "contact_persons",
    heading=_("Contact persons"),
    label=_("Contact person"),
    panels=[
        FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
        FieldPanel("subject"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("is_public"),
    ],
)
STAFFING = InlinePanel(
    "staffing",
    heading=_("Staff present against the workload analysis (ABK)"),
    label=_("Position"),
    panels=[
        FieldPanel("position"),
        FieldRowPanel([FieldPanel("needed"), FieldPanel("present"), FieldPanel("as_of")]),
    ],
)
FACTS = [CONTACT, HOURS, SPECIAL_DAYS, HEAD, CONTACT_PERSONS, STAFFING, KIND]


class StandingColumn(Column):
    """Until when an agency existed, if it is no more."""

    cell_template_name = "agencies/staff/standing_cell.html"

    def get_value(self, instance: Agency) -> dict[str, object]:
        ended = instance.valid_to is not None and instance.valid_to < localdate()
        return {"ended": ended, "until": instance.valid_to}


class AgencyCreateView(CreateView):
    """The bureau adds an agency; the action writes its place in the tree."""

    def save_instance(self) -> Agency:
        agency: Agency = self.form.save(commit=False)
        agency.government = queries.government_or_404()
        return actions.add_agency(agency=agency, actor=self.request.user.get_username(), at=now())


class AgencyEditView(EditView):
    """An officer mends the facts; name, place and end are a reorganisation."""

    def save_instance(self) -> Agency:
        with transaction.atomic():
            agency: Agency = super().save_instance()
            if self.form.has_changed():
                actions.note_change(
                    agency=agency,
                    fields=self.form.changed_data,
                    by=self.request.user,
                    at=now(),
                )
        return agency

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *reorganisation_buttons(self.object, self.request)]


class AgencyIndexView(ScopedIndexView):
    def get_list_more_buttons(self, instance: Agency) -> list[Button]:
        own = list(super().get_list_more_buttons(instance))
        return [*own, *reorganisation_buttons(instance, self.request)]


def reorganisation_buttons(agency: Agency, request: HttpRequest) -> list[Button]:
    """Offer what the bureau may do with a living agency."""
    if agency.valid_to is not None or not policy_for(request.user).can(Act.MANAGE_GOVERNMENT):
        return []
    steps = (
        ("rename", _("Rename"), "edit"),
        ("merge", _("Merge into another"), "arrows-up-down"),
        ("move", _("Place below another"), "order"),
        ("close", _("Close"), "cross"),
    )
    return [
        Button(
            label,
            reverse(f"agencies-staff:{step}", args=[agency.pk]),
            icon_name=icon,
            priority=50 + place,
        )
        for place, (step, label, icon) in enumerate(steps)
    ]


class AgencyViewSet(AgencyScopedViewSet):
    """Agencies with their contacts, hours and staff."""

    model = Agency
    through = ("",)
    acts: ClassVar[dict[str, Act]] = {
        "view": Act.VIEW,
        "add": Act.MANAGE_GOVERNMENT,
        "change": Act.CHANGE,
        "manage": Act.MANAGE_GOVERNMENT,
    }
    index_view_class = AgencyIndexView
    add_view_class = AgencyCreateView
    edit_view_class = AgencyEditView
    icon = "home"
    menu_label = _("Agencies")
    menu_name = "agencies"
    menu_order = 200
    add_to_admin_menu = True
    url_prefix = "perangkat-daerah"
    url_namespace = "agencies-list"
    list_display: ClassVar[list[object]] = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("parent", label=_("Part of"), accessor="parent.short_name"),
        "phone",
        StandingColumn("standing", label=_("Standing")),
    ]
    list_export: ClassVar[list[str]] = ["name", "short_name", "slug", "kind", "phone", "email"]
    export_filename = "perangkat-daerah"
    list_filter: ClassVar[list[str]] = ["kind"]
    search_fields: ClassVar[list[str]] = ["name", "short_name"]
    search_backend_name = None
    list_per_page = 50
    ordering = ("position", "name")
    inspect_view_fields: ClassVar[list[str]] = [
        "name",
        "short_name",
        "kind",
        "parent",
        "head_name",
        "address",
        "phone",
        "email",
        "website",
        "valid_from",
        "valid_to",
    ]

    def get_edit_handler(self) -> Any:  # Any: Wagtail's panels are untyped
        return _handler(FACTS).bind_to_model(self.model)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:  # Any: Wagtail's own signature
        handler = _handler([IDENTITY, *FACTS]).bind_to_model(self.model)
        return {
            **super().get_add_view_kwargs(**kwargs),
            "panel": handler,
            "form_class": handler.get_form_class(),
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agency]:
        return queries.agencies_in_order()


def _handler(panels: list[object]) -> ObjectList:
    return ObjectList(panels, base_form_class=AgencyForm)


class ProfileViewSet(AgencyScopedViewSet):
    """What an agency tells of itself. Officers write; the head of the agency approves."""

    model = Profile
    acts: ClassVar[dict[str, Act]] = OF_THE_HEAD
    add_view_class = OfAgencyCreateView
    icon = "user"
    menu_label = _("Profile")
    menu_name = "profiles"
    menu_order = 110
    add_to_admin_menu = True
    url_prefix = "profil"
    url_namespace = "profiles"
    list_display: ClassVar[list[object]] = [
        "agency",
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter: ClassVar[list[str]] = ["live", "has_unpublished_changes"]
    search_fields: ClassVar[list[str]] = ["agency__name", "agency__short_name"]
    search_backend_name = None
    list_per_page = 50
    inspect_view_fields: ClassVar[list[str]] = ["agency", "duties", "vision", "motto", "live"]

    def get_edit_handler(self) -> Any:  # Any: as above
        handler = profile_editor()
        handler.base_form_class = ProfileForm
        return handler.bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        return queries.profiles_in_order()


# --- The government ---------------------------------------------------------------------------


class AccentNote(HelpPanel):
    """Shows the accent as chosen and as it will be used."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # Any: Wagtail's
            values: dict[str, Any] = super().get_context_data(parent_context)
            return {**values, "accent": queries.accent_of(self.instance)}


class GovernmentIndexView(ScopedIndexView):
    """There is one government: its list is its form."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return redirect(reverse("government:edit", args=[queries.government_or_404().pk]))


class GovernmentEditView(EditView):
    def save_instance(self) -> Model:
        with transaction.atomic():
            government: Government = super().save_instance()
            if self.form.has_changed():
                actions.note_government_change(
                    government=government,
                    fields=self.form.changed_data,
                    by=self.request.user,
                    at=now(),
                )
        return government


class GovernmentViewSet(SharedRegisterViewSet):
    """The settings of the government: address, look, approval, working week, days off."""

    model = Government
    acts: ClassVar[dict[str, Act]] = {
        "view": Act.MANAGE_GOVERNMENT,
        "change": Act.MANAGE_GOVERNMENT,
    }
    index_view_class = GovernmentIndexView
    edit_view_class = GovernmentEditView
    inspect_view_enabled = False
    icon = "site"
    menu_label = _("Government")
    menu_name = "government"
    menu_order = 220
    add_to_admin_menu = True
    url_prefix = "pemerintah"
    url_namespace = "government"

    def get_edit_handler(self) -> Any:  # Any: as above
        return ObjectList(
            [
                Group(
                    [
                        FieldPanel("name"),
                        FieldRowPanel([FieldPanel("short_name"), FieldPanel("head_title")]),
                        FieldPanel("address"),
                        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                        FieldPanel("website"),
                    ],
                    heading=_("Identity"),
                ),
                Group(
                    [
                        FieldPanel("accent", widget=forms.ColorInput),
                        AccentNote(template="agencies/staff/accent_note.html"),
                    ],
                    heading=_("Look"),
                ),
                Group(
                    [FieldPanel("approval_steps"), FieldPanel("review_months")],
                    heading=_("Approval of standards"),
                ),
                Group(
                    [FieldPanel("six_day_week"), FieldPanel("time_zone")],
                    heading=_("Working time"),
                ),
                InlinePanel(
                    "holiday_overrides",
                    heading=_("Days off that differ from the national calendar"),
                    label=_("Day"),
                    panels=[
                        FieldRowPanel([FieldPanel("date"), FieldPanel("kind")]),
                        FieldPanel("name"),
                    ],
                ),
            ],
            base_form_class=GovernmentForm,
        ).bind_to_model(self.model)
