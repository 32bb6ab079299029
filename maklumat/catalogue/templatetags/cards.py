"""Tags that show a card. The words are made in `wording` and `details`."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from maklumat.agencies.models import Agency
from maklumat.catalogue import details, lines, wording
from maklumat.catalogue.cards import Card, Place
from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import OFFICIAL_NAMES, Case, Component, Duration, Fee, Standard

register = template.Library()


@register.simple_tag
def content_language() -> SafeString:
    """Mark what officers wrote as Indonesian where the page is not: ` lang="id"`."""
    if get_language() == settings.LANGUAGE_CODE:
        return SafeString("")
    return format_html(' lang="{}"', settings.LANGUAGE_CODE)


@register.simple_tag
def card_facts(card: Card) -> list[dict[str, str]]:
    return wording.facts(card)


@register.simple_tag
def card_gaps(card: Card) -> dict[str, tuple[str, ...]]:
    return details.gaps(card)


@register.simple_tag
def card_places(card: Card) -> list[dict[str, object]]:
    return [details.place(place, card.at) for place in card.places]


@register.simple_tag
def card_management(card: Card) -> list[details.Detail]:
    return details.management(card)


@register.simple_tag
def card_ways(card: Card) -> details.Ways:
    return details.ways(card)


@register.simple_tag
def card_lines(card: Card) -> list[lines.Line]:
    """Return what other apps say of the service in one line each."""
    return lines.lines_of(card.service)


@register.simple_tag
def card_forms(card: Card) -> list[lines.FormWay]:
    """Return the ways to the forms of the service."""
    return lines.forms_of(card.service)


@register.simple_tag
def card_trail(card: Card) -> list[dict[str, str]]:
    """Return the way back: the agency's page."""
    agency = card.service.agency
    return [
        {"text": gettext("Agencies"), "address": reverse("agencies:list")},
        {"text": agency.short_name or agency.name, "address": agency.get_absolute_url()},
    ]


@register.filter
def shortcut(service: Service) -> str:
    """Return a short way to say what the service is for: "KTP hilang".

    The first synonym that uses only words of the service's own name and summary, written as there:
    the other synonyms are what people mistype. The name itself where there is none.
    """
    own = re.findall(r"\w+", f"{service.name} {service.summary}")
    spelled = {word.casefold(): word for word in reversed(own)}
    for line in service.synonyms.splitlines():
        words = [spelled.get(word.casefold(), "") for word in line.split()]
        if len(words) > 1 and all(words):
            text = " ".join(words)
            return text[:1].upper() + text[1:]
    return service.name


@register.filter
def breakable(address: str) -> SafeString:
    """Let a long e-mail address or link break where it reads well."""
    return format_html_join(
        mark_safe("<wbr>"),
        "{}",
        ((part,) for part in re.split(r"(?<=[@/])", address)),
    )


@register.simple_tag
def card_row(service: Service, seen_at: Agency | None = None) -> dict[str, Any]:
    """Return what the component `row.html` shows of a service in a list.

    On an agency's own page, `seen_at`, the name of the agency is left out.
    """
    standard = service.published_standard()
    words = [
        ("wallet", wording.price(standard)),
        ("hourglass", wording.duration(standard.duration)),
    ]
    own = seen_at is not None and service.agency_id == seen_at.pk
    return {
        "title": service.name,
        "text": service.summary if own else service.agency.name,
        "facts": [{"icon_name": icon, "text": text} for icon, text in words if text],
        "address": service.get_absolute_url(),
    }


@register.simple_tag
def agency_row(agency: Agency, services: int) -> list[dict[str, str]]:
    """Return the facts below an agency in a list."""
    if not services:
        return []
    text = ngettext("%(number)s service", "%(number)s services", services)
    return [{"icon_name": "files", "text": text % {"number": services}}]


@register.simple_tag
def agency_trail(agency: Agency) -> list[dict[str, str]]:
    """Return the way back: the list, and the agency that this one is part of."""
    trail = [{"text": gettext("Agencies"), "address": reverse("agencies:list")}]
    if agency.parent:
        parent = agency.parent
        trail.append({"text": parent.short_name, "address": parent.get_absolute_url()})
    return trail


@register.simple_tag
def agency_place(place: Place, at: datetime) -> dict[str, object]:
    return details.place(place, at)


@register.filter
def telephone(value: str) -> str:
    return details.telephone(value)


@register.filter
def official_name(component: Component) -> str:
    return OFFICIAL_NAMES[component]


@register.filter
def contacts(standard: Standard) -> list[details.Contact]:
    return details.contacts(standard)


@register.filter
def answer_limits(standard: Standard) -> list[str]:
    return wording.limits(standard)


@register.simple_tag
def checklist(case: Case, forms: Sequence[lines.FormWay] = ()) -> list[dict[str, object]]:
    """Return what the component `checklist.html` shows of one case; of a form, the ways to it."""
    return [
        {
            "text": row.text,
            "note": wording.requirement_note(row),
            "links": [link for form in _named(forms, row.text) for link in form_links(form)],
        }
        for row in case.items
    ]


@register.filter
def form_links(form: lines.FormWay) -> list[dict[str, str]]:
    """Return the two ways to a form as links."""
    return [
        {"text": pgettext("form", "Fill in"), "about": form.title, "address": form.fill},
        {"text": pgettext("form", "Print blank"), "about": form.title, "address": form.blank},
    ]


def _named(forms: Sequence[lines.FormWay], text: str) -> list[lines.FormWay]:
    return [form for form in forms if form.is_named_in(text)][:1]


@register.filter
def step_rows(standard: Standard) -> list[dict[str, str]]:
    return [{"text": row.text, "note": wording.step_note(row)} for row in standard.procedure]


@register.filter
def duration_words(value: Duration) -> str:
    return wording.duration(value)


@register.filter
def amount_words(fee: Fee) -> str:
    return wording.amount(fee)


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:  # Any: whatever the mapping holds
    """Return one value of a mapping."""
    return mapping.get(key)
