"""The pattern page: every component in every state, and whole pages composed of them."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from maklumat.pages import samples


class SampleForm(forms.Form):
    """One field of each kind; sent empty, each shows its error."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As on your identity card."),
        error_messages={"required": _("Write your name, for example Sari Wulandari.")},
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Write a telephone number, for example 0812 3456 7890.")},
    )
    agency = forms.ChoiceField(
        label=_("Agency"), required=False, choices=[("", _("I don't know")), ("1", "Disdukcapil")]
    )
    story = forms.CharField(label=_("What happened"), required=False, widget=forms.Textarea)
    anonymous = forms.ChoiceField(
        label=_("May the agency see your name?"),
        choices=[("yes", _("Yes")), ("no", _("No, keep it secret"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the agency may see your name.")},
    )


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "pages/public/patterns.html",
        {
            "page_title": _("Patterns"),
            "sample": samples,
            "swatches": samples.SWATCHES,
            "middle_page": Paginator(range(61), 20).page(2),
            "form": SampleForm(prefix="empty"),
            "wrong_form": SampleForm({}, prefix="wrong"),
        },
    )


@require_safe
def sample_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer htmx as a real search would, so that the search box can be tried."""
    return render(
        request,
        "components/search-suggestions.html",
        {"suggestions": samples.SUGGESTIONS if request.GET.get("q") else []},
    )


@require_safe
def sample_home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/public/sample_home.html", {"sample": samples})


@require_safe
def sample_card(request: HttpRequest) -> HttpResponse:
    title = samples.CARD["title"]
    return render(
        request, "pages/public/sample_card.html", {"page_title": title, "sample": samples}
    )


@require_safe
def sample_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(samples.SERVICES * 10, 20).page(1)
    return render(
        request,
        "pages/public/sample_list.html",
        {"page_title": _("Services"), "sample": samples, "page": page},
    )
