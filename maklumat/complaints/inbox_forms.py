"""How a person narrows the inbox, and what is done to many cases at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as later
from django.utils.translation import pgettext_lazy

from maklumat.complaints import labels
from maklumat.complaints import queries as cases
from maklumat.complaints.queries.inbox import Choices, Tab, Wanted

_ALL = pgettext_lazy("filter", "all")


class InboxForm(forms.Form):
    """All filters of the inbox; what is not understood is left out, not refused."""

    tab = forms.ChoiceField(
        required=False, choices=[(tab.value, tab.value) for tab in Tab], widget=forms.HiddenInput
    )
    q = forms.CharField(label=later("Number or words"), max_length=120, required=False)
    status = forms.ChoiceField(label=later("State"), required=False)
    kind = forms.ChoiceField(label=later("Class"), required=False)
    agency = forms.TypedChoiceField(
        label=later("Agency"), required=False, coerce=int, empty_value=None
    )
    service = forms.TypedChoiceField(
        label=later("Service"), required=False, coerce=int, empty_value=None
    )
    category = forms.TypedChoiceField(
        label=later("Category"), required=False, coerce=int, empty_value=None
    )
    channel = forms.ChoiceField(label=later("Channel"), required=False)
    assignee = forms.TypedChoiceField(
        label=later("Works on it"), required=False, coerce=int, empty_value=None
    )
    since = forms.DateField(
        label=later("Received from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=later("until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    overdue = forms.BooleanField(label=later("Only what is overdue"), required=False)
    due_by = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, choices: Choices) -> None:  # Any: Django's own
        super().__init__(data, auto_id="id_filter_%s", label_suffix="")
        offered: dict[str, list[tuple[Any, Any]]] = {
            "status": labels.STATUSES,
            "kind": labels.KINDS,
            "channel": labels.CHANNELS,
            "agency": [(row.pk, row.name) for row in choices.agencies],
            "service": [(row.pk, row.name) for row in choices.services],
            "category": [(row.pk, row.label) for row in cases.categories()],
            "assignee": [(row.pk, str(row)) for row in choices.people],
        }
        for name, pairs in offered.items():
            self.fields[name].choices = [("", _ALL), *pairs]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}
        given["tab"] = Tab(given.get("tab", Tab.OPEN))
        return Wanted(**given)


class BulkForm(forms.Form):
    """What is done to the ticked cases."""

    person = forms.ModelChoiceField(None, required=False, label=later("Works on it"))
    agency = forms.ModelChoiceField(None, required=False, label=later("Agency"))
    reason = forms.ChoiceField(required=False, label=later("Why it goes into the archive"))

    def __init__(
        self,
        data: Any,  # Any: Django's own
        *,
        people: QuerySet[Any],
        agencies: QuerySet[Any],
        reasons: list[tuple[str, str]],
    ) -> None:
        super().__init__(data, auto_id="id_bulk_%s", label_suffix="")
        self.fields["person"].queryset = people
        self.fields["agency"].queryset = agencies
        self.fields["reason"].choices = [("", ""), *reasons]
