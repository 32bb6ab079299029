"""The catalogue's lists and editors in the staff frame."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.agencies.scoping import (
    EDITORS,
    OF_THE_HEAD,
    AgencyScopedViewSet,
    OfAgencyCreateView,
    ScopedIndexView,
    SharedRegisterViewSet,
)
from maklumat.catalogue import labels
from maklumat.catalogue.forms import OfferingForm, PledgeForm, ServiceForm
from maklumat.catalogue.models import LegalDocument, Offering, Pledge, Service, Term
from maklumat.catalogue.panels import MOST_ROWS, edit_handler, pledge_editor
from maklumat.catalogue.queries import (
    offerings_in_order,
    pledges_in_order,
    services_for_staff_list,
)
from maklumat.catalogue.standard import OFFICIAL_NAMES, SERVICE_DELIVERY, Component


class CompletenessColumn(Column):
    """How many of the 14 are complete in the newest version, and of the six that must be."""

    cell_template_name = "catalogue/staff/completeness_cell.html"

    def get_value(self, instance: Service) -> dict[str, int]:
        filled = set(instance.draft_filled)
        return {
            "all": len(filled),
            "of": len(Component),
            "delivery": len(filled & {part.value for part in SERVICE_DELIVERY}),
            "delivery_of": len(SERVICE_DELIVERY),
        }


class ReviewColumn(Column):
    """When the standard must be looked at again."""

    cell_template_name = "catalogue/staff/review_cell.html"

    def get_value(self, instance: Service) -> dict[str, object]:
        today = localdate()
        return {"due": instance.review_due, "overdue": instance.review_is_overdue(today)}


class ServiceFilters(WagtailFilterSet):
    """What an officer or the bureau narrows the list by."""

    COMPLETE = (
        ("complete", _("complete (14 of 14)")),
        ("gaps", _("with gaps")),
        ("six", _("a public component is missing")),
    )
    PARTS = tuple((part.value, OFFICIAL_NAMES[part]) for part in Component)
    REVIEWS = (("overdue", _("overdue")), ("soon", _("due within 30 days")))

    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"), queryset=lambda request: policy_for(request.user).agencies()
    )
    live = django_filters.BooleanFilter(label=_("Published"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=labels.STATUSES)
    complete = django_filters.ChoiceFilter(
        label=_("Completeness"), choices=COMPLETE, method="by_completeness"
    )
    missing = django_filters.ChoiceFilter(
        label=_("Lacks"), choices=PARTS, method="by_missing_component"
    )
    review = django_filters.ChoiceFilter(label=_("Review"), choices=REVIEWS, method="by_review")

    class Meta:
        model = Service
        fields: ClassVar[list[str]] = ["agency", "live", "status"]

    def by_completeness(self, rows: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        whole = len(Component)
        if value == "complete":
            return rows.filter(draft_complete=whole)
        if value == "gaps":
            return rows.filter(draft_complete__lt=whole)
        return rows.filter(draft_delivery__lt=len(SERVICE_DELIVERY))

    def by_missing_component(
        self, rows: QuerySet[Service], _name: str, value: str
    ) -> QuerySet[Service]:
        """Keep what lacks one component. A list in JSON is searched as text: both databases can."""
        text = Cast("draft_filled", TextField())
        return rows.annotate(filled_text=text).exclude(filled_text__contains=f'"{value}"')

    def by_review(self, rows: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        today = localdate()
        if value == "overdue":
            return rows.filter(review_due__lt=today)
        return rows.filter(review_due__range=(today, today + timedelta(days=30)))


# Upper apps add buttons to the head of the list of services.
MORE_BUTTONS: list[Callable[[], Button]] = []


class ServiceIndexView(ScopedIndexView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *(make() for make in MORE_BUTTONS)]


class ServiceViewSet(AgencyScopedViewSet):
    """Services with their standards: the officer's main list."""

    model = Service
    index_view_class = ServiceIndexView
    through = ("agency", "offerings__unit")
    acts: ClassVar[dict[str, Act]] = {
        **EDITORS,
        "publish": Act.APPROVE_AS_ORGANISER,
        "lock": Act.APPROVE_AS_ORGANISER,
        "unlock": Act.APPROVE_AS_ORGANISER,
    }
    icon = "list-ul"
    menu_label = _("Services")
    menu_name = "services"
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "layanan"
    url_namespace = "services"
    list_display: ClassVar[list[object]] = [
        "name",
        Column("agency", label=_("Agency"), accessor="agency.short_name", sort_key="agency__name"),
        CompletenessColumn("complete", label=_("Completeness"), sort_key="draft_complete"),
        ReviewColumn("review", label=_("Next check"), sort_key="review_due"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_export: ClassVar[list[str]] = [
        "code",
        "name",
        "agency.name",
        "live",
        "status",
        "draft_complete",
        "draft_delivery",
        "review_due",
        "decree_number",
        "sippn_id",
    ]
    export_filename = "layanan"
    filterset_class = ServiceFilters
    ordering = ("name",)
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["name", "code", "synonyms"]
    search_backend_name = None

    def get_edit_handler(self) -> Any:  # Any: Wagtail's panels are untyped
        handler = edit_handler()
        handler.base_form_class = ServiceForm
        return handler.bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        return services_for_staff_list()


class OfferingViewSet(AgencyScopedViewSet):
    """Where a service can be had: each unit keeps its own row."""

    model = Offering
    through = ("unit", "service__agency")
    icon = "home"
    menu_label = _("Places of service")
    menu_name = "offerings"
    menu_order = 120
    add_to_admin_menu = True
    url_prefix = "tempat-layanan"
    url_namespace = "offerings"
    list_display: ClassVar[list[object]] = ["service", "unit", "place", "phone", "staff_count"]
    list_filter: ClassVar[list[str]] = []
    search_fields: ClassVar[list[str]] = ["service__name", "unit__name"]
    search_backend_name = None
    list_per_page = 50

    def get_edit_handler(self) -> Any:  # Any: Wagtail's panels are untyped
        handler = ObjectList(
            [
                FieldPanel("service"),
                FieldPanel("unit"),
                FieldPanel("place"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("staff_count")]),
                FieldPanel("note"),
                InlinePanel(
                    "hours",
                    [
                        FieldRowPanel(
                            [FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")]
                        )
                    ],
                    label=_("hours of this service"),
                    help_text=_("Only where they differ from the hours of the unit."),
                    max_num=MOST_ROWS,
                ),
            ]
        )
        handler.base_form_class = OfferingForm
        return handler.bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offering]:
        return offerings_in_order()


class PledgeViewSet(AgencyScopedViewSet):
    """The pledges of service, one row for each version. The head of the agency approves."""

    model = Pledge
    acts: ClassVar[dict[str, Act]] = OF_THE_HEAD
    add_view_class = OfAgencyCreateView
    icon = "pick"
    menu_label = _("Pledge of service")
    menu_name = "pledges"
    menu_order = 115
    add_to_admin_menu = True
    url_prefix = "maklumat"
    url_namespace = "pledges"
    list_display: ClassVar[list[object]] = [
        Column("agency", label=_("Agency"), accessor="agency.name", sort_key="agency__name"),
        "valid_from",
        "signatory_name",
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter: ClassVar[list[str]] = ["live", "has_unpublished_changes"]
    search_fields: ClassVar[list[str]] = ["agency__name", "agency__short_name", "text"]
    search_backend_name = None
    list_per_page = 50
    inspect_view_fields: ClassVar[list[str]] = [
        "agency",
        "text",
        "decree",
        "signed_on",
        "signatory_name",
        "valid_from",
        "live",
    ]

    def get_edit_handler(self) -> Any:  # Any: Wagtail's panels are untyped
        handler = pledge_editor()
        handler.base_form_class = PledgeForm
        return handler.bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pledge]:
        return pledges_in_order()


class LegalDocumentViewSet(SharedRegisterViewSet):
    """The register of laws that all agencies share."""

    model = LegalDocument
    acts: ClassVar[dict[str, Act]] = {
        "view": Act.VIEW,
        "add": Act.CHANGE,
        "change": Act.APPROVE_AS_ORGANISER,
    }
    icon = "doc-full"
    menu_label = _("Legal documents")
    menu_name = "legal"
    menu_order = 140
    add_to_admin_menu = True
    url_prefix = "dasar-hukum"
    url_namespace = "legal"
    list_display: ClassVar[list[object]] = ["citation", "title", "kind", "revoked_by"]
    list_filter: ClassVar[list[str]] = ["kind"]
    search_fields: ClassVar[list[str]] = ["citation", "title"]
    search_backend_name = None
    list_per_page = 50
    panels: ClassVar[list[object]] = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("citation")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("year")]),
        FieldPanel("title"),
        FieldPanel("url"),
        FieldPanel("revoked_by"),
    ]


class TermViewSet(SharedRegisterViewSet):
    """Sectors, life events and audiences: the words people search by."""

    model = Term
    acts: ClassVar[dict[str, Act]] = {
        "view": Act.MANAGE_GOVERNMENT,
        "add": Act.MANAGE_GOVERNMENT,
        "change": Act.MANAGE_GOVERNMENT,
    }
    icon = "tag"
    menu_label = _("Words to find services by")
    menu_name = "terms"
    menu_order = 160
    add_to_admin_menu = True
    url_prefix = "istilah"
    url_namespace = "terms"
    list_display: ClassVar[list[object]] = ["name", "kind", "position"]
    list_filter: ClassVar[list[str]] = ["kind"]
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = None
    list_per_page = 100
    panels: ClassVar[list[object]] = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("icon"), FieldPanel("position")]),
    ]
