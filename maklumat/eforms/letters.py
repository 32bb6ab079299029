"""What an applicant hears of by e-mail: that it arrived, and each step. All goes through the outbox."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.core import links, outbox
from maklumat.eforms import codes, invitation, sealing
from maklumat.eforms.models import Submission, SubmissionEvent


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
    """Tell an applicant who left an address what the agency did; the number, never the answers."""
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
