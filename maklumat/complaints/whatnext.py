"""What happens after a report came in, with dates, and why on those dates."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maklumat.complaints import clocks, labels
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


@dataclass(frozen=True)
class Sentence:
    """One term as the page about handling shows it, with its source."""

    name: str
    limit: str
    source: str
    confirmed: str


def terms(book: Rulebook) -> list[Sentence]:
    """Return every term of the rules in force, the classes first."""
    kinds, names = dict(labels.KINDS), dict(labels.CLOCKS)
    rows = [(str(kinds[kind]), found) for kind, found in book.classes.items()]
    rows += [(str(names[clock.value]), found) for clock, found in book.clocks.items()]
    if book.filing_window:
        rows.append((_("report after the service was received"), book.filing_window))
    return [
        Sentence(
            name=name[:1].upper() + name[1:],
            limit=in_words(found.term) if found.term else _("no limit is fixed"),
            source=found.source,
            confirmed=str(CONFIRMED[found.confidence]),
        )
        for name, found in rows
    ]


CONFIRMED = {
    "2+": gettext_lazy("two or more sources"),
    "1": gettext_lazy("one source"),
    "inferred": gettext_lazy("not read in the law itself"),
    "choice": gettext_lazy("set by this government"),
}


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
