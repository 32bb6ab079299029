"""The public figures of surveys: by period, of each service, of each agency and of all together.

Shown are the reporting periods of the government and no others: they do not overlap, so that no
figure can be found from the difference of two spans. What is hidden, and why, is in `hiding`. An
agency's figure adds up all questionnaires of its services.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from maklumat.agencies.models import Government
from maklumat.core.errors import NotFound
from maklumat.surveys import hiding, index, periods, queries
from maklumat.surveys.hiding import Cell, Hidden
from maklumat.surveys.index import FEWEST, FEWEST_TO_COMPARE, Band, Sums, together
from maklumat.surveys.instrument import Instrument
from maklumat.surveys.models import InstrumentVersion
from maklumat.surveys.periods import Kind, Period
from maklumat.surveys.queries.shown import SpanSum, span_sums

PERIODS = 8  # the running one and those before it


class State(StrEnum):
    """Why a figure is there or is not."""

    SHOWN = "shown"
    FEW = "few"  # fewer than five counted answers, or none
    COVERED = "covered"  # with it, answers of fewer than five elsewhere could be computed


@dataclass(frozen=True)
class Entry:
    """What may be shown of one service, agency or all in a period.

    `held` and `with_held` tell of what waits for a decision: `is_waiting` also where that is too
    little to be told. Everything but `state` is empty unless shown.
    """

    state: State = State.FEW
    n: int = 0
    score: Decimal | None = None
    band: Band | None = None
    sums: Sums = index.NONE
    is_waiting: bool = False
    held: int = 0
    with_held: Decimal | None = None
    band_with_held: Band | None = None

    @property
    def is_shown(self) -> bool:
        return self.state is State.SHOWN


NOTHING = Entry()


@dataclass(frozen=True)
class Page:
    """One period: entries by key of the service and of the agency."""

    services: Mapping[int, Entry] = field(default_factory=dict)
    agencies: Mapping[int, Entry] = field(default_factory=dict)
    whole: Entry = NOTHING

    def service(self, key: int) -> Entry:
        return self.services.get(key, NOTHING)

    def agency(self, key: int) -> Entry:
        return self.agencies.get(key, NOTHING)


@dataclass(frozen=True)
class Board:
    """All periods that are shown, the running one first."""

    instrument: InstrumentVersion
    periods: Sequence[Period]
    pages: Mapping[Period, Page]

    @property
    def running(self) -> Period:
        return self.periods[0]

    def named(self, code: str) -> Period | None:
        """Return the shown period of this code, however it is written."""
        try:
            found = periods.parse(code)
        except ValueError:
            return None
        return found if found in self.pages else None

    def best_for_service(self, key: int) -> Period | None:
        return self._best([page.service(key) for page in self.pages.values()])

    def best_for_agency(self, key: int) -> Period | None:
        return self._best([page.agency(key) for page in self.pages.values()])

    @property
    def best(self) -> Period | None:
        return self._best([page.whole for page in self.pages.values()])

    def _best(self, entries: Sequence[Entry]) -> Period | None:
        """Return the newest period with enough answers to compare, else the newest shown one."""
        shown = [
            (span, entry) for span, entry in zip(self.pages, entries, strict=True) if entry.is_shown
        ]
        enough = [span for span, entry in shown if entry.n >= FEWEST_TO_COMPARE]
        return next(iter([*enough, *(span for span, _entry in shown)]), None)


def board(government: Government, today: date) -> Board | None:
    """Read the public figures in three questions; None before an instrument is loaded."""
    try:
        version = queries.current()
    except NotFound:
        return None
    running = periods.current(Kind(queries.settings_of(government).period), today)
    spans = [running.shifted(-back) for back in range(PERIODS)]
    rows = span_sums(version, spans)
    pages = {span: page(version.rules, found) for span, found in rows.items()}
    return Board(version, spans, pages)


def page(rules: Instrument, rows: Iterable[SpanSum]) -> Page:
    """Make one period of what was counted in it."""
    sure, held = _Added(), _Added()
    for row in rows:
        (held if row.held else sure).add(row)
    hidden = hiding.hidden(sure.cells())
    untold = hiding.hidden(
        held.cells(unless=hidden.services),
        closed={key for key in held.agencies if hidden.whole or _hides(hidden, sure, key)},
    )
    return Page(
        services={
            key: _entry(
                rules, sums, held.services.get(key, index.NONE),
                hides=key in hidden.services, tells=key not in untold.services,
            )
            for key, sums in sure.services.items()
        },
        agencies={
            key: _entry(
                rules, sums, held.agencies.get(key, index.NONE),
                hides=key in hidden.agencies, tells=key not in untold.agencies,
            )
            for key, sums in sure.agencies.items()
        },
        whole=_entry(
            rules, sure.whole, held.whole, hides=hidden.whole,
            tells=not (untold.whole or hidden.whole),
        ),
    )  # fmt: skip


def _hides(hidden: Hidden, sure: "_Added", agency: int) -> bool:
    return agency in hidden.agencies or agency not in sure.agencies


def _entry(rules: Instrument, sums: Sums, held: Sums, *, hides: bool, tells: bool) -> Entry:
    if sums.n < FEWEST:
        return NOTHING
    if hides:
        return Entry(State.COVERED)
    score = index.score(rules, n=sums.n, total=sums.total)
    found = Entry(State.SHOWN, sums.n, score, rules.band(score), sums, is_waiting=bool(held.n))
    if not held.n or not tells:
        return found
    both = together(sums, held)
    value = index.score(rules, n=both.n, total=both.total)
    return Entry(
        State.SHOWN, sums.n, score, rules.band(score), sums, is_waiting=True, held=held.n,
        with_held=value, band_with_held=rules.band(value),
    )  # fmt: skip


class _Added:
    """Sums of a period by service and by agency, in the order in which they came."""

    def __init__(self) -> None:
        self.services: dict[int, Sums] = {}
        self.agencies: dict[int, Sums] = {}
        self.whole = index.NONE
        self.places: dict[tuple[int, int], tuple[int, bool]] = {}  # how many answers, is it live

    def add(self, row: SpanSum) -> None:
        sums = Sums(row.n, row.total, row.squares, {})
        self.services[row.service] = together(self.services.get(row.service, index.NONE), sums)
        self.agencies[row.agency] = together(self.agencies.get(row.agency, index.NONE), sums)
        self.whole = together(self.whole, sums)
        place = (row.agency, row.service)  # a service may have had another agency before
        self.places[place] = (self.places.get(place, (0, False))[0] + row.n, row.is_live)

    def cells(self, unless: frozenset[int] = frozenset()) -> list[Cell]:
        return [
            Cell(agency, service, n, is_live and service not in unless)
            for (agency, service), (n, is_live) in self.places.items()
        ]
