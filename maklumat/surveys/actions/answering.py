"""A questionnaire or a tap comes in: checked, stored once, added to the sums, in one transaction.

No audit row is written: nobody acted but the citizen, whom nothing names, and the row itself is the
record. What staff do with answers is audited.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.errors import RuleBroken
from maklumat.surveys import index, labels, profile
from maklumat.surveys.actions import tallying
from maklumat.surveys.instrument import HIGH, LOW, SCALE
from maklumat.surveys.models import (
    InstrumentVersion,
    Point,
    Rating,
    Response,
    State,
    SurveyImport,
    Suspicion,
)

REASON_WITHIN = timedelta(days=30)  # after the tap: a device may lose its network in between


@dataclass(frozen=True)
class Answers:
    """What somebody answered, already cleaned by a form. `unit`: where they were served."""

    instrument: InstrumentVersion
    service: Service
    unit: Agency
    marks: Mapping[str, int]
    day: date
    half: str = ""
    client_uid: UUID = field(default_factory=uuid4)
    channel: str = "web"
    sent_from: str = ""
    point: Point | None = None
    sex: str = ""
    age: int | None = None
    education: str = ""
    occupation: str = ""
    disability: bool | None = None
    text: str = ""
    proved: bool = False
    seconds: int | None = None
    form_number: str = ""
    run: SurveyImport | None = None


@dataclass(frozen=True)
class Kept:
    """`again`: the same questionnaire had come before, and nothing was added."""

    response: Response
    again: bool = False


@dataclass(frozen=True)
class Tap:
    """One tap at a door; `day` and `hour` in the government's time."""

    agency: Agency
    unit: Agency
    value: int
    day: date
    hour: int
    client_uid: UUID = field(default_factory=uuid4)
    service: Service | None = None
    point: Point | None = None
    sent_from: str = ""


def receive(*, answers: Answers, at: datetime, suspicion: Suspicion | None = None) -> Kept:
    """Keep a questionnaire, once for each `client_uid`, even at the same moment.

    With a suspicion it is held: shown beside the index until a person decides. One that leaves an
    element open is kept, but does not count. Raises RuleBroken for marks that can't be.
    """
    _check(answers)
    try:
        with transaction.atomic():
            return Kept(_store(answers, at, suspicion))
    except IntegrityError:
        known = Response.objects.filter(client_uid=answers.client_uid).first()
        if known is None:
            raise
    return Kept(known, again=True)


def rate(*, tap: Tap, at: datetime) -> Rating:
    """Keep one tap, once for each `client_uid`. Raises RuleBroken."""
    if tap.value not in SCALE:
        raise RuleBroken(_("Choose one of the four faces."))
    row = Rating(
        client_uid=tap.client_uid, agency=tap.agency, unit=tap.unit, service=tap.service,
        point=tap.point, sent_from=tap.sent_from, value=tap.value, day=tap.day, hour=tap.hour, received_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            tallying.add_rating(row)
    except IntegrityError:
        known = Rating.objects.filter(client_uid=tap.client_uid).first()
        if known is None:
            raise
        return known
    return row


@transaction.atomic
def give_reason(*, uid: UUID, reason: str, at: datetime) -> Rating:
    """Add why to a tap; the first reason stays, so that sending it again changes nothing.

    Raises RuleBroken when there is no such tap, or no such reason.
    """
    if reason not in dict(labels.RATING_REASONS):
        raise RuleBroken(_("Choose one of the reasons."))
    row = Rating.objects.select_for_update().filter(client_uid=uid).first()
    if row is None or at - row.received_at > REASON_WITHIN:
        raise RuleBroken(_("The rating that this reason belongs to is not here any more."))
    if not row.reason:
        tallying.take_away_rating(row)
        row.reason = reason
        row.save(update_fields=["reason"])
        tallying.add_rating(row)
    return row


def _store(answers: Answers, at: datetime, suspicion: Suspicion | None) -> Response:
    row = Response(
        client_uid=answers.client_uid,
        instrument=answers.instrument,
        service=answers.service,
        unit=answers.unit,
        agency_id=answers.service.agency_id,
        day=answers.day,
        half=answers.half,
        received_at=at,
        channel=answers.channel,
        sent_from=answers.sent_from,
        point=answers.point,
        marks=dict(answers.marks),
        state=_state(answers, suspicion).value,
        sex=answers.sex,
        age=answers.age,
        education=answers.education,
        occupation=answers.occupation,
        disability=answers.disability,
        text=answers.text,
        proved=answers.proved,
        seconds=answers.seconds,
        suspicion=suspicion,
        run=answers.run,
        form_number=answers.form_number,
    )
    row.save(force_insert=True)
    tallying.add(row)
    return row


def _state(answers: Answers, suspicion: Suspicion | None) -> State:
    if not index.is_complete(answers.instrument.rules, answers.marks):
        return State.INCOMPLETE
    return State.HELD if suspicion else State.COUNTED


def _check(answers: Answers) -> None:
    rules = answers.instrument.rules
    for key, mark in answers.marks.items():
        if key not in rules.keys:
            raise RuleBroken(_("“%s” is not asked in this survey.") % key)
        if mark not in SCALE:
            raise RuleBroken(
                _("“%(element)s” needs an answer from %(low)d to %(high)d.")
                % {"element": rules.element(key).name, "low": LOW, "high": HIGH}
            )
    if answers.age is not None and not profile.YOUNGEST <= answers.age <= profile.OLDEST:
        raise RuleBroken(
            _("Write the age as a number of years, from %(youngest)d to %(oldest)d.")
            % {"youngest": profile.YOUNGEST, "oldest": profile.OLDEST}
        )
    if not answers.marks:
        raise RuleBroken(_("Answer at least one question."))
