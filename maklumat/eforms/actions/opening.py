"""Whoever opens what people handed in is written down, and whoever works on it is named."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from maklumat.accounts.models import User
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.eforms.models import Submission


def opened(*, submission: Submission, by: User, at: datetime, what: str = "page") -> None:
    """Note that somebody saw answers: `what` is page, numbers, paper or file."""
    audit.record(
        action="eforms.opened", actor=by.get_username(), target=submission.number, at=at,
        details={"what": what},
    )  # fmt: skip


def exported(
    *, submissions: Sequence[Submission], by: User, at: datetime, with_answers: bool
) -> None:
    """Note that somebody took a list away; with answers, of which submissions."""
    details: dict[str, object] = {"rows": len(submissions), "answers": with_answers}
    if with_answers:
        details["numbers"] = [row.number for row in submissions]
    audit.record(
        action="eforms.exported", actor=by.get_username(), target="submissions", at=at,
        details=details,
    )  # fmt: skip


@transaction.atomic
def assign(
    *, submission: Submission, to: User | None, among: Sequence[User], by: User, at: datetime
) -> None:
    """Say who works on it. Raises RuleBroken for somebody who may not."""
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if to is not None and to not in among:
        raise RuleBroken("this person may not work on it")
    if row.assignee_id == (to.pk if to else None):
        return
    row.assignee = to
    row.save(update_fields=["assignee"])
    audit.record(
        action="eforms.assigned", actor=by.get_username(), target=row.number, at=at,
        details={"to": to.get_username() if to else ""},
    )  # fmt: skip
    submission.refresh_from_db(fields=["assignee"])
