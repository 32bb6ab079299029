"""What an officer types to join, divide or link cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from maklumat.agencies.models import Agency
from maklumat.agencies.queries import no_agencies
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries.handling import agencies_to_move_to


def _number() -> forms.CharField:
    return forms.CharField(
        label=later("Number of the other report"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=later("For instance PGD-2026-000123-7."),
        error_messages={"required": later("Write the number of the other report.")},
    )


class MergeForm(forms.Form):
    """With which report this one goes on, and why."""

    number = _number()
    reason = forms.CharField(
        label=later("Why they are the same"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=later("The person who reported reads it."),
        error_messages={"required": later("Write the reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class RelateForm(forms.Form):
    """Which report has to do with this one."""

    number = _number()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class AgenciesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Agency) -> str:
        return obj.name


class SplitForm(forms.Form):
    """Which agencies get a part, and what they should do."""

    agencies = AgenciesField(
        no_agencies(),
        label=later("Agencies that get a part"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": later("Choose at least one agency.")},
    )
    task = forms.CharField(
        label=later("What they should do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=later("They read it with the report. Their clocks start today."),
        error_messages={"required": later("Write what the other agencies should do.")},
    )

    def __init__(self, *args: Any, case: Complaint, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["agencies"].queryset = agencies_to_move_to(case)  # type: ignore[attr-defined]  # a model field has it
