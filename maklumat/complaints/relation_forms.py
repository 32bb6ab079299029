"""What an officer types to join, divide or link cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maklumat.agencies.models import Agency
from maklumat.agencies.queries import no_agencies
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries.handling import agencies_to_move_to


def _number() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Number of the other report"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("For instance PGD-2026-000123-7."),
        error_messages={"required": gettext_lazy("Write the number of the other report.")},
    )


class MergeForm(forms.Form):
    """With which report this one goes on, and why."""

    number = _number()
    reason = forms.CharField(
        label=gettext_lazy("Why they are the same"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person who reported reads it."),
        error_messages={"required": gettext_lazy("Write the reason.")},
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
        label=gettext_lazy("Agencies that get a part"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one agency.")},
    )
    task = forms.CharField(
        label=gettext_lazy("What they should do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("They read it with the report. Their clocks start today."),
        error_messages={"required": gettext_lazy("Write what the other agencies should do.")},
    )

    def __init__(self, *args: Any, case: Complaint, **kwargs: Any) -> None:  # Any: as above
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["agencies"].queryset = agencies_to_move_to(case)  # type: ignore[attr-defined]  # a model field has it
