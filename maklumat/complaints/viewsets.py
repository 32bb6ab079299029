"""Reply templates and categories in the staff frame."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column

from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import agencies_to_change, living_among, no_agencies
from maklumat.agencies.roles import Act
from maklumat.agencies.scoping import AgencyScopedViewSet, SharedRegisterViewSet
from maklumat.complaints import filling
from maklumat.complaints.models import Category, ReplyTemplate
from maklumat.complaints.queries import replies


class ReplyTemplateForm(WagtailAdminModelForm):
    """An officer writes for the own agency; the bureau also for everybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Wagtail's own signature
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        offered = (
            living_among(agencies_to_change(self.for_user)) if self.for_user else no_agencies()
        )
        field.queryset = offered.order_by("path")
        everywhere = bool(self.for_user) and policy_for(self.for_user).can_everywhere(Act.CHANGE)
        field.required = not everywhere
        field.empty_label = _("all agencies") if everywhere else None
        if not everywhere and self.instance.pk is None:
            field.initial = offered.order_by("path").first()

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        wrong = filling.unknown(text)
        if wrong:
            raise forms.ValidationError(
                _("Nobody can fill in {%(name)s}. Known: %(known)s.")
                % {"name": wrong[0], "known": ", ".join(f"{{{name}}}" for name in filling.KNOWN)}
            )
        return text


class ReplyTemplateViewSet(AgencyScopedViewSet):
    """Ready texts for officers: of one agency, or everybody's."""

    model = ReplyTemplate
    acts: ClassVar[dict[str, Act]] = {
        "view": Act.HANDLE_CASES,
        "add": Act.HANDLE_CASES,
        "change": Act.HANDLE_CASES,
        "delete": Act.HANDLE_CASES,
    }
    icon = "doc-full"
    menu_label = gettext_lazy("Reply templates")
    menu_name = "reply-templates"
    menu_order = 165
    add_to_admin_menu = True
    url_prefix = "balasan-siap"
    url_namespace = "reply-templates"
    list_display: ClassVar[list[object]] = [
        "name",
        Column("agency", label=gettext_lazy("Agency"), accessor="agency.short_name"),
    ]
    search_fields: ClassVar[list[str]] = ["name", "text"]
    search_backend_name = None
    list_per_page = 50
    inspect_view_fields: ClassVar[list[str]] = ["name", "agency", "text"]

    def get_edit_handler(self) -> Any:  # Any: Wagtail's panels are untyped
        known = ", ".join(f"{{{name}}}" for name in filling.KNOWN)
        panels = [
            FieldPanel("agency"),
            FieldPanel("name"),
            FieldPanel(
                "text",
                help_text=_("Filled in for the case when it is inserted: %(known)s.")
                % {"known": known},
            ),
        ]
        return ObjectList(panels, base_form_class=ReplyTemplateForm).bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReplyTemplate]:
        return replies.templates_in_order()


class CategoryForm(WagtailAdminModelForm):
    """Words are typed one a line; a part has no parts."""

    words_typed = forms.CharField(
        label=gettext_lazy("Words that hint at it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One word or phrase a line. They help to suggest the category from a text."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Wagtail's own signature
        super().__init__(*args, **kwargs)
        self.initial["words_typed"] = "\n".join(self.instance.words)
        parents = self.fields["parent"].queryset.filter(parent=None)
        self.fields["parent"].queryset = parents.exclude(pk=self.instance.pk)

    def clean_parent(self) -> Category | None:
        parent: Category | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance.parts.exists():
            raise forms.ValidationError(_("It has parts of its own and can't be a part."))
        return parent

    def save(self, commit: bool = True) -> Category:  # noqa: FBT001, FBT002  Django's own signature
        typed = self.cleaned_data["words_typed"].splitlines()
        self.instance.words = list(
            dict.fromkeys(word.strip().lower() for word in typed if word.strip())
        )
        saved: Category = super().save(commit)
        return saved


class CategoryViewSet(SharedRegisterViewSet):
    """What reports are about; never deleted, only taken out of use."""

    model = Category
    acts: ClassVar[dict[str, Act]] = {
        "view": Act.MANAGE_GOVERNMENT,
        "add": Act.MANAGE_GOVERNMENT,
        "change": Act.MANAGE_GOVERNMENT,
    }
    icon = "tag"
    menu_label = gettext_lazy("Complaint categories")
    menu_name = "complaint-categories"
    menu_order = 166
    add_to_settings_menu = True
    url_prefix = "kategori-pengaduan"
    url_namespace = "complaint-categories"
    list_display: ClassVar[list[object]] = [
        "name",
        Column("parent", label=gettext_lazy("Part of"), accessor="parent.name"),
        BooleanColumn("active", label=gettext_lazy("In use")),
    ]
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = None
    list_per_page = 100
    inspect_view_fields: ClassVar[list[str]] = [
        "name",
        "name_en",
        "parent",
        "active",
        "supervision",
    ]

    def get_edit_handler(self) -> Any:  # Any: as above
        panels = [
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("parent"), FieldPanel("position")]),
            FieldPanel("words_typed"),
            FieldRowPanel([FieldPanel("supervision"), FieldPanel("active")]),
        ]
        return ObjectList(panels, base_form_class=CategoryForm).bind_to_model(self.model)
