"""A form from a screen is kept: the SKM, and the further surveys that were answered with it."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime

from django.db import transaction

from maklumat.surveys.actions import watching
from maklumat.surveys.actions.answering import Answers
from maklumat.surveys.actions.watching import Trace


def submit(*, sheets: Sequence[Answers], trace: Trace, code: str, at: datetime) -> bool:
    """Keep all sheets of one form or none; return whether they had come before.

    The one-time code goes with the first. Raises RuleBroken.
    """
    first, *others = sheets
    with ExitStack() as stack:
        if others:  # one sheet is a transaction of its own already
            stack.enter_context(transaction.atomic())
        kept = watching.receive(answers=first, trace=trace, at=at, code=code)
        for sheet in others:
            watching.receive(answers=sheet, trace=trace, at=at)
    return kept.again
