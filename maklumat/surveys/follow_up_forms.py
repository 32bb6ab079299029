"""What a person types for a line of the follow-up plan."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.catalogue.models import Service
from maklumat.core import uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.uploads import Accepted
from maklumat.surveys import labels
from maklumat.surveys.actions.following import Plan, Standing
from maklumat.surveys.models import FollowUp, Report

DAY = {"type": "date"}


class PlanForm(forms.Form):
    """Which element, what is done, who sees to it, until when."""

    element = forms.ChoiceField(label=_("Element"))
    service = forms.ModelChoiceField(  # type: ignore[var-annotated]  # the rows come with each form
        label=_("Service"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("follow-up", "the whole agency"),
    )
    action = forms.CharField(
        label=_("What will be done"),
        help_text=_("One thing that can be seen to be done, such as “Put up a queue display at counter 2”."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
        error_messages={"required": _("Write what will be done.")},
    )  # fmt: skip
    person = forms.CharField(
        label=_("Who sees to it"),
        help_text=_("The office rather than the name: it stays when people change."),
        max_length=120,
        error_messages={"required": _("Write who sees to it.")},
    )
    due = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day until which it is done.")},
    )

    def __init__(
        self, data: Any = None, *, report: Report, services: QuerySet[Service], **kwargs: Any
    ) -> None:  # Any: Django's own signature
        super().__init__(data, label_suffix="", **kwargs)
        self.report = report
        elements = cast(forms.ChoiceField, self.fields["element"])  # declared above
        elements.choices = [(one.key, one.name) for one in report.instrument.rules.elements]
        service = cast(forms.ModelChoiceField, self.fields["service"])  # likewise
        service.queryset = services

    def clean_due(self) -> Any:  # Any: a date
        due = self.cleaned_data["due"]
        if due < self.report.first:
            raise forms.ValidationError(
                _now("This day lies before the period of the report. Check the year.")
            )
        return due

    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class StandingForm(forms.Form):
    """How far it is, with proof."""

    state = forms.ChoiceField(label=_("Status"), choices=labels.FOLLOW_UP_STATES)
    finished_on = forms.DateField(
        label=_("Finished on"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("Only when it is finished."),
    )
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_("A photo (JPEG, PNG, WebP) or a PDF, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(uploads.ANY_KIND))}),
    )
    drop_proof = forms.BooleanField(label=_("Take the proof away"), required=False)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Where the proof can be seen, or why this is not done."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "id"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, row: FollowUp) -> None:
        # Any: Django's own signature
        initial = {"state": row.state, "finished_on": row.finished_on, "note": row.note}
        super().__init__(data, files, label_suffix="", initial=initial)
        if row.proof is None:
            del self.fields["drop_proof"]

    def clean_proof(self) -> Accepted | None:
        sent: UploadedFile | None = self.cleaned_data["proof"]
        if sent is None:
            return None
        try:
            return uploads.accept(sent)
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from None

    def standing(self) -> Standing:
        return Standing(**self.cleaned_data)
