"""What a person types for a report: chapters, where it was published, why it is taken back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maklumat.surveys import labels
from maklumat.surveys.actions.reporting import SHORTEST_REASON, Publication, Texts
from maklumat.surveys.models import Report


class TextsForm(forms.ModelForm):
    """The chapters. Left open, a chapter is printed as the figures say it."""

    class Meta:
        model = Report
        fields = ("number", "place", "background", "method", "analysis", "conclusion")
        widgets = {
            name: forms.Textarea(attrs={"rows": 9, "lang": "id"})
            for name in ("background", "method", "analysis", "conclusion")
        }

    def __init__(self, data: Any = None, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(data, label_suffix="", **kwargs)

    def texts(self) -> Texts:
        return Texts(**self.cleaned_data)


class PublishForm(forms.Form):
    """`why` is asked while answers wait for a decision."""

    why = forms.CharField(
        label=_("Why it is published all the same"),
        help_text=_("One sentence. It is printed in the report beside both figures."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
        error_messages={"required": _("Write in a sentence why the report is published all the same.")},
        min_length=SHORTEST_REASON,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, asks: bool) -> None:  # Any: as above
        super().__init__(data, label_suffix="")
        if not asks:
            del self.fields["why"]

    def reason(self) -> str:
        return str(self.cleaned_data.get("why", ""))


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("Whoever checks the code of the report reads this sentence."),
        max_length=300,
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
        error_messages={"required": _("Write in a sentence why the report is withdrawn.")},
    )

    def __init__(self, data: Any = None) -> None:  # Any: as above
        super().__init__(data, label_suffix="")


class PublicationForm(forms.Form):
    """Where and since when the result can be seen."""

    medium = forms.ChoiceField(label=_("Medium"), choices=labels.MEDIA)
    name = forms.CharField(
        label=_("Where"),
        help_text=_("Such as the name of the account, the newspaper or the hall."),
        max_length=120,
        error_messages={"required": _("Write where it can be seen.")},
    )
    day = forms.DateField(
        label=_("Since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day since when it can be seen.")},
    )
    link = forms.URLField(
        label=_("Link (if there is one)"), required=False, assume_scheme="https", max_length=200
    )

    def __init__(self, data: Any = None, *, today: date) -> None:  # Any: as above
        super().__init__(data, label_suffix="", initial={"day": today})

    def publication(self) -> Publication:
        return Publication(**self.cleaned_data)
