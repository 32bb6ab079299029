"""Which period a page shows: chosen by a code in the address, else the one that is running."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maklumat.surveys import sentences
from maklumat.surveys.periods import MONTHS, Kind, Period, current, parse

# Names of the parameters, as they stand in addresses.
PERIOD, FIRST, LAST = "periode", "dari", "sampai"


@dataclass(frozen=True)
class Way:
    """A link of the chooser."""

    code: str
    name: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Choice:
    """The chosen period. `error` says in a sentence why another one was not taken."""

    period: Period
    today: date
    error: str = ""

    @property
    def name(self) -> str:
        return sentences.period_name(self.period)

    @property
    def query(self) -> str:
        """What links of the page carry on."""
        return f"{PERIOD}={self.period.code}"

    @property
    def is_running(self) -> bool:
        return self.period.holds(self.today)

    @property
    def before(self) -> Way:
        return _way(self.period.previous)

    @property
    def after(self) -> Way | None:
        following = self.period.shifted(1)
        return _way(following) if following.first <= self.today else None

    @property
    def kinds(self) -> list[Way]:
        """Lead to the month, quarter, semester and year at the end of what is shown."""
        words = {
            Kind.MONTH: _("Month"),
            Kind.QUARTER: _("Quarter"),
            Kind.SEMESTER: _("Semester"),
            Kind.YEAR: pgettext("period", "Year"),
        }
        day = min(self.period.end, self.today) if self.is_running else self.period.end
        return [
            Way(current(kind, day).code, words[kind], kind is self.period.kind) for kind in MONTHS
        ]

    @property
    def first(self) -> str:
        return f"{self.period.first:%Y-%m}"

    @property
    def last(self) -> str:
        return f"{self.period.last:%Y-%m}"


def chosen(given: Mapping[str, str], kind: str, today: date) -> Choice:
    """Read the period out of an address; what can't be read leaves the running one and a sentence."""
    running = current(Kind(kind), today)
    first, last = given.get(FIRST, "").strip(), given.get(LAST, "").strip()
    code = f"{first}..{last}" if first or last else given.get(PERIOD, "").strip()
    if not code:
        return Choice(running, today)
    try:
        return Choice(parse(code), today)
    except ValueError:
        return Choice(running, today, _refusal(code, running, is_span=bool(first or last)))


def _refusal(code: str, running: Period, *, is_span: bool) -> str:
    shown = sentences.period_name(running)
    if is_span:
        return _(
            "Choose a first and a last month, at most five years, such as 2026-01 to 2026-04. Shown: %(shown)s."
        ) % {"shown": shown}
    return _("“%(code)s” is no period that can be read. Shown: %(shown)s.") % {
        "code": code[:30],
        "shown": shown,
    }


def _way(period: Period) -> Way:
    return Way(period.code, sentences.period_name(period))
