"""Each line of a case's timeline as a sentence for the person who reported it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.complaints.clocks import ClockKind
from maklumat.complaints.models import CaseClock, Event, EventKind
from maklumat.complaints.workflow import Move, Party, Status

Text = str | Promise

# `%(agency)s` is an agency or "the internal supervisor", `%(was)s` the one before.
_MOVES: Mapping[Move, Text] = {
    Move.VERIFY: gettext_lazy("Checked on %(day)s: the report will be handled."),
    Move.DISPOSE: gettext_lazy("Passed on to %(agency)s on %(day)s."),
    Move.START: gettext_lazy("%(agency)s began to work on it on %(day)s."),
    Move.REPLY: gettext_lazy("%(agency)s replied on %(day)s."),
    Move.ASK: gettext_lazy("%(agency)s asked you something on %(day)s."),
    Move.COMPLETE: gettext_lazy("You answered the question on %(day)s."),
    Move.LAPSE: gettext_lazy("Taken as withdrawn on %(day)s: the question was not answered."),
    Move.ANSWER: gettext_lazy("%(agency)s gave the result on %(day)s."),
    Move.ACCEPT: gettext_lazy("You said on %(day)s that it is done."),
    Move.EXPIRE: gettext_lazy("Closed on %(day)s: no word came after the result."),
    Move.REOPEN: gettext_lazy("You said on %(day)s that it is not done yet. The work goes on."),
    Move.RETURN: gettext_lazy(
        "Sent back by %(was)s on %(day)s: another agency is in charge. We look for the right one."
    ),
    Move.TRANSFER: gettext_lazy("Moved to %(agency)s on %(day)s."),
    Move.ARCHIVE: gettext_lazy("Put into the archive on %(day)s."),
    Move.REVIVE: gettext_lazy("Taken out of the archive on %(day)s."),
    Move.FORWARD: gettext_lazy("Sent on %(day)s to a body outside this government."),
    Move.WITHDRAW: gettext_lazy("You withdrew the report on %(day)s."),
    Move.SUPERVISE: gettext_lazy("Handed to the internal supervisor on %(day)s."),
    Move.ESCALATE: gettext_lazy("With the Ombudsman since %(day)s."),
    Move.MERGE: gettext_lazy("Joined on %(day)s with another report about the same matter."),
}
_KINDS: Mapping[str, Text] = {
    EventKind.FILED: gettext_lazy("Report received on %(day)s."),
    EventKind.MESSAGE: gettext_lazy("You wrote on %(day)s."),
    EventKind.CLASSIFIED: gettext_lazy("The class of the report was set right on %(day)s."),
    EventKind.RATED: gettext_lazy("You rated the handling on %(day)s."),
    EventKind.PUBLISHED: gettext_lazy(
        "A summary without personal data was made public on %(day)s."
    ),
}
# The same steps, read by somebody whose report was joined with that case.
_ANOTHERS: Mapping[Move, Text] = {
    Move.ACCEPT: gettext_lazy("Called done on %(day)s."),
    Move.REOPEN: gettext_lazy("Called not done yet on %(day)s. The work goes on."),
}
# Which clock a step starts, and what its end means to the reader.
_PROMISES: Mapping[Move, tuple[ClockKind, Text]] = {
    Move.DISPOSE: (ClockKind.FIRST_ANSWER, gettext_lazy("Answer by %(due)s at the latest.")),
    Move.TRANSFER: (ClockKind.FIRST_ANSWER, gettext_lazy("Answer by %(due)s at the latest.")),
    Move.SUPERVISE: (ClockKind.FIRST_ANSWER, gettext_lazy("Answer by %(due)s at the latest.")),
    Move.REOPEN: (ClockKind.FIRST_ANSWER, gettext_lazy("Answer by %(due)s at the latest.")),
    Move.RETURN: (ClockKind.TRANSFER, gettext_lazy("We find it by %(due)s at the latest.")),
    Move.ASK: (ClockKind.COMPLETION, gettext_lazy("Please answer by %(due)s.")),
    Move.ANSWER: (ClockKind.COMPLAINANT, gettext_lazy("Tell us by %(due)s whether it is done.")),
}
# Steps with which somebody speaks for the own office; the others name where the case goes.
_SAID = frozenset({Move.ASK, Move.REPLY, Move.START, Move.ANSWER})
# What a step's reason may tell the complainant; others are between offices.
_REASON_SHOWN = frozenset({Move.RETURN, Move.TRANSFER, Move.ARCHIVE, Move.REVIVE, Move.FORWARD})
SHOWN = [EventKind.FILED, EventKind.MOVED, *(kind for kind in _KINDS if kind != EventKind.FILED)]

HEADLINES: Mapping[str, Text] = {
    Status.RECEIVED: gettext_lazy("Received; we are checking it"),
    Status.VERIFIED: gettext_lazy("Checked; we are choosing the agency"),
    Status.DISPOSED: gettext_lazy("With the agency that handles it"),
    Status.IN_PROGRESS: gettext_lazy("Being handled"),
    Status.WAITING: gettext_lazy("We are waiting for your answer"),
    Status.RETURNED: gettext_lazy("We are looking for the right agency"),
    Status.ANSWERED: gettext_lazy("There is a result: is it done?"),
    Status.ESCALATED: gettext_lazy("With the Ombudsman; the agency goes on working"),
    Status.CLOSED: pgettext_lazy("report", "Finished"),
    Status.ARCHIVED: gettext_lazy("In the archive"),
    Status.FORWARDED: gettext_lazy("With a body outside this government"),
    Status.WITHDRAWN: gettext_lazy("Withdrawn"),
    Status.MERGED: gettext_lazy("Goes on together with another report"),
}
# The same for somebody whose report was joined with that case: it is not their turn there.
HEADLINES_JOINED: Mapping[str, Text] = {
    Status.WAITING: gettext_lazy("The agency has asked another reporter and waits"),
    Status.ANSWERED: gettext_lazy("The result is given"),
}
# ● done well, ▲ your turn, ○ under way or ended.
SHAPES: Mapping[str, str] = {
    Status.CLOSED: "good",
    Status.WAITING: "careful",
    Status.ANSWERED: "careful",
}

# What the complainant reads after an own step.
_TOLD: Mapping[Move, Text] = {
    Move.COMPLETE: gettext_lazy("Your answer has arrived. The work goes on and our terms run."),
    Move.ACCEPT: gettext_lazy("The report is finished, as you said. Thank you."),
    Move.REOPEN: gettext_lazy("Noted: it is not done yet. The work goes on."),
    Move.WITHDRAW: gettext_lazy("The report is withdrawn, as you wished."),
    Move.ESCALATE: gettext_lazy("Noted: your report is with the Ombudsman now."),
}


@dataclass(frozen=True)
class Setting:
    """What a sentence needs besides its event: the time zone, the clocks, whom to name."""

    zone: ZoneInfo
    clocks: tuple[CaseClock, ...] = ()
    restricted: bool = False
    today: date | None = None
    archive_reasons: Mapping[str, str] | None = None

    def agency(self, event: Event) -> str:
        """Name the agency of a step; in a restricted case only the internal supervisor."""
        if event.party == Party.COORDINATOR and event.move in _SAID:
            return _("The complaint desk")  # whose agency is not decided yet, or not involved
        is_supervisor = event.move == Move.SUPERVISE or event.party == Party.INSPECTOR
        if is_supervisor or (self.restricted and event.agency is not None
                             and event.agency.kind == "inspektorat"):  # fmt: skip
            return _("the internal supervisor")
        return event.agency.name if event.agency else _("The complaint desk")


def sentence(event: Event, setting: Setting, was: str = "") -> str:
    """Say what happened. `was` is the agency before this step."""
    words = _MOVES[Move(event.move)] if event.move else _KINDS[event.kind]
    said = str(words) % {
        "day": day(event.at, setting),
        "agency": setting.agency(event),
        "was": was or _("the agency"),
    }
    return said[:1].upper() + said[1:]


def of_another(event: Event, setting: Setting) -> str:
    """Say a complainant's step in a case that others were joined with; "" for any other step."""
    words = _ANOTHERS.get(Move(event.move)) if event.party == Party.COMPLAINANT else None
    return str(words) % {"day": day(event.at, setting)} if words else ""


def promise(event: Event, setting: Setting) -> str:
    """Say by when the next thing must happen, if this step started a clock that has an end."""
    known = _PROMISES.get(Move(event.move)) if event.move else None
    if known is None:
        return ""
    kind, words = known
    began = event.at.astimezone(setting.zone).date()
    of_kind = [clock for clock in setting.clocks if clock.kind == kind and clock.start == began]
    if not of_kind or of_kind[-1].due is None:
        return ""
    return str(words) % {"due": plain_date(of_kind[-1].due, setting.today)}


def reason(event: Event, setting: Setting) -> str:
    """Return the reason that the complainant may read; "" for those between offices."""
    if not event.move:
        return ""
    own = event.move == Move.ESCALATE and event.party == Party.COMPLAINANT
    if not own and Move(event.move) not in _REASON_SHOWN:
        return ""
    return (setting.archive_reasons or {}).get(event.reason, event.reason)


def told_after(move: Move) -> str:
    """Return what the complainant reads after an own step, also when the form came twice."""
    return str(_TOLD[move])


def day(at: datetime, setting: Setting) -> str:
    return plain_date(at.astimezone(setting.zone).date(), setting.today)


def plain_date(day: date, today: date | None = None) -> str:
    """Write a date as people say it; the year only where it is another one than today's."""
    same_year = today is not None and day.year == today.year
    return date_format(day, "j F" if same_year else "j F Y")
