"""What happens after a report came in, with dates, and why on those dates."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maklumat.complaints import clocks
from maklumat.complaints.clocks import Clock, ClockKind, Term, Unit
from maklumat.complaints.rulebook import Rulebook
from maklumat.complaints.workflow import Kind
from maklumat.core import calendars
from maklumat.core.workdays import Calendar


@dataclass(frozen=True)
class Next:
    """One thing that follows: `day` None where the law knows no limit or it is not counted yet."""

    text: str
    day: date | None = None
    why: str = ""


def steps(book: Rulebook, kind: Kind, received: date, calendar: Calendar) -> list[Next]:
    """Return what follows a report received on this day, in order."""
    found = [
        _dated(
            _("We check your report and pass it to the agency that must handle it."),
            book.term(ClockKind.VERIFICATION, kind),
            received,
            calendar,
        )
    ]
    answer = book.term(ClockKind.FIRST_ANSWER, kind)
    if answer:
        text = _("The agency replies for the first time within %(term)s after it was passed on.")
        found.append(Next(text % {"term": in_words(answer)}))
    finish = book.term(ClockKind.RESOLUTION, kind)
    if finish:
        text = _("You get the result, or the reason why it takes longer.")
        found.append(_dated(text, finish, received, calendar))
    else:
        found.append(
            Next(_("The agency says what it does with it. The law sets no limit for this."))
        )
    yours = book.term(ClockKind.COMPLAINANT, kind)
    if yours:
        text = _("You say whether it is done. You have %(term)s; “not yet” opens the report again.")
        found.append(Next(text % {"term": in_words(yours)}))
    return found


def in_words(term: Term) -> str:
    """Write a term as people say it."""
    if term.unit is Unit.CALENDAR_DAYS:
        return ngettext("%(days)d day", "%(days)d days", term.days) % {"days": term.days}
    return ngettext("%(days)d working day", "%(days)d working days", term.days) % {
        "days": term.days
    }


def _dated(text: str, term: Term | None, received: date, calendar: Calendar) -> Next:
    if term is None:
        return Next(text)
    ends = clocks.due(Clock(ClockKind.RESOLUTION, received, term), calendar)
    return Next(text, ends.due, " ".join(calendars.explanation(ends)))
