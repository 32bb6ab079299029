"""What staff type about suspicions, codes and settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maklumat.surveys.models import Decision, SurveySettings
from maklumat.surveys.queries import care

ALL, CHOSEN = "all", "chosen"
SHEETS = (12, 24, 48, 96)  # codes; twelve on a page
MOST_INVITATIONS, LONGEST_KEPT = 20_000, 120


class DecisionForm(forms.Form):
    """Count or leave out, all of them or the ticked ones, and why."""

    which = forms.ChoiceField(
        label=gettext_lazy("For which questionnaires"),
        choices=[
            (ALL, gettext_lazy("all of this group")),
            (CHOSEN, gettext_lazy("only those ticked in the table")),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "What you found out and from whom. It stays readable for the agency."
        ),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why: the agency reads this reason.")},
    )
    field_order = ("decision", "which", "why")

    def __init__(self, data: Any = None, *, decided: str, keys: list[int]) -> None:
        # Any: Django's own signature
        super().__init__(data, label_suffix="")
        words = {
            Decision.COUNT: _("They count"),
            Decision.LEAVE_OUT: _("They do not count"),
            Decision.OPEN: _("Open again: not decided yet"),
        }
        self.fields["decision"] = forms.ChoiceField(
            label=_("Decision"),
            widget=forms.RadioSelect,
            choices=[
                (decision.value or "open", text)
                for decision, text in words.items()
                if decision.value != decided
            ],
            error_messages={"required": _("Choose whether they count.")},
        )
        self.fields["rows"] = forms.TypedMultipleChoiceField(
            coerce=int, required=False, choices=[(key, str(key)) for key in keys]
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:  # Any: values of a form
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("which") == CHOSEN and not typed.get("rows"):
            self.add_error("which", _("Tick at least one questionnaire in the table."))
        return typed

    @property
    def chosen(self) -> Decision:
        value = self.cleaned_data["decision"]
        return Decision.OPEN if value == "open" else Decision(value)

    @property
    def only(self) -> list[int] | None:
        return self.cleaned_data["rows"] if self.cleaned_data["which"] == CHOSEN else None


class SheetForm(forms.Form):
    """Which service, how many codes."""

    count = forms.TypedChoiceField(
        label=gettext_lazy("Codes"),
        coerce=int,
        choices=[(number, str(number)) for number in SHEETS],
        help_text=gettext_lazy("Twelve on a page, to be cut and handed out one by one."),
    )

    def __init__(self, data: Any = None, *, services: Any, initial: Any = None) -> None:
        # Any: Django's own signature; a queryset of services
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["service"] = forms.ModelChoiceField(
            queryset=services,
            label=_("Service"),
            empty_label=_("Choose"),
            error_messages={
                "required": _("Choose the service."),
                "invalid_choice": _("Choose one of your services."),
            },
        )
        self.order_fields(("service", "count"))


class SettingsForm(forms.ModelForm):
    """How this government surveys."""

    class Meta:
        model = SurveySettings
        fields = [
            "period", "monthly_invitations", "keep_text_months", "follow_ups", "extra_instruments",
        ]  # fmt: skip
        widgets = {"extra_instruments": forms.CheckboxSelectMultiple}

    def __init__(self, data: Any = None, *, instance: SurveySettings) -> None:
        # Any: Django's own signature
        super().__init__(data, instance=instance, label_suffix="")
        for name, text in self.helps().items():
            self.fields[name].help_text = text
        self.fields["extra_instruments"] = forms.ModelMultipleChoiceField(
            queryset=care.instruments_beside_the_skm(),
            label=_("Asked beside the SKM"),
            help_text=_("Asked after the nine questions of the SKM, and counted apart."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def helps(self) -> dict[str, str]:
        return {
            "period": _(
                "Figures, follow-up and reports are counted by it. The rule asks for a survey once"
                " a year at least. No answer changes."
            ),
            "monthly_invitations": _(
                "One-time codes on sheets and finished reports; 0 hands out none. Open addresses"
                " and QR codes are not limited. No rule fixes this: your choice."
            ),
            "keep_text_months": _(
                "Suggestions may name people. Afterwards the texts are deleted for good; the marks"
                " stay. No rule fixes this: your choice."
            ),
        }

    def clean_monthly_invitations(self) -> int:
        number: int = self.cleaned_data["monthly_invitations"]
        if number > MOST_INVITATIONS:
            raise forms.ValidationError(
                _("Write a number up to %(most)s.") % {"most": MOST_INVITATIONS}
            )
        return number

    def clean_keep_text_months(self) -> int:
        months: int = self.cleaned_data["keep_text_months"]
        if not 1 <= months <= LONGEST_KEPT:
            raise forms.ValidationError(
                _("Write a number of months from 1 to %(most)s.") % {"most": LONGEST_KEPT}
            )
        return months
