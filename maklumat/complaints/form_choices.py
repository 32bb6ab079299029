"""What the fields of a form offer, set when the form is made for somebody."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet


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
