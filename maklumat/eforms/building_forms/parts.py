"""What is typed of the parts of a form and their questions."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maklumat.eforms import drafting, labels
from maklumat.eforms.building_forms.typed import ONE_LINE, lines_of, with_kept
from maklumat.eforms.checking import BOUNDED
from maklumat.eforms.conditions import Condition
from maklumat.eforms.definition import CHOOSING, MOST_ITEMS, Question, Repeat, Section, Type

# Any, below: as Django's own forms and fields.


class PartForm(forms.Form):
    """A part of a form."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(ONE_LINE))
    help = forms.CharField(
        label=_("Help"), required=False, max_length=600, widget=forms.Textarea({"rows": 2})
    )
    repeats = forms.BooleanField(
        label=_("Asked for several, such as the members of a family"), required=False
    )
    one = forms.CharField(
        label=_("What one of them is called"),
        required=False,
        max_length=60,
        help_text=_("Such as: Anggota keluarga."),
    )
    least = forms.IntegerField(
        label=_("At least how many"), required=False, min_value=0, max_value=MOST_ITEMS
    )
    most = forms.IntegerField(
        label=_("At most how many"), required=False, min_value=1, max_value=MOST_ITEMS
    )

    @staticmethod
    def initial_of(section: Section) -> dict[str, Any]:
        again = section.repeat
        found = {"title": section.title, "help": section.help, "repeats": bool(again)}
        if again:
            found |= {"one": again.one, "least": again.least, "most": again.most}
        return found

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("repeats"):
            return found
        if not found.get("one", "").strip():
            self.add_error("one", _("Write what one of them is called."))
        least, most = _or(found.get("least"), 1), _or(found.get("most"), 10)
        if least > most:
            self.add_error("most", _("This must not be less than “at least”."))
        return found

    def changed(self, section: Section, when: Condition | None) -> Section:
        typed = self.cleaned_data
        again = (
            Repeat(typed["one"].strip(), _or(typed["least"], 1), _or(typed["most"], 10))
            if typed["repeats"]
            else None
        )
        title = " ".join(typed["title"].split())
        return replace(section, title=title, help=typed["help"].strip(), repeat=again, when=when)


class AskForm(forms.Form):
    """A question."""

    label = forms.CharField(label=_("Question"), max_length=200, widget=forms.TextInput(ONE_LINE))
    type = forms.ChoiceField(label=_("Kind of answer"), choices=labels.TYPES)
    help = forms.CharField(
        label=_("Help"),
        required=False,
        max_length=400,
        help_text=_("Where the answer is found, or how it is written."),
        widget=forms.Textarea({"rows": 2}),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        help_text=_("One a line; only for answers to choose from."),
        widget=forms.Textarea({"rows": 5}),
    )
    least = forms.IntegerField(label=_("At least"), required=False)
    most = forms.IntegerField(
        label=_("At most"),
        required=False,
        help_text=_("Of numbers the value, of texts the letters, of files and choices how many."),
    )
    past = forms.BooleanField(label=_("Only days up to today"), required=False)
    known = forms.ChoiceField(
        label=_("Same answer as in other forms"),
        required=False,
        help_text=_("What people filled in once is offered to them here."),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        known: Any = self.fields["known"]
        known.choices = with_kept(list(labels.KNOWN), question.known)

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        return {
            "label": question.label,
            "type": question.type.value,
            "help": question.help,
            "required": question.required,
            "options": "\n".join(one.label for one in question.options),
            "least": question.least,
            "most": question.most,
            "past": question.past,
            "known": question.known,
        }

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        lines = lines_of(found.get("options", ""))
        if found.get("type") in CHOOSING and len(set(lines)) < 2:
            self.add_error("options", _("Write at least two options, each on a line of its own."))
        elif len(set(lines)) < len(lines):
            self.add_error("options", _("One option stands there twice."))
        least, most = found.get("least"), found.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("This must not be less than “at least”."))
        return found

    def changed(self, when: Condition | None) -> Question:
        typed = self.cleaned_data
        kind = Type(typed["type"])
        bounds = kind in BOUNDED
        lines = lines_of(typed["options"]) if kind in CHOOSING else []
        return replace(
            self.question,
            type=kind,
            label=" ".join(typed["label"].split()),
            help=typed["help"].strip(),
            required=typed["required"],
            options=drafting.options(lines, self.question.options),
            least=typed["least"] if bounds else None,
            most=typed["most"] if bounds else None,
            past=typed["past"] and kind is Type.DATE,
            known=typed["known"],
            when=when,
        )


class NewQuestionForm(forms.Form):
    label = forms.CharField(label=_("Question"), max_length=200, widget=forms.TextInput(ONE_LINE))
    type = forms.ChoiceField(label=_("Kind of answer"), choices=labels.TYPES)


class NewPartForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(ONE_LINE))


def _or(typed: int | None, otherwise: int) -> int:
    return otherwise if typed is None else typed
