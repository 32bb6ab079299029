"""What is typed of a form as a whole: a new one, what it says of itself, how it is offered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.eforms.building_forms.typed import ONE_LINE, lines_of, with_kept
from maklumat.eforms.checking import CODE
from maklumat.eforms.definition import Form, Signature, Type
from maklumat.eforms.models import ServiceForm

SIGNATURES = 4
# Any, below: as Django's own forms and fields.


class NewForm(forms.Form):
    """A new form: empty, from the library, as a copy, or out of a file."""

    WAYS = ("empty", "library", "copy", "file")
    way = forms.ChoiceField(choices=[(way, way) for way in WAYS], widget=forms.HiddenInput)
    agency: Any = forms.ModelChoiceField(
        label=_("Agency"), queryset=None, to_field_name="slug", empty_label=None
    )
    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    ready = forms.ChoiceField(label=_("Ready form"), required=False)
    other: Any = forms.ModelChoiceField(
        label=_("Form to copy"), queryset=None, required=False, empty_label="–"
    )
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

    title = forms.CharField(label=_("Title"), max_length=160, widget=forms.TextInput(ONE_LINE))
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
        case.choices = with_kept(
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
                choices=with_kept(texts, signature.name),
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
            declarations=tuple(lines_of(typed["declarations"])),
            case=typed["case"],
            signatures=tuple(
                Signature(typed[f"role-{place}"].strip(), typed[f"name-{place}"])
                for place in self.signers
                if typed[f"role-{place}"].strip()
            ),
        )


class BorrowForm(forms.Form):
    """A form of another agency, for a service of one's own."""

    form: Any = forms.ModelChoiceField(
        label=_("Form of another agency"), queryset=None, empty_label="–"
    )
    service: Any = forms.ModelChoiceField(
        label=_("Service that offers it"), queryset=None, empty_label="–"
    )

    def __init__(
        self,
        *args: Any,
        lendable: QuerySet[ServiceForm],
        services: QuerySet[Service],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self.fields["form"]
        form.queryset = lendable
        form.label_from_instance = lambda row: f"{row.title} ({row.agency})"
        service: Any = self.fields["service"]
        service.queryset = services


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
        fields = ("services", "named_as", "takes_submissions", "keep_months", "retired")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        services = kwargs.pop("services")
        super().__init__(*args, **kwargs)
        field: Any = self.fields["services"]
        field.queryset = services
        owner = self.instance.agency_id
        field.label_from_instance = lambda row: (
            row.name if row.agency_id == owner else f"{row.name} ({row.agency})"
        )
        months: Any = self.fields["keep_months"]
        months.min_value, months.max_value = 1, 120
        months.widget.attrs |= {"min": 1, "max": 120}

    def clean_keep_months(self) -> int:
        months = int(self.cleaned_data["keep_months"])
        if not 1 <= months <= 120:
            raise forms.ValidationError(_("Write a number from 1 to 120."))
        return months
