"""Tags for letters about approval."""

from django import template
from django.db.models import Model

from maklumat.workbench import wording

register = template.Library()


@register.filter
def as_approved(thing: Model) -> str:
    """Name what is approved in a sentence: the standard of a service, a profile, a pledge."""
    return wording.thing(thing)


@register.filter
def as_title(thing: Model) -> str:
    """Name it in the subject of a letter."""
    return wording.title(thing, newest=True)
