"""What the fields of a form offer, set when the form is made for somebody; which days they take."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

# Days near the first or last that a computer knows have no midnight in every zone.
IN_REACH = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


# Any: rows and keys of any kind, as Django takes them.
def offer_rows(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(name)
    field.queryset = rows


def offer_choices(form: forms.Form, name: str, pairs: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(pairs)
