"""A questionnaire from a screen comes in: looked at for signs of being made up, then kept.

Paper and files are entered by staff, who answer for them: those call `answering.receive`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import ratelimit
from maklumat.surveys import bursts, index
from maklumat.surveys.actions import answering, tallying, tickets
from maklumat.surveys.actions.answering import Answers, Kept
from maklumat.surveys.bursts import Came, Sign
from maklumat.surveys.models import Decision, Response, State, Suspicion

BY_STAFF = frozenset({"paper", "import"})  # somebody with a name answers for these
LOOK_BACK = timedelta(hours=3)  # of the search for patterns: more than its span, should it be late


@dataclass(frozen=True)
class Trace:
    """What is known of a sender for a moment, and never kept with the row.

    `address` is the client's (core.client); `seconds` what the browser says was spent on the page,
    None when it says nothing (no script).
    """

    address: str
    seconds: int | None


def receive(*, answers: Answers, trace: Trace, at: datetime, code: str = "") -> Kept:
    """Keep a questionnaire from a screen, held when something stands out.

    With `code` the one-time code is used up in the same transaction (so never call `tickets.use`
    beside it), and a form that is sent twice does not complain of its own code.
    Raises RuleBroken.
    """
    seconds = trace.seconds if trace.seconds is not None and trace.seconds >= 0 else None
    answers = replace(answers, seconds=seconds)
    with transaction.atomic():
        if code:
            known = Response.objects.filter(client_uid=answers.client_uid).first()
            if known:
                return Kept(known, again=True)
            tickets.use_up(code=code, service=answers.service, at=at, who=trace.address)
            answers = replace(answers, proved=True)
        sign = _sign(answers, trace.address)
        suspicion = _open(answers.service, answers.unit, sign, answers.day, at) if sign else None
        return answering.receive(answers=answers, at=at, suspicion=suspicion)


def _sign(answers: Answers, address: str) -> Sign | None:
    """Return what stands out. Counts are kept in the cache, under hashes that change each window."""
    if not index.is_complete(answers.instrument.rules, answers.marks):
        return None  # it does not count anyway
    is_known = answers.point is not None or bool(answers.sent_from)
    ground = bursts.ground(answers.channel, at_point=is_known)
    same, many = _counted(answers, address, ground.value)
    return bursts.sign_of(
        bursts.Seen(answers.marks, answers.seconds, ground, same, many, answers.proved)
    )


def _counted(answers: Answers, address: str, ground: str) -> tuple[int, int]:
    """Count this one with those of its connection; one that is sent again counts once."""
    seen = hashlib.sha256(answers.client_uid.bytes).hexdigest()
    if not address or not cache.add(f"surveys.seen:{seen}", 1, timeout=bursts.MANY_SECONDS):
        return 0, 0
    version = answers.instrument.code  # one form may carry several surveys
    name = f"surveys.same:{answers.service.pk}:{_digest(answers.marks)}:{ground}"
    return (
        ratelimit.tries(address, name, seconds=bursts.SAME_SECONDS),
        ratelimit.tries(address, f"surveys.many:{version}:{ground}", seconds=bursts.MANY_SECONDS),
    )


def _digest(marks: Mapping[str, int]) -> str:
    return ",".join(f"{key}={mark}" for key, mark in sorted(marks.items()))


def _open(service: Service, unit: Agency, sign: Sign, day: date, at: datetime) -> Suspicion:
    """Return the open suspicion of this sign and day, locked: it is not decided meanwhile.

    Two that open it at once get the same one; a savepoint would cost two statements more.
    """
    place = {"service": service, "unit": unit, "sign": sign.value, "day": day}
    open_ones = Suspicion.objects.select_for_update().filter(**place, decision=Decision.OPEN.value)
    while (row := open_ones.first()) is None:
        made = Suspicion(agency_id=service.agency_id, opened_at=at, **place)
        Suspicion.objects.bulk_create([made], ignore_conflicts=True)
    return row


def hold_patterns(*, at: datetime) -> int:
    """Hold questionnaires that are too many alike within an hour; return how many.

    What a person decided to count stays counted, and a one-time code vouches for its questionnaire.
    """
    found = _alike(at)
    with transaction.atomic():
        rows = list(
            Response.objects.select_for_update(of=("self",))
            .filter(pk__in=found, state=State.COUNTED.value, suspicion=None)
            .select_related("service", "unit")
            .order_by("pk")
        )
        groups: dict[tuple[int, int, date], list[Response]] = {}
        for row in rows:
            groups.setdefault((row.service_id, row.unit_id, row.day), []).append(row)
        for (*_place, day), group in sorted(groups.items(), key=lambda item: item[0]):
            suspicion = _open(group[0].service, group[0].unit, Sign.PATTERN, day, at)
            Response.objects.filter(pk__in=[row.pk for row in group]).update(suspicion=suspicion)
        tallying.shift(rows, State.HELD)
    return len(rows)


def _alike(at: datetime) -> set[int]:
    """Read back from the newest row; keys follow time, so that no index on the time is needed."""
    came = []
    rows = Response.objects.order_by("-pk").values_list(
        "pk", "service", "marks", "received_at", "channel", "state", "suspicion", "proved", "point",
        "sent_from",
    )  # fmt: skip
    for (
        pk,
        service,
        marks,
        received,
        channel,
        state,
        suspicion,
        proved,
        point,
        screen,
    ) in rows.iterator(500):
        if received < at - LOOK_BACK:
            break
        waits = state == State.HELD or (state == State.COUNTED and suspicion is None)
        if waits and not proved and channel not in BY_STAFF:
            is_known = point is not None or bool(screen)
            is_kiosk = bursts.ground(channel, at_point=is_known) is bursts.Ground.KIOSK
            came.append(Came(pk, service, marks, received, kiosk=is_kiosk))
    return bursts.alike(came)
