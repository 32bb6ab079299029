"""The Indonesian working calendar, and a deadline's reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

import holidays
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maklumat.core.workdays import FIVE_DAYS, SIX_DAYS, Calendar, Deadline, Skipped, Why


@dataclass(frozen=True)
class Override:
    """One day on which a government differs from the country: closed, or worked after all."""

    day: date
    is_working: bool
    reason: str


def indonesia(
    year_from: int,
    year_to: int,
    overrides: Iterable[Override] = (),
    *,
    days_a_week: int = 5,
    language: str = "id",
) -> Calendar:
    """Build the calendar of a government: national holidays, cuti bersama, its own days.

    `known_until` is the end of the last year whose cuti bersama are in the data: the ministers
    decree them late in the year before, and moon-sighted feasts are guesses until then.
    """
    return _calendar(year_from, year_to, tuple(overrides), days_a_week, language)


@lru_cache(maxsize=64)
def _calendar(
    year_from: int, year_to: int, overrides: tuple[Override, ...], days_a_week: int, language: str
) -> Calendar:
    weeks = {5: FIVE_DAYS, 6: SIX_DAYS}
    if days_a_week not in weeks:
        raise ValueError("a working week has 5 or 6 days")
    years = range(year_from, year_to + 1)
    names = "en_US" if language == "en" else "id"
    found = {
        day: name
        for category in ("government", "public")
        for day, name in holidays.country_holidays(
            "ID", years=years, categories=category, language=names
        ).items()
    }
    found |= {own.day: own.reason for own in overrides if not own.is_working}
    worked = {own.day: own.reason for own in overrides if own.is_working}
    return Calendar(found, weeks[days_a_week], worked, known_until=known_until())


@lru_cache(maxsize=1)
def known_until() -> date:
    """Return the last day whose holidays are decreed, as far as the data at hand know."""
    first = 2020
    last = first
    while holidays.country_holidays("ID", years=last + 1, categories="government"):
        last += 1
    return date(last, 12, 31)


def explanation(found: Deadline) -> list[str]:
    """Say in sentences why a term ends on its date, in the language of the reader."""
    lines = [
        _("Counting starts on the day after %(day)s.") % {"day": _long(found.start)},
        ngettext(
            "%(count)s working day is counted; the last one is %(due)s.",
            "%(count)s working days are counted; the last one is %(due)s.",
            len(found.counted),
        )
        % {"count": len(found.counted), "due": _long(found.due)},
    ]
    resting = [skipped for skipped in found.skipped if skipped.why is Why.REST]
    if resting:
        lines.append(
            ngettext(
                "%(count)s day of rest is not counted.",
                "%(count)s days of rest are not counted.",
                len(resting),
            )
            % {"count": len(resting)}
        )
    named = [skipped for skipped in found.skipped if skipped.why is not Why.REST]
    lines += [_named(list(run)) for _key, run in groupby(named, lambda day: (day.why, day.name))]
    if found.may_move and found.known_until:
        lines.append(
            _("Holidays after %(day)s are not decreed yet, so this date may still move.")
            % {"day": _long(found.known_until)}
        )
    return lines


def _named(run: list[Skipped]) -> str:
    """Say it once for a run of days with one reason."""
    first, last = run[0], run[-1]
    if len(run) == 1:
        text = _("%(first)s is not counted: %(reason)s.")
    else:
        text = _("%(first)s to %(last)s are not counted: %(reason)s.")
    reason = first.name
    if first.why is Why.PAUSE:
        reason = _("the clock stands still, %(name)s") % {"name": first.name}
    return text % {"first": _long(first.day), "last": _long(last.day), "reason": reason}


def _long(day: date) -> str:
    return date_format(day, "j F Y")
