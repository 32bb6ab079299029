"""Suspicions and quotas in plain words."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maklumat.core import audit
from maklumat.surveys import bursts, labels, sentences
from maklumat.surveys.bursts import Sign
from maklumat.surveys.index import FEWEST, Sums, score
from maklumat.surveys.instrument import Instrument
from maklumat.surveys.models import InstrumentVersion, Suspicion
from maklumat.surveys.queries import Split
from maklumat.surveys.queries.care import Effect
from maklumat.surveys.quotas import TIMES_THE_SAMPLE, Quota, Reason


@dataclass(frozen=True)
class Two:
    """An index without and with what is held, written out."""

    without: str
    with_them: str


@dataclass(frozen=True)
class Deed:
    """One decision, as it was written down."""

    at: datetime
    decision: str
    why: str
    questionnaires: int


@dataclass(frozen=True)
class Words:
    """What the page of one suspicion says."""

    stood_out: str
    innocent: str
    period: str
    index: Two
    n_without: int
    n_with: int


def title(row: Suspicion) -> str:
    return f"{row.service.name}, {date_format(row.day, 'j F Y')}"


def words(row: Suspicion, effect: Effect) -> Words:
    return Words(
        stood_out(row),
        innocent(row),
        sentences.period_name(effect.period),
        Two(
            _index(effect.version.rules, effect.without),
            _index(effect.version.rules, effect.with_them),
        ),
        effect.without.n,
        effect.with_them.n,
    )


def both(found: Split | None, version: InstrumentVersion | None) -> Two | None:
    """Return the index without and with all that is held; None when nothing may be shown."""
    if found is None or version is None:
        return None
    return Two(_index(version.rules, found.sure), _index(version.rules, found.both))


def _index(rules: Instrument, sums: Sums) -> str:
    """Write the index, or why there is none to show."""
    if sums.n < FEWEST:
        return _("fewer than %(fewest)s answers") % {"fewest": FEWEST}
    return sentences.points(score(rules, n=sums.n, total=sums.total))


def stood_out(row: Suspicion) -> str:
    """Say what was seen."""
    limits = bursts.LIMITS[bursts.Ground.OWN]
    return {
        Sign.QUICK: _(
            "Filled in in less than %(seconds)s seconds, or even faster for fewer questions:"
            " nobody reads nine questions in that time."
        )
        % {"seconds": bursts.least_seconds(9)},
        Sign.SAME: _(
            "The same marks came again and again within half an hour from one connection: more than"
            " %(same)s times, or more often than a counter or a kiosk explains."
        )
        % {"same": limits.same},
        Sign.MANY: _(
            "More questionnaires came from one connection within an hour than usual: more than"
            " %(many)s, or more than a counter or a kiosk explains."
        )
        % {"many": limits.many},
        Sign.PATTERN: _(
            "At least %(alike)s questionnaires with the same marks came within an hour, over"
            " whichever connections."
        )
        % {"alike": bursts.PATTERN_ALIKE},
    }[Sign(row.sign)]


def innocent(row: Suspicion) -> str:
    """Say what may explain it: a sign is no proof."""
    return {
        Sign.QUICK: _("Perhaps an officer typed in what somebody said aloud."),
        Sign.SAME: _("Perhaps several people used one phone or one office network."),
        Sign.MANY: _(
            "Perhaps a village meeting or a service day asked everybody at once, or a device that"
            " was without a network sent all it had kept."
        ),
        Sign.PATTERN: _("Perhaps a group was served together and talked about it."),
    }[Sign(row.sign)]


def why_none(quota: Quota) -> str:
    """Say why no codes are left; "" while some are."""
    if quota.reason is Reason.SWITCHED_OFF:
        return _("The settings allow no one-time codes.")
    if quota.reason is Reason.ENOUGH_ANSWERED:
        return _(
            "Enough people have answered in this period: %(answered)s, which is at least"
            " %(times)s times the sample of %(sample)s. So nobody else is invited."
        ) % {"answered": quota.answered, "times": TIMES_THE_SAMPLE, "sample": quota.sample}
    if quota.reason is Reason.MONTH_IS_FULL:
        return _("All %(monthly)s codes of this month are made. New ones from the 1st on.") % {
            "monthly": quota.monthly
        }
    return ""


def history(row: Suspicion) -> list[Deed]:
    """Return each decision with its reason, the newest first, as the audit has them."""
    names = {"open": _("opened again"), **{key: str(word) for key, word in labels.DECISIONS if key}}
    found = []
    for line in audit.history(f"suspicion:{row.pk}"):
        told = json.loads(line.details)
        found.append(
            Deed(line.at, names[told["decision"]], told["why"], int(told["questionnaires"]))
        )
    return found
