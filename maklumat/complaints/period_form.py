"""Of which days and which agency somebody wants a register or a report."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.agencies.models import Agency
from maklumat.complaints.form_choices import IN_REACH
from maklumat.complaints.queries.register import Period

LONGEST = 366 * 3


class PeriodForm(forms.Form):
    """Two days and an agency out of those this person may ask for."""

    first = forms.DateField(
        label=gettext_lazy("Received from"),
        validators=IN_REACH,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    last = forms.DateField(
        label=gettext_lazy("until"),
        validators=IN_REACH,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    agency = forms.TypedChoiceField(
        label=gettext_lazy("Agency"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, agencies: list[Agency], start: Period) -> None:  # Any: Django's
        initial = {"first": start.first, "last": start.last}
        super().__init__(data, initial=initial, auto_id="period_%s", label_suffix="")
        self.agencies = {row.pk: row for row in agencies}
        field = cast(forms.TypedChoiceField, self.fields["agency"])  # declared above
        field.choices = [
            ("", pgettext_lazy("filter", "all")),
            *((row.pk, row.name) for row in agencies),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("This day lies before the first one."))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("last", _("Choose at most three years."))
        return cleaned

    def period(self) -> Period:
        given = self.cleaned_data
        first: date = given["first"]
        return Period(first, given["last"], self.agencies.get(given["agency"]))
