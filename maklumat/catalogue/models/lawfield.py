"""A law on a form: written as people cite it, found in the register while one types.

The page does not carry the register, so that it stays small however many laws there are. Without
scripts the citation is typed in full.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maklumat.catalogue.models.register import LegalDocument, laws_like, registered_law

OFFERED = 10
NEAR = 3

# Any: Django's own signatures take whatever they like.


class LawInput(forms.TextInput):
    """A text box that offers laws of the register."""

    template_name = "catalogue/widgets/law.html"

    def __init__(self, attrs: Any = None) -> None:
        own = {"data-laws": reverse_lazy("catalogue-register:laws"), "autocomplete": "off"}
        super().__init__({**own, **(attrs or {})})

    class Media:
        js = ("catalogue/laws.js",)


class LawFormField(forms.ModelChoiceField):
    """Takes a citation or the full name of a law that is in the register."""

    widget = LawInput

    def prepare_value(self, value: Any) -> Any:
        """Show a law by its name; what was typed and not found stays as it was typed."""
        if isinstance(value, LegalDocument):
            return str(value)
        if isinstance(value, int):
            found = LegalDocument.objects.filter(pk=value).first()
            return str(found) if found else ""
        return value

    def to_python(self, value: Any) -> LegalDocument | None:
        text = " ".join(str(value or "").split())
        if not text:
            return None
        found = registered_law(text)
        if found is None:
            raise ValidationError(self._refusal(text), code="invalid_choice")
        return found

    def _refusal(self, text: str) -> str:
        near = [row.citation for row in laws_like(text, NEAR)]
        if near:
            return gettext("“%(text)s” is not in the register. Did you mean: %(near)s?") % {
                "text": text[:80],
                "near": "; ".join(near),
            }
        return (
            gettext(
                "“%s” is not in the register. Add it under Legal documents, or cite another law."
            )
            % text[:80]
        )


class LawField(models.ForeignKey):
    """A reference to the register that forms show as a text box. Migrations see a foreign key."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return LawFormField(
            queryset=LegalDocument.objects.all(),
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=_("Write part of its number or title, then choose it from the list."),
        )
