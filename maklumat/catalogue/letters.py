"""The words of reminders, in the language of the installation."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from maklumat.accounts.models import User
from maklumat.agencies.letters import Letter
from maklumat.agencies.models import Government
from maklumat.catalogue.reminding import Step
from maklumat.catalogue.reviews import Thing
from maklumat.core import links

MOST = 20  # of each kind; the page has the rest


def digest(
    user: User,
    rows: Sequence[tuple[Thing, Step]],
    notes: Mapping[str, str],
    government: Government,
    today: date,
) -> Letter:
    """Say in one letter all that a person is reminded of today."""
    with override(settings.LANGUAGE_CODE):
        parts = [_("Dear %(name)s,") % {"name": user.get_full_name() or user.email}]
        for step, opening in _openings().items():
            own = [thing for thing, taken in rows if taken is step]
            if own:
                parts += [opening, "\n".join(_line(thing, notes, today) for thing in own[:MOST])]
            if len(own) > MOST:
                parts.append(_("and %(count)s more.") % {"count": len(own) - MOST})
        parts += [
            _("The whole list: %(address)s") % {"address": links.to("catalogue-reviews:overdue")},
            _("You get this letter because you answer for these at %(government)s.")
            % {"government": government.short_name},
        ]
        subject = ngettext(
            "%(count)s thing waits for a check", "%(count)s things wait for a check", len(rows)
        ) % {"count": len(rows)}
    return Letter(subject=subject, text="\n\n".join(parts))


def _openings() -> dict[Step, str]:
    return {
        Step.OFFICER: _("It is time to check whether this is still true, and to mend it if not:"),
        Step.HEAD: _(
            "These have waited for seven working days or more. As the head you can say in one go"
            " whether they are still true:"
        ),
        Step.ORGANISER: _(
            "These have waited for fourteen working days or more, and neither officer nor head"
            " has checked them:"
        ),
    }


def _line(thing: Thing, notes: Mapping[str, str], today: date) -> str:
    words = {
        "name": thing.name,
        "agency": thing.agency.short_name,
        "day": date_format(thing.due, "j F Y"),
    }
    if thing.due < today:
        text = _("- %(name)s (%(agency)s), due since %(day)s") % words
    else:
        text = _("- %(name)s (%(agency)s), due today") % words
    if thing.key in notes:
        text += "\n  " + _("The head wrote: %(note)s") % {"note": notes[thing.key]}
    return f"{text}\n  {links.full(thing.staff_url)}"
