"""The same step on many cases: each by the same action and rule as one alone, each told of apart."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints.acting import Actor, officer
from maklumat.complaints.actions import handling
from maklumat.complaints.actions.handling import Order
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import handling as queries
from maklumat.complaints.workflow import Move
from maklumat.core.errors import NotFound, RuleBroken

Deed = Callable[[Complaint, Actor], object]


@dataclass(frozen=True)
class Done:
    """What came of one case: `problem` is the sentence of the rule that forbade it, or empty."""

    case: Complaint
    problem: str = ""


def assign(*, cases: Iterable[Complaint], user: User, to: User, at: datetime) -> list[Done]:
    return _each(cases, user, lambda case, by: handling.assign(
        complaint=case, to=to, by=by, at=at))  # fmt: skip


def verify(*, cases: Iterable[Complaint], user: User, at: datetime) -> list[Done]:
    return _each(cases, user, lambda case, by: handling.step(
        complaint=case, by=by, at=at, order=Order(Move.VERIFY)))  # fmt: skip


def dispose(*, cases: Iterable[Complaint], user: User, to: Agency, at: datetime) -> list[Done]:
    """Pass cases to an agency; what nobody verified is verified on the way."""

    def deed(case: Complaint, by: Actor) -> object:
        if not queries.agencies_to_pass_to(user, case, by.party).filter(pk=to.pk).exists():
            raise RuleBroken(_("You may not pass this report to that agency."))
        order = Order(Move.DISPOSE, Said(agency=to))
        return handling.step(complaint=case, by=by, at=at, order=order)

    return _each(cases, user, deed)


def archive(
    *, cases: Iterable[Complaint], user: User, reason: str, key: str, at: datetime
) -> list[Done]:
    said = Said(reason=reason, details={"archive": key})
    return _each(cases, user, lambda case, by: handling.step(
        complaint=case, by=by, at=at, order=Order(Move.ARCHIVE, said)))  # fmt: skip


def _each(cases: Iterable[Complaint], user: User, deed: Deed) -> list[Done]:
    """Do it case by case, each in a savepoint of its own, in the order of their keys."""
    done = []
    for case in sorted(cases, key=lambda case: case.pk):
        try:
            with transaction.atomic():
                deed(case, officer(user, case))
        except RuleBroken as error:
            done.append(Done(case, str(error)))
        except NotFound:
            done.append(Done(case, _("This step is not yours to take.")))
        else:
            done.append(Done(case))
    return done
