"""What officers type: filters of the inbox, and what goes with a step."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.accounts.models import User
from maklumat.eforms import labels
from maklumat.eforms.handling import STEPS, Move
from maklumat.eforms.queries.inbox import ANY_ENDED, MYSELF, NOBODY, Choices, Wanted

_ALL = pgettext_lazy("filter of forms", "all")


class InboxForm(forms.Form):
    """The filters of the inbox; what is not understood is left out, not refused."""

    q = forms.CharField(label=gettext_lazy("Number"), max_length=40, required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    service = forms.TypedChoiceField(
        label=gettext_lazy("Service"), required=False, coerce=int, empty_value=None
    )
    version = forms.TypedChoiceField(
        label=pgettext_lazy("filter", "Form and version"), required=False, coerce=int,
        empty_value=None,
    )  # fmt: skip
    assignee = forms.ChoiceField(label=gettext_lazy("Who works on it"), required=False)

    def __init__(self, data: Any, choices: Choices) -> None:  # Any: Django's own
        super().__init__(data, auto_id="id_filter_%s", label_suffix="")
        ended = (ANY_ENDED, pgettext_lazy("filter of forms", "all that ended"))
        offered: dict[str, list[tuple[Any, Any]]] = {
            "status": [("", pgettext_lazy("filter of forms", "all that is open")), ended,
                       *labels.STATUSES],
            "service": [("", _ALL), *((row.pk, row.name) for row in choices.services)],
            "version": [("", _ALL), *((row.pk, _version(row.form.title, row.number))
                                      for row in choices.versions)],
            "assignee": [("", _ALL), (MYSELF, pgettext_lazy("filter of forms", "myself")),
                         (NOBODY, pgettext_lazy("filter of forms", "nobody yet")),
                         *((str(row.pk), str(row)) for row in choices.people)],
        }  # fmt: skip
        for name, pairs in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  made so above
            field.choices = pairs

    def wanted(self) -> Wanted:
        self.is_valid()
        return Wanted(
            **{key: value for key, value in self.cleaned_data.items() if value not in ("", None)}
        )


def _version(title: str, number: int) -> str:
    return _("%(title)s (version %(number)s)") % {"title": title, "number": number}


class StepForm(forms.Form):
    """What goes with a step. `seen` is how many events stood on the page it was sent from."""

    text = forms.CharField(
        required=False, max_length=5000, widget=forms.Textarea({"rows": 4}), label=gettext_lazy("Note")
    )  # fmt: skip
    appointment_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Appointment"),
        help_text=gettext_lazy("Only if the applicant has to come. They read it at once."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, move: Move, zone: ZoneInfo, at: datetime, **more: Any
    ) -> None:  # Any: Django
        super().__init__(label_suffix="", prefix=move.value, **more)
        self.move, self.zone, self.at = move, zone, at
        needs = STEPS[move].text
        self.fields["text"].required = needs
        self.fields["text"].label = LABELS.get(move, gettext_lazy("Note to the applicant"))
        if needs:
            self.fields["text"].error_messages["required"] = _("Write what it is about.")
        if move is not Move.ACCEPT:
            del self.fields["appointment_at"]

    def clean_appointment_at(self) -> datetime | None:
        """Take what was typed as the time of the government; only what is still to come."""
        typed: datetime | None = self.cleaned_data["appointment_at"]
        if typed is None:
            return None
        local = typed.replace(tzinfo=self.zone)
        if local <= self.at:
            raise forms.ValidationError(_("This time is over; choose one that is to come."))
        return local


LABELS = {
    Move.ASK: gettext_lazy("What should the applicant answer or send?"),
    Move.REFUSE: gettext_lazy("Why is it refused?"),
}


class AssignForm(forms.Form):
    """Who works on it."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Who works on it"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, people: Sequence[User], **more: Any) -> None:  # Any: Django
        super().__init__(data, label_suffix="", **more)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  made so above
        field.choices = [
            ("", pgettext_lazy("filter of forms", "nobody yet")),
            *((row.pk, str(row)) for row in people),
        ]
        self.people = {row.pk: row for row in people}

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data["person"])
