"""What is written to the people of a case, in their language. All goes through the outbox.

A letter of a confidential or restricted case says only that there is news; the secret code stands
in the first letter alone. Everybody gets a link that stops the letters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.complaints import codes, invitation, wording
from maklumat.complaints.models import Complaint, Event, Follower, PushSubscription, Reporter
from maklumat.complaints.queries import following as queries
from maklumat.complaints.queries import party_of
from maklumat.complaints.workflow import Move, Party
from maklumat.core import delivery, links, outbox

STOP_SALT = "complaints.stop"
PUSH = "push"

# What the complainant hears of by letter; the rest stands on the page.
TOLD = frozenset(
    {
        Move.DISPOSE, Move.START, Move.REPLY, Move.ASK, Move.LAPSE, Move.ANSWER, Move.EXPIRE,
        Move.RETURN, Move.TRANSFER, Move.ARCHIVE, Move.REVIVE, Move.FORWARD, Move.SUPERVISE,
        Move.ESCALATE, Move.MERGE,
    }
)  # fmt: skip
# Steps that are also news for those who only follow: where it is, and how it ends.
PUBLIC = frozenset(
    {Move.DISPOSE, Move.TRANSFER, Move.ANSWER, Move.ACCEPT, Move.EXPIRE, Move.REOPEN,
     Move.ARCHIVE, Move.FORWARD, Move.MERGE}
)  # fmt: skip


@dataclass(frozen=True)
class Letter:
    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(part for part in self.paragraphs if part)


def ways_to_tell() -> list[tuple[str, str]]:
    """Return how people can be told on this installation, for a form: e-mail, perhaps WhatsApp."""
    ways = [("email", _("e-mail"))]
    if "whatsapp" in delivery.channels():
        ways.append(("whatsapp", "WhatsApp"))
    return ways


def receipt(complaint: Complaint, code: str) -> None:
    """Send number, code and link to a complainant who wants to be told."""
    person = None if complaint.anonymous else getattr(complaint, "reporter", None)
    if person is None or not person.tell_by:
        return
    with override(complaint.language):
        letter = Letter(
            _("Your report %(number)s was received") % {"number": complaint.number},
            (
                _about(complaint),
                _("Number: %(number)s\nSecret code: %(code)s")
                % {"number": complaint.number, "code": code},
                _("Keep the code to yourself: who has it can read and answer in your name."),
                _follow_line(complaint),
                _stop_line(person),
            ),
        )
        _post(person, letter, about=complaint.number, key=f"complaints:receipt:{complaint.pk}")


def step_taken(event: Event) -> None:
    """Tell everybody who wants to know of a step: the complainant, followers, browsers.

    The same event is told once, however often this is called.
    """
    if not event.move or not event.open:
        return
    case = event.complaint
    move = Move(event.move)
    by_office = event.party != Party.COMPLAINANT
    told, public = by_office and move in TOLD, move in PUBLIC
    if not told and not public:
        return
    there = queries.listeners(case)
    with override(case.language):
        if told and there.reporter and not case.anonymous:
            _tell_reporter(event, move)
        if told and there.browsers:
            _tell_browsers(event, queries.browsers_to_tell(case))
        if public and there.followers:
            _tell_followers(event)
    if public and there.joined:
        _tell_joined(event)
        _tell_browsers(event, queries.joined_browsers(case))


def complainant_spoke(event: Event) -> None:
    """Tell whoever works on the case that the complainant answered, wrote more or is not satisfied.

    Number and link only; somebody who may no longer see the case is told nothing.
    """
    case = event.complaint
    person = case.assignee
    if person is None or not person.is_active or party_of(person, case) is None:
        return
    with override(settings.LANGUAGE_CODE):
        subject = _("The complainant wrote in report %(number)s") % {"number": case.number}
        sentence = _("The complainant of report %(number)s has written. Read and answer here:")
        address = links.to("complaints-staff:case", case.number)
        outbox.send(
            to=person.email,
            subject=subject,
            text=f"{sentence % {'number': case.number}}\n\n{address}\n",
            about=case.number,
            key=f"complaints:spoke:{event.pk}",
        )


def stop_address(person: Reporter | Follower) -> str:
    """Return the link with which a person stops the letters."""
    mark = "r" if isinstance(person, Reporter) else "f"
    token = signing.dumps([mark, person.pk], salt=STOP_SALT, compress=True)
    return links.to("complaints:stop", token)


def person_of(token: str) -> Reporter | Follower | None:
    """Return whose letters a link stops; None if it was not made here.

    Raises NotFound when that person's data was deleted meanwhile.
    """
    if len(token) > 200:
        return None
    try:
        mark, pk = signing.loads(token, salt=STOP_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return queries.person_told(mark, pk)


# --- One letter each ----------------------------------------------------------------------------


def _tell_reporter(event: Event, move: Move) -> None:
    case = event.complaint
    person = queries.reporter_of(case)
    quiet = case.confidential or case.restricted
    setting = queries.setting_of(case, at=event.at)
    said = "" if quiet or move is Move.MERGE else event.text
    sentence = _("There is news of your report.") if quiet else _sentence(event, setting)
    letter = Letter(
        _subject(case, move),
        (
            _about(case),
            sentence,
            "" if quiet else wording.reason(event, setting),
            _quoted(said),
            _next(move),
            "" if quiet or move not in invitation.ENDS else _invitation(event),
            _follow_line(case),
            _stop_line(person),
        ),
    )
    _post(person, letter, about=case.number, key=f"complaints:step:{event.pk}:r{person.pk}")


def _invitation(event: Event) -> str:
    """Ask how the service was; "" when nobody is asked."""
    found = invitation.of(event.complaint, at=event.at)
    if found is None:
        return ""
    return _("How was the service? 9 questions, 90 seconds, without your name:\n%(url)s") % {
        "url": found.url
    }


def _tell_followers(event: Event) -> None:
    """Followers read no more than anybody may; of a case that became confidential, nothing."""
    case = event.complaint
    if case.confidential or case.restricted:
        return
    setting = queries.setting_of(case, at=event.at)
    address = queries.public_address(case)
    for person in queries.followers_to_tell(case):
        letter = Letter(
            _("News of the report %(number)s that you follow") % {"number": case.number},
            (
                wording.of_another(event, setting) or wording.sentence(event, setting),
                _("Read it: %(address)s") % {"address": links.full(address)} if address else "",
                _stop_line(person),
            ),
        )
        _post(person, letter, about=case.number, key=f"complaints:step:{event.pk}:f{person.pk}")


def _tell_joined(event: Event) -> None:
    """Tell those whose reports were joined with this case; each in the own language, own link."""
    main = event.complaint
    quiet = main.confidential or main.restricted
    for person in queries.joined_reporters(main):
        case = person.complaint
        with override(case.language):
            setting = queries.setting_of(main, at=event.at)
            plain = wording.of_another(event, setting) or wording.sentence(event, setting)
            closed = quiet or case.confidential or case.restricted
            letter = Letter(
                _subject(case, Move(event.move)),
                (
                    _about(case),
                    _("There is news of your report.") if closed else plain,
                    _follow_line(case),
                    _stop_line(person),
                ),
            )
            _post(person, letter, about=case.number, key=f"complaints:step:{event.pk}:r{person.pk}")


def _tell_browsers(event: Event, rows: Iterable[PushSubscription]) -> None:
    if PUSH not in delivery.channels():
        return
    for row in rows:
        with override(row.complaint.language):
            outbox.send(
                to=str(row.pk),
                subject="",
                text=_("There is news of your report"),
                channel=PUSH,
                about=row.complaint.number,
                key=f"complaints:step:{event.pk}:b{row.pk}",
            )


def _post(person: Reporter | Follower, letter: Letter, *, about: str, key: str) -> None:
    channel, to = _way(person)
    if to:
        outbox.send(
            to=to, subject=letter.subject, text=letter.text, channel=channel, about=about, key=key
        )


def _way(person: Reporter | Follower) -> tuple[str, str]:
    """Return channel and address; e-mail stands in for a WhatsApp gateway that is not set up."""
    if isinstance(person, Follower):
        email = person.to if person.tell_by == "email" else ""
        phone = person.to if person.tell_by == "whatsapp" else ""
    else:
        email, phone = person.email, person.phone
    if person.tell_by == "whatsapp" and phone and "whatsapp" in delivery.channels():
        return "whatsapp", international(phone)
    return "email", email


def international(phone: str) -> str:
    """Write an Indonesian telephone number as gateways want it.

    >>> international("0812 3456-7890"), international("+62 812 3456 7890")
    ('+6281234567890', '+6281234567890')
    """
    digits = re.sub(r"\D", "", phone)
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    return f"+{digits}" if digits else ""


def _subject(case: Complaint, move: Move) -> str:
    words = {
        Move.ASK: _("Please answer: report %(number)s"),
        Move.ANSWER: _("Result of the report %(number)s"),
    }.get(move, _("News of the report %(number)s"))
    return words % {"number": case.number}


def _about(case: Complaint) -> str:
    if case.confidential or case.restricted:
        return _("Report %(number)s") % {"number": case.number}
    return _("Report %(number)s: %(title)s") % {"number": case.number, "title": case.title}


def _sentence(event: Event, setting: wording.Setting) -> str:
    return " ".join(
        part for part in (wording.sentence(event, setting), wording.promise(event, setting)) if part
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.strip().splitlines())


def _next(move: Move) -> str:
    return {
        Move.ASK: _("Open the link to answer. Until then our terms stand still."),
        Move.ANSWER: _("Open the link and say whether it is done. If it is not, the work goes on."),
        Move.ARCHIVE: _("If you do not agree, the page says what you can do."),
    }.get(move, "")


def _follow_line(case: Complaint) -> str:
    address = links.to("complaints:follow", codes.token(case.number))
    return _("Follow and answer: %(address)s") % {"address": address}


def _stop_line(person: Reporter | Follower) -> str:
    return _("No more messages about this report: %(address)s") % {"address": stop_address(person)}
