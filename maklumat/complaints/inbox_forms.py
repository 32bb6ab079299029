"""How a person narrows the inbox, and what is done to many cases at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import labels
from maklumat.complaints import queries as cases
from maklumat.complaints.form_choices import IN_REACH, offer_choices
from maklumat.complaints.queries.inbox import Choices, Tab, Wanted

_ALL = pgettext_lazy("filter", "all")


class InboxForm(forms.Form):
    """All filters of the inbox; what is not understood is left out, not refused."""

    tab = forms.ChoiceField(
        required=False, choices=[(tab.value, tab.value) for tab in Tab], widget=forms.HiddenInput
    )
    q = forms.CharField(label=gettext_lazy("Number or words"), max_length=120, required=False)
    status = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Class"), required=False)
    agency = forms.TypedChoiceField(
        label=gettext_lazy("Agency"), required=False, coerce=int, empty_value=None
    )
    service = forms.TypedChoiceField(
        label=gettext_lazy("Service"), required=False, coerce=int, empty_value=None
    )
    category = forms.TypedChoiceField(
        label=gettext_lazy("Category"), required=False, coerce=int, empty_value=None
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    assignee = forms.TypedChoiceField(
        label=gettext_lazy("Works on it"), required=False, coerce=int, empty_value=None
    )
    since = forms.DateField(
        label=gettext_lazy("Received from"),
        required=False,
        validators=IN_REACH,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=gettext_lazy("until"),
        required=False,
        validators=IN_REACH,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    overdue = forms.BooleanField(label=gettext_lazy("Only what is overdue"), required=False)
    due_from = forms.DateField(required=False, widget=forms.HiddenInput)
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
            offer_choices(self, name, [("", _ALL), *pairs])

    def wanted(self) -> Wanted:
        self.is_valid()
        given = {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}
        given["tab"] = Tab(given.get("tab", Tab.OPEN))
        return Wanted(**given)


class BulkForm(forms.Form):
    """What is done to the ticked cases."""

    person = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    agency = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    reason = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Any,  # Any: Django's own
        *,
        people: Sequence[User],
        agencies: Sequence[Agency],
        reasons: list[tuple[str, str]],
    ) -> None:
        super().__init__(data, auto_id="id_bulk_%s", label_suffix="")
        empty = ("", pgettext_lazy("empty choice", "Choose …"))
        self.people = {row.pk: row for row in people}
        self.agencies = {row.pk: row for row in agencies}
        self.reasons = dict(reasons)
        offer_choices(self, "person", [empty, *((row.pk, str(row)) for row in people)])
        offer_choices(self, "agency", [empty, *((row.pk, row.name) for row in agencies)])
        offer_choices(self, "reason", [empty, *reasons])

    @property
    def chosen_person(self) -> User:
        return self.people[self.cleaned_data["person"]]

    @property
    def chosen_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]
