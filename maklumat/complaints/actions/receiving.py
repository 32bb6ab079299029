"""A letter becomes a case, or an answer on the sender's own case; each letter once.

The row of the letter and what it became are one transaction; the mailbox is told afterwards. A
worker that dies in between finds the letter again, unread, and the row, and only tells the mailbox.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.complaints import codes, incoming
from maklumat.complaints.acting import COMPLAINANT
from maklumat.complaints.actions import filing, moving
from maklumat.complaints.actions.filing import Contact, Report
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.incoming import Enclosure, Incoming
from maklumat.complaints.mailbox import Mailbox
from maklumat.complaints.models import Complaint, IncomingMail
from maklumat.complaints.models.inout import MailResult
from maklumat.complaints.queries import receiving as queries
from maklumat.complaints.workflow import Move, Status
from maklumat.core import audit, outbox, uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.ratelimit import tries
from maklumat.core.uploads import Accepted

log = logging.getLogger(__name__)

MOST_BYTES = 30 * uploads.MEGABYTE
MOST_OF_A_DAY = 20  # letters of one sender: more is a machine
DAY = 24 * 60 * 60
PATIENCE = 5  # attempts, then a person looks at the letter


@dataclass(frozen=True)
class Files:
    """What of a letter's files is kept, and a sentence for each that is not."""

    taken: Sequence[Accepted]
    refused: Sequence[str]


def read(*, mailbox: Mailbox, at: datetime) -> int:
    """Take every unread letter; return how many were settled. One bad letter stops no other."""
    settled = 0
    for key in mailbox.unread():
        try:
            letter = _letter(mailbox, key)
            take(letter=letter, at=at)
        except Exception:  # whatever is wrong with this letter, the next one may be right
            log.exception("mail failed")
            if _failed(mailbox.fetch(key, headers_only=True), at):
                mailbox.set_aside(key)
            continue
        mailbox.settle(key)
        settled += 1
    return settled


def take(*, letter: Incoming, at: datetime) -> IncomingMail:
    """Make of a letter what it is; the same letter twice is one."""
    before = queries.known(letter.digest)
    if before is not None and before.result != MailResult.FAILED:
        return before
    files = Files((), ()) if letter.machine else _files(letter.files)
    try:
        with transaction.atomic():
            row, _is_new = IncomingMail.objects.update_or_create(
                digest=letter.digest, defaults={"at": at, "result": MailResult.IGNORED.value}
            )
            result, case = _act(letter, files, at)
            row.result, row.complaint = result.value, case
            row.save(update_fields=["result", "complaint"])
            audit.record(
                action="complaints.mail_read",
                actor="mail",
                target=case.number if case else "mail",
                at=at,
                details={"result": result.value, "files": len(files.taken)},
            )
            return row
    except IntegrityError:  # another worker read the same letter at this moment
        found = queries.known(letter.digest)
        if found is None:
            raise
        return found


def _letter(mailbox: Mailbox, key: str) -> Incoming:
    """Read a letter; of one that is too large only the headers, and it says so."""
    if mailbox.size(key) <= MOST_BYTES:
        return incoming.read(mailbox.fetch(key))
    found = incoming.read(mailbox.fetch(key, headers_only=True))
    return Incoming(found.digest, sender=found.sender, machine=found.machine, subject=found.subject)


def _failed(headers: bytes, at: datetime) -> bool:
    """Count one more failure of a letter; True when it is time for a person to look."""
    digest = incoming.read(headers).digest
    row, is_new = IncomingMail.objects.get_or_create(
        digest=digest, defaults={"at": at, "result": MailResult.FAILED.value}
    )
    if not is_new:
        row.tries += 1
        row.save(update_fields=["tries"])
    return row.tries >= PATIENCE


def _act(letter: Incoming, files: Files, at: datetime) -> tuple[MailResult, Complaint | None]:
    if letter.machine or queries.is_own(letter.own):
        return MailResult.IGNORED, None
    if tries(letter.sender, "complaints-mail", seconds=DAY) > MOST_OF_A_DAY:
        log.warning("too many letters from one sender")
        return MailResult.REFUSED, None
    text = letter.text or letter.subject
    if not text and not files.taken:
        _write(letter, _("Your letter could not be read"), [
            _("It was empty or larger than %(most)d MB. Write in a few words what happened, where and when, and send it again with fewer or smaller files.")
            % {"most": MOST_BYTES // uploads.MEGABYTE}
        ])  # fmt: skip
        return MailResult.REFUSED, None
    case = queries.case_of_sender(letter.sender, wanted=letter.numbers, answers=letter.answers)
    if case is not None and case.is_open:
        _add(case, letter, files, at)
        return MailResult.ADDED, case
    return MailResult.FILED, _file(letter, files, at)


def _add(case: Complaint, letter: Incoming, files: Files, at: datetime) -> None:
    """Answer the question that was asked, else add to what was said."""
    text = letter.text or letter.subject or _("(files only)")
    if case.state is Status.WAITING:
        said = Said(text=text, files=files.taken)
        moving.take(complaint=case, move=Move.COMPLETE, by=COMPLAINANT, at=at, said=said)
    else:
        moving.write(complaint=case, at=at, text=text, files=files.taken)
    _tell_of_files(case, letter, files)


def _file(letter: Incoming, files: Files, at: datetime) -> Complaint:
    report = Report(
        text=letter.text or letter.subject or _("(files only)"),
        title=letter.subject,
        client_uid=codes.form_id(f"mail:{letter.digest}"),
        contact=Contact(name=letter.name, email=letter.sender, tell_by="email"),
        files=files.taken,
        channel="email",
    )
    case = filing.file_complaint(report=report, at=at).complaint
    _tell_of_files(case, letter, files)
    return case


def _files(enclosures: Sequence[Enclosure]) -> Files:
    """Look at every file; one that will not do is named and stops nothing."""
    taken: list[Accepted] = []
    refused: list[str] = []
    together = 0
    with override("id"):
        for enclosure in enclosures:
            together += len(enclosure.content)
            if len(taken) >= uploads.MOST_FILES or together > uploads.MOST_BYTES_TOGETHER:
                name = uploads.clean_name(enclosure.name)
                refused.append(
                    _("“%(name)s” was not taken: at most %(most)d files fit with one letter.")
                    % {"name": name, "most": uploads.MOST_FILES}
                )
                continue
            try:
                taken.append(uploads.accept(ContentFile(enclosure.content, enclosure.name)))
            except RuleBroken as error:
                refused.append(str(error))
    return Files(taken, refused)


def _tell_of_files(case: Complaint, letter: Incoming, files: Files) -> None:
    if files.refused:
        with override(case.language):
            opening = _("Not every file of your letter could be kept with report %(number)s:")
            lines = [opening % {"number": case.number}, *files.refused]
            subject = _("Files of report %(number)s") % {"number": case.number}
        _write(letter, subject, lines, about=case.number)


def _write(letter: Incoming, subject: str, lines: Sequence[str], about: str = "mail") -> None:
    outbox.send(
        to=letter.sender,
        subject=subject,
        text="\n\n".join(lines),
        about=about,
        key=f"complaints:mail:{letter.digest}",
    )
