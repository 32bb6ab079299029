"""What was handed in: for the applicant who has the code, for the officers of the agency."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound
from maklumat.core.models import StoredFile
from maklumat.core.numbers import clean_code
from maklumat.eforms import codes, sealing
from maklumat.eforms.models import (
    Submission,
    SubmissionBrowser,
    SubmissionEvent,
    SubmissionFile,
)


def submission_for_applicant(number: str, code: str) -> Submission:
    """Return the submission that number and code open. Raises NotFound, whatever is wrong."""
    found = _rows().filter(number=number.strip().upper()).first()
    if found is None or not codes.fits(clean_code(code), found.code_hash, str(found.client_uid)):
        raise NotFound(number)
    return found


def submission_of_link(token: str) -> Submission:
    """Return the submission a signed link opens. Raises NotFound."""
    number = codes.number_of(token)
    found = _rows().filter(number=number).first() if number else None
    if found is None:
        raise NotFound(token)
    return found


def known(uid: UUID) -> Submission | None:
    """Return what was handed in as this draft, if it was."""
    return Submission.objects.filter(client_uid=uid).first()


def submissions_for(user: User) -> QuerySet[Submission]:
    """Return what this person may see: that of the agencies where they handle cases."""
    return policy_for(user).rows(_rows(), Act.VIEW_CASES, through=("agency",))


def submission_for(user: User, number: str) -> Submission:
    """Return one of them; missing and forbidden look alike. Raises NotFound."""
    found = submissions_for(user).filter(number=number).first()
    if found is None:
        raise NotFound(number)
    return found


def may_handle(user: User, submission: Submission) -> bool:
    return policy_for(user).covers(Act.HANDLE_CASES, submission.agency)


@dataclass(frozen=True)
class Told:
    """One line of the story, opened."""

    event: SubmissionEvent
    text: str


def story(submission: Submission) -> list[Told]:
    """Return what happened, oldest first, with the words that were sealed."""
    events = submission.events.prefetch_related("files__file").select_related("author")
    return [Told(event, sealing.opened(event.sealed).get("text", "")) for event in events]


def file_of(submission: Submission, uid: UUID) -> StoredFile:
    """Return a file of this submission. Raises NotFound for any other."""
    row = submission.files.select_related("file").filter(file__uid=uid).first()
    if row is None:
        raise NotFound(str(uid))
    return row.file


def answers_of(submission: Submission) -> dict[str, Any]:
    """Return the answers, opened; nothing once they were erased."""
    found: dict[str, Any] = sealing.opened(submission.sealed).get("answers", {})
    return found


def names_of(*submissions: Submission) -> dict[str, str]:
    """Return the names of the files that were handed in, by id. One query."""
    rows = SubmissionFile.objects.filter(submission__in=submissions).exclude(question="")
    return {uid.hex: name for uid, name in rows.values_list("file__uid", "name")}


def browser(key: int) -> SubmissionBrowser | None:
    """Return a browser that is told, with what it is told of."""
    return SubmissionBrowser.objects.select_related("submission").filter(pk=key).first()


def _rows() -> QuerySet[Submission]:
    return Submission.objects.select_related("service__agency", "agency", "version__form")
