"""Whether pages can be read aloud here."""

from django import template

from maklumat.kiosk import speaking

register = template.Library()


@register.simple_tag
def voice_is_ready() -> bool:
    return speaking.is_ready()
