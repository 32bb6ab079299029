"""What an applicant hears of, by e-mail or browser: that it arrived, and each step. Through the outbox."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.core import delivery, links, outbox
from maklumat.eforms import codes, invitation, push, sealing
from maklumat.eforms.models import Submission, SubmissionEvent

NEWS = ("asked", "accepted", "refused", "done")  # worth a notice on a locked screen


def address(row: Submission) -> str:
    """Return the link that opens a submission without typing its code."""
    return links.to("eforms:follow", codes.token(row.number))


def receipt(row: Submission, code: str, email: str) -> None:
    """Send number, code and link."""
    with override(row.language):
        text = "\n\n".join(
            [
                str(row.version.content["title"]),
                _("%s received it and will check it.") % row.agency.name,
                _("Number: %(number)s\nSecret code: %(code)s")
                % {"number": row.number, "code": code},
                _("Follow it here: %s") % address(row),
            ]
        )
        subject = _("Your form %s has arrived") % row.number
    outbox.send(
        to=email, subject=subject, text=text, about=row.number, key=f"eforms:receipt:{row.pk}"
    )


def step_taken(row: Submission, event: SubmissionEvent, said: str) -> None:
    """Tell an applicant what the agency did, never the answers: by letter, to browsers only that."""
    _tell_browsers(row, event)
    email = sealing.opened(row.sealed).get("email", "")
    if not email:
        return
    with override(row.language):
        parts = [
            str(row.version.content["title"]),
            _("Your form %(number)s at %(agency)s is now: %(status)s.")
            % {
                "number": row.number,
                "agency": row.agency.name,
                "status": row.get_status_display(),
            },
        ]
        if said.strip():
            parts.append(said.strip())
        if row.appointment_at:
            day = date_format(localtime(row.appointment_at), "l, j F Y, H.i")
            parts.append(_("Appointment: %s") % day)
        if asked := invitation.of(row, at=event.at):
            parts.append(_("How was the service? 9 questions, 90 seconds: %s") % asked.url)
        parts.append(_("Follow it here: %s") % address(row))
        subject = _("News of your form %s") % row.number
    outbox.send(
        to=email, subject=subject, text="\n\n".join(parts), about=row.number,
        key=f"eforms:step:{event.pk}",
    )  # fmt: skip


def _tell_browsers(row: Submission, event: SubmissionEvent) -> None:
    """Tell browsers that agreed that there is news, and nothing of it."""
    if event.kind not in NEWS or push.CHANNEL not in delivery.channels():
        return
    with override(row.language):
        for browser in row.browsers.all():
            outbox.send(
                to=str(browser.pk),
                subject="",
                text=_("There is news of your form"),
                channel=push.CHANNEL,
                about=row.number,
                key=f"eforms:step:{event.pk}:b{browser.pk}",
            )
