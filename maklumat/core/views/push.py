"""A browser agrees to be told of a matter, or takes that back: for the apps that tell."""

from typing import Any

from django import forms
from django.db.models import Manager
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from maklumat.core import push
from maklumat.core.errors import RuleBroken


class BrowserForm(forms.Form):
    """What a browser tells of its push service."""

    endpoint = forms.CharField(max_length=800)
    p256dh = forms.CharField(max_length=200, required=False)
    auth = forms.CharField(max_length=100, required=False)
    stop = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("stop") and values.get("endpoint"):
            try:
                keys = push.checked(values["endpoint"], values)
            except RuleBroken as error:
                raise forms.ValidationError(str(error)) from error
            values["keys"] = keys
        return values


def agreed(request: HttpRequest, rows: "Manager[Any]", *, may_add: bool) -> HttpResponse:
    """Answer the page's script: add a browser to `rows`, those of one matter, or remove it."""
    asked = BrowserForm(request.POST)
    if not push.is_ready() or not asked.is_valid():
        return HttpResponse(status=422)
    endpoint = asked.cleaned_data["endpoint"]
    if asked.cleaned_data["stop"]:
        rows.filter(endpoint=endpoint).delete()
    elif may_add:
        push.agree(rows, endpoint=endpoint, keys=asked.cleaned_data["keys"], at=now())
    else:
        return HttpResponse(status=422)
    return HttpResponse(status=204)
