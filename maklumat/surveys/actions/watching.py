"""A questionnaire from a screen comes in: looked at for signs of being made up, then kept.

Paper and files are entered by staff, who answer for them: those call `answering.receive`.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from maklumat.surveys.actions import answering, tickets
from maklumat.surveys.actions.answering import Answers, Kept
from maklumat.surveys.models import Response


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
    answers = replace(answers, seconds=trace.seconds)
    with transaction.atomic():
        if code:
            known = Response.objects.filter(client_uid=answers.client_uid).first()
            if known:
                return Kept(known, again=True)
            tickets.use(code=code, service=answers.service, at=at, who=trace.address)
            answers = replace(answers, proved=True)
        return answering.receive(answers=answers, at=at)
