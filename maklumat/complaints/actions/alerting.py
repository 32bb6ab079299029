"""The escalation ladder at work: one letter a day to each person whose terms end or were missed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.agencies.queries import working_calendar
from maklumat.catalogue.reminding import may_write
from maklumat.complaints import ladder, staffletters
from maklumat.complaints.actions import answerlinks
from maklumat.complaints.ladder import LOOK_BACK, Step
from maklumat.complaints.models import Alert
from maklumat.complaints.queries import ladder as queries
from maklumat.complaints.queries.ladder import OF_THE_COORDINATOR, Duty, Staff
from maklumat.complaints.rulebook import Rulebook
from maklumat.complaints.staffletters import Digest
from maklumat.complaints.workflow import AT_WORK
from maklumat.core import outbox
from maklumat.core.workdays import Calendar

Wanted = dict[User, dict[int, list[Duty]]]
ANSWERED_BY_LINK = (Step.REMIND, Step.UNIT, Step.HEAD)


def tell(*, government: Government, at: datetime) -> int:
    """Send each person the letter of the day; return how many.

    May run as often as you like, on any number of workers, and be killed at any moment: a letter
    and the note that it was written are one transaction.
    """
    return sum(1 for _user in letters(government=government, at=at))


def letters(*, government: Government, at: datetime) -> Iterator[User]:
    """Write one letter after the other, each in a transaction of its own, and say whom it is for."""
    local = at.astimezone(government.zone)
    today = local.date()
    calendar = working_calendar(government, (today - LOOK_BACK).year, years=3)
    if not may_write(local, calendar):
        return
    for user, found in _wanted(today, calendar).items():
        if _write(user, found, government, today, at):
            yield user


def _wanted(today: date, calendar: Calendar) -> Wanted:
    """Return what each person must still be told, by clock; nothing to whom had a letter today."""
    rows = list(queries.ending(today))
    told, done, staff = queries.told(rows), queries.told_on(today), Staff(today)
    books: dict[int, Rulebook] = {}
    wanted: Wanted = defaultdict(lambda: defaultdict(list))
    for clock in rows:
        rules = clock.complaint.rules
        book = books.setdefault(rules.pk, rules.book) if rules.pk not in books else books[rules.pk]
        assert clock.due is not None  # noqa: S101  `ending` asks for a day
        for step in ladder.steps(clock.due, today, book, calendar):
            for user in staff.told_at(step, clock):
                if user.pk not in done and (clock.pk, step.value, user.pk) not in told:
                    wanted[user][clock.pk].append(Duty(clock, step))
    return wanted


def _write(
    user: User,
    found: Mapping[int, Sequence[Duty]],
    government: Government,
    today: date,
    at: datetime,
) -> bool:
    """Write one letter; False when another worker was quicker."""
    key = f"complaints:digest:{user.pk}:{today}"
    try:
        with transaction.atomic():
            Alert.objects.bulk_create(
                Alert(clock=duty.clock, rung=duty.step.value, user=user, day=today, at=at)
                for duties in found.values()
                for duty in duties
            )
            highest = [duties[-1] for duties in found.values()]
            digest = Digest(user, highest, _links(user, highest, at))
            text = staffletters.letter(digest, government)
            sent = outbox.send(
                to=user.email, subject=text.subject, text=text.text, about="complaints", key=key
            )
            if sent.text != text.text:  # the letter of today was written with other contents
                transaction.set_rollback(True)
                return False
    except IntegrityError:
        return False
    return True


def _links(user: User, duties: Sequence[Duty], at: datetime) -> dict[int, str]:
    """Make a one-time link for each case that this person may answer from the letter."""
    cases = {
        duty.case.pk: duty.case
        for duty in duties[: staffletters.MOST]
        if duty.step in ANSWERED_BY_LINK
        and duty.case.state in AT_WORK
        and not duty.case.restricted
        and duty.clock.kind not in OF_THE_COORDINATOR
    }
    return {pk: answerlinks.make(user=user, complaint=case, at=at) for pk, case in cases.items()}
