"""One-tap ratings as pages show them: all, by hour, by place, by month, with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maklumat.core import charts
from maklumat.surveys import labels, sentences
from maklumat.surveys.periods import Period
from maklumat.surveys.queries import ratings
from maklumat.surveys.queries.ratings import NO_TAPS, Key, Place, Taps

MONTHS = 12  # that the trend looks back


@dataclass(frozen=True)
class Summary:
    """All taps of a period, and by hour; nothing where fewer than five tapped."""

    whole: Taps
    hours: Mapping[Key, Taps]

    @property
    def hour_table(self) -> SafeString:
        """The four faces by hour, so that one sees when people leave unhappy."""
        words = {str(name): mark for mark, name in labels.RATINGS}
        hours = {f"{hour:02}": part for hour, part in self.hours.items() if isinstance(hour, int)}
        return charts.heat_table(
            list(hours),
            list(words),
            lambda hour, face: hours[hour].of(words[face]),
            title=_("Taps by hour"),
        )


@dataclass(frozen=True)
class Spot:
    """Taps of all, of one place, month or reason."""

    name: str
    taps: Taps
    note: str = ""

    @property
    def bar(self) -> SafeString:
        return charts.shares(_worded(self.taps), title=self.name)

    @property
    def words(self) -> str:
        """Say how often each face was tapped."""
        return " · ".join(f"{name} {sentences.count(often)}" for name, often in _worded(self.taps))


def _worded(taps: Taps) -> list[tuple[str, int]]:
    names = dict(labels.RATINGS)
    return [(str(names[mark]), often) for mark, often in taps.items]


def summary(place: Place) -> Summary:
    """Read all taps of a period with their hours. One question."""
    hours = ratings.taps(place, "hour")
    return Summary(ratings.whole(hours), hours)


def spots(place: Place) -> list[Spot]:
    """Return the taps by door or counter, unhappiest first; few taps stand last, without figures."""
    found = ratings.taps(place, "point")
    names = ratings.point_names(list(found))
    rows = [
        Spot(names[key].name, part, names[key].unit.short_name)
        if key in names
        else Spot(_("without a place"), part)
        for key, part in found.items()
    ]
    return sorted(rows, key=lambda row: (row.taps.mean is None, row.taps.mean or 0, row.name))


def months(place: Place) -> list[Spot]:
    """Return the taps of the twelve months up to the end of the period, first to last with any."""
    months = [Period(place.period.last, place.period.last).shifted(-n) for n in range(MONTHS)]
    span = Period(months[-1].first, place.period.last)
    found = ratings.taps(Place(span, place.agencies, place.services), "month")
    tapped = [at for at, month in enumerate(months) if month.first in found]
    shown = months[tapped[0] : tapped[-1] + 1] if tapped else []
    return [
        Spot(sentences.short_period(month), found.get(month.first, NO_TAPS))
        for month in reversed(shown)
    ]


def month_chart(rows: Sequence[Spot]) -> SafeString:
    return charts.line(
        [(row.name, row.taps.mean) for row in rows],
        title=_("Mean of the taps, from 1 to 4"),
        span=(1, 4),
    )


def reasons(place: Place) -> list[Spot]:
    """Return why people tapped as they did, the most frequent reason first."""
    words = {key: str(name) for key, name in labels.RATING_REASONS}
    found = ratings.taps(place, "reason")
    rows = [Spot(words.get(str(key), _("no reason given")), part) for key, part in found.items()]
    return sorted(rows, key=lambda row: -row.taps.n)


def file_rows(place: Place) -> list[list[str | int | float | None]]:
    """Return the taps by hour, place and reason as rows of a file."""
    parts: list[tuple[str, list[Spot]]] = [
        (_("Month"), months(place)),
        (_("Hour"), [Spot(f"{hour:02}", part) for hour, part in summary(place).hours.items()]),
        (_("Place"), spots(place)),
        (_("Reason"), reasons(place)),
    ]
    return [
        [
            kind,
            f"{row.note}: {row.name}" if row.note else row.name,
            row.taps.n,
            *(count if row.taps.shows else None for _mark, count in row.taps.items),
            None if row.taps.mean is None else float(row.taps.mean),
        ]
        for kind, rows in parts
        for row in rows
    ]
