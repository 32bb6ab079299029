"""What an officer types to make a case public, and what is still found in it that may be personal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maklumat.complaints import labels, redaction
from maklumat.complaints.actions.publishing import Words
from maklumat.complaints.models import Complaint, Publication
from maklumat.complaints.queries import publishing as queries

_KINDS = dict(labels.PERSONAL)
TEXTS = ("title", "text", "answer")


@dataclass(frozen=True)
class Found:
    """Something in a field that may be personal data, in words."""

    label: str
    kind: str
    text: str


class PublicationForm(forms.Form):
    """Title, summary and answer for the public. What may be personal is blacked out at first."""

    title = forms.CharField(
        label=gettext_lazy("Title for the public"),
        max_length=150,
        error_messages={
            "required": gettext_lazy("Write a title, such as: Street light out for a month")
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Summary for the public"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("Write in two or three sentences what was reported.")
        },
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer for the public"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    keep = forms.BooleanField(
        label=gettext_lazy("I have looked at each of these: none is personal data."), required=False
    )
    read = forms.BooleanField(
        label=gettext_lazy("I have read all three texts. Nobody can be recognised in them."),
        error_messages={"required": gettext_lazy("Read the texts once more and tick this box.")},
    )

    def __init__(self, data: Any, case: Complaint, publication: Publication | None) -> None:
        # Any: Django's own
        self.known = list(queries.known_of_the_reporter(case))
        self.original = (case.title, case.text, queries.result_of(case))
        super().__init__(data, initial=self._start(publication), label_suffix="")

    @property
    def blacked_out(self) -> list[Found]:
        """What was blacked out of the report when the page was opened for the first time."""
        return self._found(self.original)

    @property
    def left(self) -> list[Found]:
        """What may still be personal in what was typed."""
        return self._found([str(self[name].value() or "") for name in TEXTS])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.left and not cleaned.get("keep"):
            self.add_error(
                "keep",
                _("Parts of the text may be personal data. Black them out, or tick this box."),
            )
        return cleaned

    def words(self) -> Words:
        return Words(*(self.cleaned_data[name] for name in TEXTS))

    def _start(self, publication: Publication | None) -> dict[str, str]:
        if publication is not None:
            return {name: getattr(publication, name) for name in TEXTS}
        blacked = [redaction.blacked_out(text, self.known) for text in self.original]
        return {"title": blacked[0][:150], "text": blacked[1][:5000], "answer": blacked[2][:5000]}

    def _found(self, texts: Sequence[str]) -> list[Found]:
        return [
            Found(str(self.fields[name].label), str(_KINDS[one.kind.value]), one.text)
            for name, text in zip(TEXTS, texts, strict=True)
            for one in redaction.findings(text, self.known)
        ]
