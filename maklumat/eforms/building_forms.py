"""What somebody who builds a form types: shape and cleaning."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.eforms import askrows, drafting, labels
from maklumat.eforms.askrows import BadRow, Earlier, Row
from maklumat.eforms.checking import BOUNDED, CODE
from maklumat.eforms.conditions import Condition, Join
from maklumat.eforms.definition import (
    CHOOSING,
    MOST_ITEMS,
    Form,
    Question,
    Repeat,
    Section,
    Signature,
    Type,
)
from maklumat.eforms.models import ServiceForm

SIGNATURES = 4
# Any, below: as Django's own forms and fields.
Typed = MultiValueDict[str, str] | Mapping[str, Any]
_ONE_LINE = {"autocomplete": "off"}


class NewForm(forms.Form):
    """A new form: empty, from the library, as a copy, or out of a file."""

    WAYS = ("empty", "library", "copy", "file")
    way = forms.ChoiceField(choices=[(way, way) for way in WAYS], widget=forms.HiddenInput)
    agency: Any = forms.ModelChoiceField(
        label=_("Agency"), queryset=None, to_field_name="slug", empty_label=None
    )
    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    ready = forms.ChoiceField(label=_("Ready form"), required=False)
    other: Any = forms.ModelChoiceField(label=_("Form to copy"), queryset=None, required=False)
    file = forms.FileField(label=_("File (ends with .yaml)"), required=False)

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        ready: Sequence[tuple[str, str]],
        others: QuerySet[ServiceForm],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset = agencies
        choice: Any = self.fields["ready"]
        choice.choices = ready
        other: Any = self.fields["other"]
        other.queryset = others

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        needs = {
            "empty": ("title", _("Write a title, such as “Permohonan penggantian KTP-el”.")),
            "library": ("ready", _("Choose a ready form.")),
            "copy": ("other", _("Choose a form to copy.")),
            "file": ("file", _("Choose a file.")),
        }
        name, words = needs.get(found.get("way", ""), ("", ""))
        if name and not found.get(name) and name not in self.errors:
            self.add_error(name, words)
        if name == "title" and found.get("title") and not CODE.fullmatch(code_of(found["title"])):
            self.add_error("title", _("Begin the title with a letter."))
        return found


def code_of(title: str) -> str:
    """Return the short address made of a title."""
    return slugify(title)[:50].strip("-").replace("_", "-").lstrip("0123456789-")


class HeadForm(forms.Form):
    """What a form says of itself."""

    title = forms.CharField(label=_("Title"), max_length=160, widget=forms.TextInput(_ONE_LINE))
    purpose = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=400,
        help_text=_("One sentence below the title."),
        widget=forms.Textarea({"rows": 2}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes it takes"), min_value=1, max_value=240, help_text=_("Your estimate.")
    )
    source = forms.CharField(
        label=_("Where its questions come from"),
        required=False,
        max_length=300,
        help_text=_("Such as the rule it follows. Stands in small letters below the form."),
    )
    declarations = forms.CharField(
        label=_("Declarations"),
        required=False,
        help_text=_("One a line. They stand above the signature."),
        widget=forms.Textarea({"rows": 3}),
    )
    case = forms.ChoiceField(
        label=_("Question that tells which documents to bring"),
        required=False,
        help_text=_(
            "Its answers should be worded like the cases of the requirements in the standard."
        ),
    )

    def __init__(self, *args: Any, built: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.built = built
        once = [(s, q) for s, q in built.questions() if not s.repeat]
        case: Any = self.fields["case"]
        case.choices = _with_kept(
            [(f"{s.id}.{q.id}", q.label) for s, q in once if q.type is Type.CHOICE], built.case
        )
        texts = [
            (f"{s.id}.{q.id}", f"{q.label} ({s.title})") for s, q in once if q.type is Type.TEXT
        ]
        kept = [*built.signatures, *[Signature("")] * SIGNATURES][
            : max(SIGNATURES, len(built.signatures))
        ]
        for place, signature in enumerate(kept, start=1):
            self.fields[f"role-{place}"] = forms.CharField(
                label=_("Who signs"), required=False, max_length=80, initial=signature.role
            )
            self.fields[f"name-{place}"] = forms.ChoiceField(
                label=_("Name below it"),
                required=False,
                initial=signature.name,
                choices=_with_kept(texts, signature.name),
            )
        self.signers = range(1, len(kept) + 1)

    @property
    def signature_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"role-{place}"], self[f"name-{place}"]) for place in self.signers]

    @staticmethod
    def initial_of(built: Form) -> dict[str, Any]:
        return {
            "title": built.title,
            "purpose": built.purpose,
            "minutes": built.minutes,
            "source": built.source,
            "declarations": "\n".join(built.declarations),
            "case": built.case,
        }

    def changed(self) -> Form:
        """Return the form with what was typed."""
        typed = self.cleaned_data
        return replace(
            self.built,
            title=" ".join(typed["title"].split()),
            purpose=typed["purpose"].strip(),
            minutes=typed["minutes"],
            source=typed["source"].strip(),
            declarations=tuple(_lines(typed["declarations"])),
            case=typed["case"],
            signatures=tuple(
                Signature(typed[f"role-{place}"].strip(), typed[f"name-{place}"])
                for place in self.signers
                if typed[f"role-{place}"].strip()
            ),
        )


class SettingsForm(forms.ModelForm[ServiceForm]):
    """How a form is offered; works at once."""

    services: Any = forms.ModelMultipleChoiceField(
        label=_("Services that offer this form"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ServiceForm
        fields = ("services", "takes_submissions", "keep_months", "retired")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        services = kwargs.pop("services")
        super().__init__(*args, **kwargs)
        field: Any = self.fields["services"]
        field.queryset = services
        months: Any = self.fields["keep_months"]
        months.min_value, months.max_value = 1, 120
        months.widget.attrs |= {"min": 1, "max": 120}

    def clean_keep_months(self) -> int:
        months = int(self.cleaned_data["keep_months"])
        if not 1 <= months <= 120:
            raise forms.ValidationError(_("Write a number from 1 to 120."))
        return months


class PartForm(forms.Form):
    """A part of a form."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(_ONE_LINE))
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

    label = forms.CharField(label=_("Question"), max_length=200, widget=forms.TextInput(_ONE_LINE))
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
        known.choices = _with_kept(list(labels.KNOWN), question.known)

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
        lines = _lines(found.get("options", ""))
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
        lines = _lines(typed["options"]) if kind in CHOOSING else []
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
    label = forms.CharField(label=_("Question"), max_length=200, widget=forms.TextInput(_ONE_LINE))
    type = forms.ChoiceField(label=_("Kind of answer"), choices=labels.TYPES)


class NewPartForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(_ONE_LINE))


class WhenRows:
    """The condition of a part or question as rows on a page.

    What is too complex for rows is only shown (`is_complex`), kept, or taken away.
    """

    def __init__(
        self, built: Form, when: Condition | None, before: Sequence[Earlier], data: Typed | None
    ) -> None:
        self.when, self.before, self.data = when, before, data
        self.problem = ""
        found = askrows.rows(built, when)
        self.is_complex = found is None
        self.join, kept = found or (Join.ALL, [])
        if data is not None and not self.is_complex:
            self.join = Join.ANY if data.get("when-join") == Join.ANY else Join.ALL
            kept = [
                Row(
                    *(
                        str(data.get(f"when-{place}-{name}", ""))
                        for name in ("about", "test", "value")
                    )
                )
                for place in range(1, askrows.MOST_ROWS + 1)
            ]
        self.rows = [*kept, *[Row("", "")] * askrows.MOST_ROWS][: askrows.MOST_ROWS]

    @property
    def numbered(self) -> list[tuple[int, Row]]:
        return list(enumerate(self.rows, start=1))

    @property
    def used(self) -> int:
        """How many rows are open at first: those in use and one more."""
        return max([place for place, row in self.numbered if row.about], default=0) + 1

    @property
    def answers(self) -> list[str]:
        """What may be written as value anywhere here, for the list that a field offers."""
        found = {text: None for one in self.before for text in askrows.offered(one.question)}
        return list(found)

    def is_valid(self) -> bool:
        try:
            self.condition()
        except BadRow as bad:
            tests = dict(labels.TESTS)
            names = [str(tests.get(str(one), one)) for one in bad.offered]
            self.problem = str(labels.ROW_TROUBLES[bad.trouble]) % {
                "row": bad.row,
                "offered": f"({', '.join(names)})" if names else "",
            }
        return not self.problem

    def condition(self) -> Condition | None:
        """Return what was typed. Raises BadRow."""
        if self.is_complex:
            return None if self.data and self.data.get("when-drop") else self.when
        return askrows.condition(self.join, self.rows, self.before)


def _lines(text: str) -> list[str]:
    found = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in found if line]


def _or(typed: int | None, otherwise: int) -> int:
    return otherwise if typed is None else typed


def _with_kept(choices: list[tuple[str, Any]], kept: str) -> list[tuple[str, Any]]:
    """Offer nothing first, and what stands there even when it is not offered any more."""
    found = [("", "–"), *choices]
    if kept and kept not in {name for name, _label in choices}:
        found.append((kept, kept))
    return found
