"""The terms in plain words, and what one version changes of another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from maklumat.complaints import labels
from maklumat.complaints.clocks import ClockKind, Term, Unit
from maklumat.complaints.rulebook import Rulebook, Sourced

CONFIDENCE = {
    "2+": gettext_lazy("confirmed by two or more sources"),
    "1": gettext_lazy("one source"),
    "inferred": gettext_lazy("derived; not read in the regulation itself"),
    "choice": gettext_lazy("a choice of the government; no rule names it"),
}
RUNGS = {
    "unit": gettext_lazy("the unit"),
    "head": gettext_lazy("the head of the agency"),
    "organiser": gettext_lazy("the organisation bureau"),
    "leader": gettext_lazy("the leadership (figures only)"),
}
STEPS = {"remind": gettext_lazy("reminded before the end"), **RUNGS}
KINDS, CLOCKS = dict(labels.KINDS), dict(labels.CLOCKS)


@dataclass(frozen=True)
class Row:
    """One term as the page shows it."""

    name: str
    value: str
    source: str = ""
    confidence: str = ""
    unit_known: bool = True


@dataclass(frozen=True)
class Change:
    name: str
    before: str
    after: str


def days(term: Term | None) -> str:
    """Say a term in words: "5 working days"; "no limit"."""
    if term is None:
        return _("no limit is fixed")
    if term.unit is Unit.CALENDAR_DAYS:
        return ngettext("%(count)s calendar day", "%(count)s calendar days", term.days) % {
            "count": term.days
        }
    return ngettext("%(count)s working day", "%(count)s working days", term.days) % {
        "count": term.days
    }


def clocks(book: Rulebook) -> list[Row]:
    """Return the clocks that do not hang on the class, in their order."""
    timed = [kind for kind in ClockKind if kind in book.clocks]
    return [_row(str(CLOCKS[kind.value]), book.clocks[kind]) for kind in timed]


def classes(book: Rulebook) -> list[Row]:
    """Return the limit of each class of report."""
    return [_row(str(KINDS[key]), found) for key, found in book.classes.items()]


def ladder(book: Rulebook) -> list[Row]:
    """Return who is told when a term was missed."""
    return [Row(capfirst(str(RUNGS[rung.who])), after(rung.days)) for rung in book.ladder]


def after(count: int) -> str:
    if count == 0:
        return _("on the first working day after the term")
    return ngettext("%(count)s working day later", "%(count)s working days later", count) % {
        "count": count
    }


def others(book: Rulebook) -> list[Row]:
    return [
        Row(_("Reminder before a term ends"), days(Term(book.remind_before))
            if book.remind_before else pgettext("reminder", "none")),
        Row(_("Personal data is removed after the end of a case"), months(book.keep_contact_months)),
    ]  # fmt: skip


def months(count: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


def changes(old: Rulebook, new: Rulebook) -> list[Change]:
    """Return every line in which two versions differ, in the order of the page."""
    pairs: Sequence[tuple[list[Row], list[Row]]] = (
        (clocks(old), clocks(new)),
        (classes(old), classes(new)),
        (ladder(old), ladder(new)),
        (others(old), others(new)),
    )
    found = [change for before, after_ in pairs for change in _changed(before, after_)]
    return [*found, *_reasons(old, new)]


def _changed(before: list[Row], now_is: list[Row]) -> Iterator[Change]:
    was = {row.name: row.value for row in before}
    for row in now_is:
        if was.get(row.name) != row.value:
            yield Change(row.name, was.get(row.name, ""), row.value)


def _reasons(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    was = {row.key: row.name for row in old.archive_reasons}
    now_is = {row.key: row.name for row in new.archive_reasons}
    for key in [*was, *(key for key in now_is if key not in was)]:
        if was.get(key) != now_is.get(key):
            yield Change(_("Reason for the archive"), was.get(key, ""), now_is.get(key, ""))


def _row(name: str, found: Sourced) -> Row:
    return Row(
        capfirst(name),
        days(found.term),
        found.source,
        str(CONFIDENCE.get(found.confidence, found.confidence)),
        found.unit_known,
    )
