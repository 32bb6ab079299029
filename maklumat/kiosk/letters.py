"""The words of a letter about a silent kiosk, in the language of the installation."""

from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.agencies.letters import Letter
from maklumat.core import links
from maklumat.kiosk.models import Device


def silent(device: Device, *, since: datetime) -> Letter:
    """Say which screen is silent since when, where it stands, and what to look at first."""
    with override(settings.LANGUAGE_CODE):
        words = {
            "name": device.name,
            "since": f"{date_format(since, 'j F Y, H.i')} {since:%Z}",
            "place": ", ".join(part for part in (device.place, device.unit.name) if part),
        }
        parts = [
            _("Nothing was heard of “%(name)s” since %(since)s, although its place is open.")
            % words,
            _("It stands here: %(place)s.") % words,
            _(
                "Look at three things: is it switched on, is the network there, does the screen answer?"
            ),
            _("Its page: %(address)s") % {"address": links.to("kiosk-staff:device", device.uid)},
        ]
        if device.waiting:
            said = _(
                "On the device %(count)s messages of citizens wait to be sent: do not reset it."
            )
            parts.insert(2, said % {"count": device.waiting})
        parts.append(
            _(
                "You get this letter once, because you look after this kiosk. When it is back, its page says so."
            )
        )
        subject = _("Kiosk silent: %(name)s") % words
    return Letter(subject=subject, text="\n\n".join(parts))
