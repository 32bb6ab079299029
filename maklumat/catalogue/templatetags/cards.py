"""Tags that show a card. The words are made in `wording` and `details`."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maklumat.catalogue import details, wording
from maklumat.catalogue.cards import Card
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
    return [details.place(card, place) for place in card.places]


@register.simple_tag
def card_management(card: Card) -> list[details.Detail]:
    return details.management(card)


@register.simple_tag
def card_ways(card: Card) -> details.Ways:
    return details.ways(card)


@register.filter
def official_name(component: Component) -> str:
    return OFFICIAL_NAMES[component]


@register.filter
def contacts(standard: Standard) -> list[details.Contact]:
    return details.contacts(standard)


@register.filter
def answer_limits(standard: Standard) -> list[str]:
    return wording.limits(standard)


@register.filter
def checklist(case: Case) -> list[dict[str, str]]:
    """Return what the component `checklist.html` shows of one case."""
    return [{"text": row.text, "note": wording.requirement_note(row)} for row in case.items]


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
