"""What the organiser types about routing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.complaints import labels
from maklumat.complaints.models import Category, RoutingRule
from maklumat.complaints.queries import categories
from maklumat.complaints.queries.routing import agencies, category_rows
from maklumat.complaints.workflow import Kind

ASKED = ("kind", "category", "about", "place", "words")
CITIZENS_KINDS = [(value, name) for value, name in labels.KINDS if value != Kind.SUPERVISION.value]


class CategoryField(forms.ModelChoiceField):
    """Parts stand indented below their whole."""

    def label_from_instance(self, obj: Category) -> str:
        return f"– {obj.label}" if obj.parent_id else obj.label


class RuleForm(forms.ModelForm):
    """A rule: what it asks, and where it leads."""

    category = CategoryField(
        queryset=None, required=False, label=_("Category"), empty_label=_("any")
    )

    class Meta:
        model = RoutingRule
        fields = ("name", "kind", "category", "about", "place", "words", "to", "dispose", "active")
        labels = {
            "name": pgettext_lazy("rule", "Name"),
            "kind": _("Class"),
            "about": _("The person names this agency"),
            "place": _("The place contains"),
            "words": _("The text contains"),
            "to": _("Goes to"),
            "dispose": _("Pass on at once, without waiting for verification"),
            "active": _("In use"),
        }
        help_texts = {
            "name": _("For you and your colleagues, for example: Street lights."),
            "words": _(
                "One per line; one line is enough. All words of a line must occur, in any form:"
                " “lampu jalan”. A star stands for the rest of a word: “lamp*”."
            ),
            "dispose": _("Without this, the agency is only proposed and a person decides."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        rows = categories()
        field: Any = self.fields["category"]  # Any: Django types every field as the plainest
        field.queryset = category_rows()
        field.choices = [("", _("any"))]
        field.choices += [(row.pk, field.label_from_instance(row)) for row in rows]
        self.fields["kind"].choices = [("", _("any")), *CITIZENS_KINDS]  # type: ignore[attr-defined]  # as above
        for name, empty in (("about", _("any")), ("to", _("choose"))):
            self.fields[name].queryset = agencies()  # type: ignore[attr-defined]  # as above
            self.fields[name].empty_label = empty  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ASKED):
            raise forms.ValidationError(
                _("Fill in at least one condition; a rule without one would catch every report.")
            )
        return cleaned


class TrialForm(forms.Form):
    """A text to try the rules on; nothing of it is kept."""

    text = forms.CharField(
        label=_("Text of a report"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write or paste a text to try.")},
    )
    kind = forms.ChoiceField(label=_("Class"), choices=CITIZENS_KINDS, required=False)
    agency: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("The person names this agency"),
        empty_label=_("none"),
    )
    place = forms.CharField(label=pgettext_lazy("report", "Place"), max_length=200, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["agency"].queryset = agencies()  # type: ignore[attr-defined]  # a choice of rows
