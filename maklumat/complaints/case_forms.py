"""What an officer types beside the steps: notes, who works on a case, how it is classed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.complaints import labels
from maklumat.complaints import queries as cases
from maklumat.complaints.actions.handling import Classing
from maklumat.complaints.form_choices import offer_choices, offer_rows
from maklumat.complaints.handling_forms import SentForm, reason_field, words_field
from maklumat.complaints.models import Category, Complaint
from maklumat.complaints.queries import handling as queries
from maklumat.complaints.queries.handling import no_services, nobody
from maklumat.complaints.workflow import Kind


class DeclineForm(SentForm):
    reason = reason_field(
        gettext_lazy("Why it is not yours"),
        gettext_lazy("Name the rule or the duty. The coordinator finds the right agency."),
    )


class NoteForm(SentForm):
    text = words_field(
        gettext_lazy("Internal note"),
        gettext_lazy("Write the note."),
        gettext_lazy("Only staff see it. Write @ and a name to call somebody in; they get number and link by e-mail."),
    )  # fmt: skip


class AssignForm(SentForm):
    person = forms.ModelChoiceField(
        nobody(), label=gettext_lazy("Works on it"), required=False,
        empty_label=pgettext_lazy("assigned to", "nobody yet"),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Complaint, **kwargs: Any) -> None:
        # Any: Django's own signature
        super().__init__(*args, **kwargs)
        offer_rows(self, "person", queries.handlers_of(case))
        self.initial["person"] = case.assignee_id


class ClassForm(SentForm):
    """Class, category, service and the Ombudsman's label."""

    kind = forms.ChoiceField(label=gettext_lazy("Class"))
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    service = forms.ModelChoiceField(
        no_services(), label=gettext_lazy("Service"), required=False,
        empty_label=pgettext_lazy("service", "none named"),
    )  # fmt: skip
    maladministration = forms.ChoiceField(
        label=gettext_lazy("Kind of maladministration"), required=False
    )

    def __init__(self, *args: Any, case: Complaint, **kwargs: Any) -> None:
        # Any: Django's own signature
        super().__init__(*args, **kwargs)
        self.categories = {row.slug: row for row in cases.categories()}
        offer_choices(self, "kind", _kinds(case))
        words = ((slug, _indented(row)) for slug, row in self.categories.items())
        offer_choices(self, "category", [("", _("none yet")), *words])
        offer_rows(self, "service", queries.services_of(case))
        kinds = [("", _("none found")), *labels.MALADMINISTRATION]
        offer_choices(self, "maladministration", kinds)
        self.initial["kind"] = case.kind
        self.initial["category"] = case.category.slug if case.category else ""
        self.initial["service"] = case.service_id
        self.initial["maladministration"] = case.maladministration

    def classing(self) -> Classing:
        given = self.cleaned_data
        return Classing(
            Kind(given["kind"]),
            self.categories.get(given["category"]),
            given["service"],
            given["maladministration"],
        )


def _kinds(case: Complaint) -> list[tuple[str, Any]]:  # Any: lazy texts
    return [pair for pair in labels.KINDS if (pair[0] == Kind.SUPERVISION) == case.restricted]


def _indented(row: Category) -> str:
    return f"\u2003{row.label}" if row.parent_id else row.label
