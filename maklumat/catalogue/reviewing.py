"""Every write about checks: the head's statement, first dates, reminders."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.queries import living_agencies, working_calendar
from maklumat.catalogue import reviews
from maklumat.catalogue.letters import digest
from maklumat.catalogue.models import (
    AgencyReview,
    ReviewReminder,
    Service,
    Statement,
    StatementLine,
)
from maklumat.catalogue.reminding import (
    LOOK_BACK,
    Item,
    Step,
    is_due_again,
    may_write,
    next_review,
    steps,
)
from maklumat.catalogue.reviews import Thing
from maklumat.core import audit, outbox
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge


@dataclass(frozen=True)
class Answer:
    """What the head says of one thing."""

    thing: Thing
    is_true: bool
    note: str = ""


@transaction.atomic
def sign(  # noqa: PLR0913  each is part of the signature
    *,
    agency: Agency,
    government: Government,
    answers: Sequence[Answer],
    name: str,
    by: User,
    at: datetime,
    uid: UUID,
) -> Statement:
    """Keep the head's statement; what is still true counts as checked today.

    What must change is due for a check at once, so that whoever answers for it is reminded. The
    same form sent twice makes one statement.

    Raises RuleBroken when something must change and nobody says what.
    """
    if any(not answer.is_true and not answer.note for answer in answers):
        raise RuleBroken("what must change needs a note")
    Agency.objects.select_for_update().get(pk=agency.pk)
    known = reviews.statement_by_uid(uid)
    if known:
        return known
    day = at.astimezone(government.zone).date()
    statement = Statement.objects.create(
        uid=uid,
        agency=agency,
        day=day,
        signed_at=at,
        signed_by=name,
        account=by.get_username(),
        title=agency.head_title,
    )
    _keep_lines(statement, answers)
    due = next_review(day, government.review_months)
    for answer in answers:
        _note(answer, day, due, name)
    audit.record(
        action="catalogue.statement_signed",
        actor=by.get_username(),
        target=f"agency:{agency.slug}",
        at=at,
        details={
            "statement": statement.pk,
            "name": name,
            "true": sum(answer.is_true for answer in answers),
            "to_change": [answer.thing.key for answer in answers if not answer.is_true],
        },
    )
    purge("services", "agencies")
    return statement


def _keep_lines(statement: Statement, answers: Sequence[Answer]) -> None:
    StatementLine.objects.bulk_create(
        StatementLine(
            statement=statement,
            service=answer.thing.service,
            item=answer.thing.item,
            name=answer.thing.name,
            is_true=answer.is_true,
            note="" if answer.is_true else answer.note,
            position=position,
        )
        for position, answer in enumerate(answers)
    )


def _note(answer: Answer, day: date, due: date, name: str) -> None:
    thing = answer.thing
    if answer.is_true:
        facts = {"reviewed_at": day, "reviewed_by": name, "review_due": due}
    else:
        facts = {"review_due": min(thing.due, day)}
    if thing.service:
        _note_service(thing.service, facts)
    else:
        AgencyReview.objects.update_or_create(agency=thing.agency, item=thing.item, defaults=facts)


def _note_service(service: Service, facts: dict[str, object]) -> None:
    """Write it on the row and into versions not yet published: or they would bring the old date back."""
    Service.objects.filter(pk=service.pk).update(**facts)
    texts = {
        key: value.isoformat() if isinstance(value, date) else value for key, value in facts.items()
    }
    waiting = service.revisions.filter(pk__gte=service.live_revision_id or 0)
    for revision in waiting.select_for_update():
        revision.content |= texts
        revision.save(update_fields=["content"])


@transaction.atomic
def start_reviews(*, government: Government, day: date) -> None:
    """Give a date to whatever has none: a year, or what the government chose, from when it began."""
    for service in Service.objects.filter(live=True, review_due=None):
        began = service.reviewed_at or (
            service.first_published_at.date() if service.first_published_at else day
        )
        due = next_review(began, government.review_months)
        Service.objects.filter(pk=service.pk).update(review_due=due)
    due = next_review(day, government.review_months)
    known = set(AgencyReview.objects.values_list("agency", "item"))
    AgencyReview.objects.bulk_create(
        (
            AgencyReview(agency=agency, item=item.value, review_due=due)
            for agency in living_agencies(day)
            for item in Item
            if (agency.pk, item.value) not in known
        ),
        ignore_conflicts=True,
    )


def remind(*, government: Government, at: datetime) -> int:
    """Send each person one letter about all that has become due; return how many letters.

    Only in office hours of a working day, at most one letter a person a day, and nobody about one
    thing again before the time. May run as often as you like, on any number of workers.
    """
    local = at.astimezone(government.zone)
    today = local.date()
    calendar = working_calendar(government, (today - LOOK_BACK).year)
    if not may_write(local, calendar):
        return 0
    agencies = list(living_agencies(today))
    things = [
        (thing, taken)
        for thing in reviews.things_of(agencies, government, today)
        if (taken := steps(thing.due, today, calendar))
    ]
    staff, last, done = reviews.Staff(today), reviews.told_last(today), reviews.told_today(today)
    wanted: dict[User, dict[str, tuple[Thing, Step]]] = defaultdict(dict)
    for thing, taken in things:
        for step in taken:
            for user in staff.for_step(step, thing):
                before = last.get((user.pk, thing.key, thing.due))
                if user.pk not in done and is_due_again(before, today, calendar):
                    wanted[user].setdefault(thing.key, (thing, step))
    notes = reviews.open_notes(agencies) if wanted else {}
    return sum(
        _tell(user, list(found.values()), notes, government, today)
        for user, found in wanted.items()
    )


def _tell(
    user: User,
    found: Iterable[tuple[Thing, Step]],
    notes: dict[str, str],
    government: Government,
    today: date,
) -> bool:
    rows = list(found)
    letter = digest(user, rows, notes, government, today)
    try:
        with transaction.atomic():
            ReviewReminder.objects.bulk_create(
                ReviewReminder(user=user, thing=thing.key, due=thing.due, day=today)
                for thing, _step in rows
            )
            outbox.send(
                to=user.email,
                subject=letter.subject,
                text=letter.text,
                about="review",
                key=f"review:{user.pk}:{today}",
            )
    except IntegrityError:  # another worker was quicker
        return False
    return True
