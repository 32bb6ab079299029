"""The figures of a report as plain JSON: what is frozen when it is published.

Numbers with decimals are text, so that nothing is rounded twice; words that the instrument fixes
stand beside them, so that an old report reads the same after a newer instrument.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from maklumat.agencies.models import Agency
from maklumat.surveys import hiding, index, reading
from maklumat.surveys.models import InstrumentVersion, Report
from maklumat.surveys.periods import Period
from maklumat.surveys.queries import reports as queries
from maklumat.surveys.queries.sums import By, Where
from maklumat.surveys.reading import ElementLine, Line

FOUR = Decimal("0.0001")
MANY_POINTS = 2  # periods with an index that make a trend worth drawing
Json = dict[str, Any]  # Any: JSON has no narrower type


def where_of(report: Report) -> Where:
    """Return which questionnaires a report counts."""
    return _where(report.instrument, report.period, report.agency)


def figures_of(report: Report) -> Json:
    """Return the frozen figures of a published report, or those of today for a draft."""
    frozen: Json | None = report.figures
    return frozen if frozen is not None else computed(report)


def computed(report: Report) -> Json:
    """Read the figures of a report from the kept sums: some fifteen questions."""
    where = where_of(report)
    found = reading.figures(where)
    rules = found.instrument
    return {
        "instrument": {
            "code": rules.code,
            "version": rules.version,
            "name": rules.name,
            "short": rules.short_name,
            "index": rules.index_name,
            "index_short": rules.index_short_name,
            "stretch": str(rules.stretch),
        },
        "period": report.period.code,
        "n": found.n,
        "incomplete": found.incomplete,
        "held": found.held,
        **_scored("", found.index),
        **_scored("held_", found.with_held),
        "elements": [_element(line, found.n, len(rules.elements)) for line in found.elements],
        "margin": _text(found.margin),
        "people": found.adequacy.population,
        "needed": found.adequacy.needed,
        "enough": found.adequacy.enough,
        "previous": {
            "period": found.previous.period.code,
            "n": found.previous.n,
            "score": _text(found.previous.score),
            "difference": _text(found.previous.change.difference),
            "verdict": found.previous.change.verdict.value,
        },
        "trend": [
            {"period": point.period.code, "n": point.n, "score": _text(point.score)}
            for point in found.trend
        ],
        "profile": {name: dict(values) for name, values in found.profile.items()},
        "services": _lines(where, "service", queries.service_names(where)),
        "units": _lines(where, "unit", queries.unit_names(where)),
    }


def _where(instrument: InstrumentVersion, period: Period, agency: Agency) -> Where:
    return Where(instrument, period, agencies=queries.keys_below(agency))


def _scored(prefix: str, found: index.Index | None) -> Json:
    band = found.band if found else None
    return {
        f"{prefix}score": _text(found.score) if found else None,
        f"{prefix}grade": band.grade if band else "",
        f"{prefix}meaning": band.meaning if band else "",
    }


def _element(line: ElementLine, n: int, elements: int) -> Json:
    """Give NRR and weighted NRR to four decimals for print; the index never comes from these."""
    marks = sum(mark * count for mark, count in enumerate(line.counts, start=1))
    return {
        "key": line.key,
        "code": line.element.code,
        "number": line.element.number,
        "name": line.element.name,
        "sum": marks,
        "counts": list(line.counts),
        "mean": str(_four(Decimal(marks) / n)),
        "weighted": str(_four(Decimal(marks) / n / elements)),
        "score": str(line.result.score),
        "grade": line.result.band.grade if line.result.band else "",
        "meaning": line.result.band.meaning if line.result.band else "",
        "difference": _text(line.difference),
    }


def _lines(where: Where, by: By, names: Mapping[int, str]) -> list[Json]:
    """Give one line a service or unit; what would tell who said what has no index."""
    found = reading.lines(where, by)
    cells = [hiding.Cell(0, int(str(key)), line.n) for key, line in found.items()]
    untold = hiding.hidden(cells).services
    rows = [_line(line, names, untold) for line in found.values() if line.n or line.held]
    return sorted(rows, key=lambda row: (row["score"] is None, row["name"].casefold()))


def _line(line: Line, names: Mapping[int, str], untold: frozenset[int]) -> Json:
    key = int(str(line.key))
    shown = line.index if key not in untold else None
    return {
        "name": names.get(key, "–"),
        "n": line.n,
        "needed": line.adequacy.needed,
        **_scored("", shown),
    }


def lowest(figures: Json, most: int) -> list[Json]:
    """Return the elements to begin with: those with the lowest mean."""
    return list(figures["elements"][:most])


def in_order(figures: Json) -> list[Json]:
    """Return the elements in the order of the questionnaire."""
    return sorted(figures["elements"], key=lambda row: int(row["number"]))


def trend(figures: Json) -> list[Json]:
    """Return the periods from the first with an index; nothing while one period has one."""
    points: list[Json] = figures["trend"]
    known = [at for at, point in enumerate(points) if point["score"] is not None]
    return points[known[0] :] if len(known) >= MANY_POINTS else []


def _four(value: Decimal) -> Decimal:
    return value.quantize(FOUR, ROUND_HALF_UP)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
