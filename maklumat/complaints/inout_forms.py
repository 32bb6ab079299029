"""What the coordinator types about imports, files for LAPOR! and webhooks."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.agencies.models import Agency
from maklumat.complaints import labels
from maklumat.complaints.models import Webhook
from maklumat.complaints.queries.routing import agencies
from maklumat.complaints.workflow import Move

LAPOR = "lapor"
HEARD = [("filed", pgettext_lazy("event", "report received"))]
HEARD += [(key, name) for key, name in labels.MOVES if key != Move.SUPERVISE.value]


class RegisterForm(forms.Form):
    """A file, and where it is from."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("The first row holds the headings. At most 5 MB and 20,000 rows."),
        error_messages={"required": _("Choose a file first.")},
    )
    source = forms.SlugField(
        label=_("Where is it from?"),
        help_text=_(
            "A short word such as lapor or register-2023. Within it each number counts once, so write the same word for the same register."
        ),
        max_length=20,
        initial=LAPOR,
        error_messages={"invalid": _("Write small letters, digits and dashes only.")},
    )

    def clean_source(self) -> str:
        return str(self.cleaned_data["source"]).lower()


class ChosenForm(forms.Form):
    """Which cases go into a file."""

    dari = forms.DateField(
        label=pgettext_lazy("reports", "Received from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as 2026-11-16.")},
    )
    sampai = forms.DateField(
        label=pgettext_lazy("reports", "to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as 2026-11-16.")},
    )
    opd: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Agency"), empty_label=_("all")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["opd"].queryset = agencies()  # type: ignore[attr-defined]  # a choice of rows


class WebhookForm(forms.ModelForm):
    """Who is told, and of what."""

    events = forms.MultipleChoiceField(
        label=_("Tell of these"),
        choices=HEARD,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event.")},
    )

    class Meta:
        model = Webhook
        fields = ("name", "url", "events", "active")
        labels = {
            "name": pgettext_lazy("webhook", "Name"),
            "url": _("Address that receives, with https://"),
            "active": _("In use"),
        }
        help_texts = {"name": _("For you and your colleagues, for example: Command centre.")}
        error_messages = {
            "url": {"invalid": _("Write a whole address, such as https://server.go.id/maklumat.")}
        }
