"""The one line about satisfaction on the home page of staff."""

from dataclasses import dataclass
from datetime import date

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound
from maklumat.surveys import index, queries, sentences
from maklumat.surveys.index import NONE
from maklumat.surveys.periods import Kind, Period, current
from maklumat.surveys.queries import Where, places


@dataclass(frozen=True)
class Satisfaction:
    """The index of the agencies of one person: of the running period, else of the one before."""

    name: str
    score: str
    grade: str
    period: Period

    @property
    def period_name(self) -> str:
        return sentences.period_name(self.period)

    @property
    def query(self) -> str:
        return f"periode={self.period.code}"


def satisfaction(user: User, government: Government, today: date) -> Satisfaction | None:
    """Return the line, or None where too few answered in both periods. At most five questions."""
    policy = policy_for(user)
    if not policy.can(Act.VIEW):
        return None
    try:
        version = queries.current()
    except NotFound:  # no survey is loaded yet
        return None
    everywhere = policy.can_everywhere(Act.VIEW)
    keys = None if everywhere else [row.pk for row in places.agencies_for(user)]
    running = current(Kind(queries.settings_of(government).period), today)
    for period in (running, running.previous):
        sums = queries.totals(Where(version, period, keys)).get(None, NONE)
        if sums.shows:
            score = index.score(version.rules, n=sums.n, total=sums.total)
            band = version.rules.band(score)
            name = version.rules.index_short_name
            return Satisfaction(name, sentences.points(score), band.grade if band else "", period)
    return None
