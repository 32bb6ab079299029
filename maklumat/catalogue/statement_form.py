"""The head's statement: one line for each thing that is published."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from maklumat.catalogue.models import StatementLine
from maklumat.catalogue.reviewing import Answer
from maklumat.catalogue.reviews import Thing

TRUE, CHANGE = "true", "change"
LONGEST_NOTE = StatementLine._meta.get_field("note").max_length


class StatementForm(forms.Form):
    """Every line needs an answer; "must change" needs a note."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Your name, as your signature"), max_length=150)

    def __init__(
        self, *args: Any, things: Sequence[Thing], name: str = "", **kwargs: Any
    ) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        self.initial = {"uid": uuid4(), "name": name}
        self.things = things
        for at, thing in enumerate(things):
            self.fields[f"answer-{at}"] = forms.ChoiceField(
                label=thing.name,
                choices=[(TRUE, _("still true")), (CHANGE, _("must change"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the two.")},
            )
            self.fields[f"note-{at}"] = forms.CharField(
                label=_("What must change"),
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.Textarea({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:  # Any: as above
        given: dict[str, Any] = super().clean() or {}  # Any: as above
        for at, _thing in enumerate(self.things):
            if given.get(f"answer-{at}") == CHANGE and not given.get(f"note-{at}"):
                self.add_error(f"note-{at}", _("Write what must change, so that it can be mended."))
        return given

    def lines(self) -> list[dict[str, object]]:
        return [
            {"thing": thing, "answer": self[f"answer-{at}"], "note": self[f"note-{at}"]}
            for at, thing in enumerate(self.things)
        ]

    def answers(self) -> list[Answer]:
        given = self.cleaned_data
        return [
            Answer(thing, given[f"answer-{at}"] == TRUE, given[f"note-{at}"])
            for at, thing in enumerate(self.things)
        ]
