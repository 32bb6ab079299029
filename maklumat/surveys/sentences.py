"""What figures mean, in plain sentences: the same words on screen, on paper and in public."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from maklumat.surveys.index import FEWEST, FEWEST_TO_COMPARE, Change, Index, Verdict
from maklumat.surveys.instrument import Band
from maklumat.surveys.periods import Kind, Period
from maklumat.surveys.reading import Against, Figures
from maklumat.surveys.sampling import Adequacy

MINUS = "\u2212"
ROMAN = ("", "I", "II", "III", "IV")


def points(value: Decimal | None) -> str:
    """Write an index, a margin or a difference without its sign: always two decimals."""
    return "–" if value is None else str(number_format(abs(value), decimal_pos=2, use_l10n=True))


def signed(value: Decimal | None) -> str:
    """Write a difference with its sign."""
    if value is None:
        return "–"
    return ("+" if value > 0 else MINUS if value < 0 else "±") + points(value)


def count(number: int) -> str:
    return str(number_format(number, use_l10n=True, force_grouping=True))


def period_name(period: Period) -> str:
    """Name a period as offices do: “Semester II 2026”, “Triwulan III 2026”."""
    year = f"{period.first:%Y}"
    match period.kind:
        case Kind.YEAR:
            return _("the year %(year)s") % {"year": year}
        case Kind.SEMESTER:
            return _("Semester %(number)s %(year)s") % {
                "number": ROMAN[period.number],
                "year": year,
            }
        case Kind.QUARTER:
            return _("Quarter %(number)s %(year)s") % {"number": ROMAN[period.number], "year": year}
        case Kind.MONTH:
            return date_format(period.first, "F Y")
    same_year = period.first.year == period.last.year
    begin = date_format(period.first, "F" if same_year else "F Y")
    return f"{begin}–{date_format(period.last, 'F Y')}"


def short_period(period: Period) -> str:
    """Name a period where room is scarce, such as below a chart."""
    year = f"{period.first:%y}"
    match period.kind:
        case Kind.YEAR:
            return f"{period.first:%Y}"
        case Kind.SEMESTER:
            return f"S{period.number}/{year}"
        case Kind.QUARTER:
            return pgettext("quarter", "Q%(number)s/%(year)s") % {
                "number": period.number,
                "year": year,
            }
        case Kind.MONTH:
            return f"{date_format(period.first, 'M')} {year}"
    return f"{_month(period.first)}–{_month(period.last)}"


def grade(band: Band | None) -> str:
    """Write a grade with its word: “B, Baik”; nothing where an instrument has no grades."""
    return f"{band.grade}, {band.meaning}" if band else ""


def index_text(found: Index) -> str:
    """Write an index with its grade: “82,14 (B, Baik)”."""
    return f"{points(found.score)} ({grade(found.band)})" if found.band else points(found.score)


def headline(figures: Figures) -> str:
    """Say a page in one sentence."""
    if figures.index is None:
        return too_few(figures.n)
    answers = ngettext(
        "%(name)s %(index)s from %(count)s answer",
        "%(name)s %(index)s from %(count)s answers",
        figures.n,
    ) % {
        "name": figures.instrument.index_short_name,
        "index": index_text(figures.index),
        "count": count(figures.n),
    }
    return f"{answers}; {_tail(figures.previous)}."


def meaning(against: Against) -> str:
    """Say what the difference to another period means."""
    return _sentence(_tail(against)) + "."


def verdict(change: Change) -> str:
    """Say the same in few words, for a cell of a table; the sign stands before it."""
    match change.verdict:
        case Verdict.UP:
            return _("a real rise")
        case Verdict.DOWN:
            return _("a real fall")
        case Verdict.UNCLEAR:
            return _("may be chance")
        case Verdict.OTHER_INSTRUMENT:
            return _("another survey version")
    if change.difference is None:
        return _("nothing to compare with")
    return _("too few answers to judge")


def adequacy(found: Adequacy) -> str:
    """Say whether enough people answered."""
    if found.needed is None:
        return _(
            "Nobody has entered how many people were served, so nobody can tell whether enough answered."
        )
    values = {
        "people": count(found.population or 0),
        "needed": count(found.needed),
        "missing": count(found.missing),
    }
    if found.enough:
        return _("Enough: of %(people)s people served, %(needed)s answers are needed.") % values
    return (
        ngettext(
            "%(missing)s answer is missing: of %(people)s people served, %(needed)s answers are needed.",
            "%(missing)s answers are missing: of %(people)s people served, %(needed)s answers are needed.",
            found.missing,
        )
        % values
    )


def adequacy_help() -> str:
    return _(
        "The number needed follows the table of Krejcie and Morgan: 95 percent sure, 5 percent off at most."
    )


def margin(value: Decimal | None) -> str:
    """Say how far the index may lie from that of everybody served."""
    if value is None:
        return ""
    return _("Give or take %(margin)s points.") % {"margin": points(value)}


def margin_help() -> str:
    return _(
        "If everybody served had answered, the index would lie within this distance in 95 of 100 such surveys. Our own addition: the regulation asks for no margin."
    )


def change_help() -> str:
    return _(
        "A difference is called real when it is larger than what chance does in 95 of 100 cases, and both periods have at least %(count)s answers. Our own addition: the regulation knows no such test."
    ) % {"count": FEWEST_TO_COMPARE}


def pooled_help() -> str:
    return _("All questionnaires are added up: each counts the same, wherever it was filled in.")


def held(figures: Figures) -> str:
    """Say both figures while something waits for a decision; nothing when nothing waits."""
    if not figures.held:
        return ""
    waiting = ngettext(
        "%(count)s answer looks unusual and does not count until somebody decides.",
        "%(count)s answers look unusual and do not count until somebody decides.",
        figures.held,
    ) % {"count": count(figures.held)}
    if figures.index is None or figures.with_held is None:
        return waiting
    return f"{waiting} " + _(
        "Without them the index is %(sure)s; with them it would be %(both)s."
    ) % {"sure": index_text(figures.index), "both": index_text(figures.with_held)}


def incomplete(number: int) -> str:
    """Say how many questionnaires were left with a gap; nothing when there are none."""
    if not number:
        return ""
    return ngettext(
        "%(count)s questionnaire leaves a question open: it is kept, but does not count.",
        "%(count)s questionnaires leave a question open: they are kept, but do not count.",
        number,
    ) % {"count": count(number)}


def too_few(number: int) -> str:
    """Say why nothing is shown, and what is missing."""
    if not number:
        return _("No answer counts in this period yet.")
    told = ngettext(
        "Only %(count)s answer counts in this period.",
        "Only %(count)s answers count in this period.",
        number,
    ) % {"count": number}
    lacking = ngettext(
        "%(count)s more and the figures are shown; until then one could tell who said what.",
        "%(count)s more and the figures are shown; until then one could tell who said what.",
        FEWEST - number,
    ) % {"count": max(FEWEST - number, 0)}
    return f"{told} {lacking}"


def _tail(against: Against) -> str:
    values = {"points": points(against.change.difference), "period": period_name(against.period)}
    difference = against.change.difference
    match against.change.verdict:
        case Verdict.UP:
            return _("up %(points)s since %(period)s, and that means something") % values
        case Verdict.DOWN:
            return _("down %(points)s since %(period)s, and that means something") % values
        case Verdict.UNCLEAR:
            return _("about the same as in %(period)s: %(signed)s may be chance") % {
                **values,
                "signed": signed(difference),
            }
        case Verdict.OTHER_INSTRUMENT:
            return _("%(period)s used another version of the survey and can't be compared") % values
    if difference is None:
        return _("%(period)s has too few answers to compare with") % values
    return _("%(signed)s since %(period)s, but too few answered to judge it") % {
        **values,
        "signed": signed(difference),
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(month: date) -> str:
    return f"{month:%m/%y}"
