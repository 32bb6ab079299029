"""What staff read about a case: advice, past steps, and what was done just now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import pgettext_lazy

from maklumat.complaints import labels
from maklumat.complaints.models import Event, EventKind
from maklumat.complaints.workflow import Move, Party, Status

_STEPS = dict(labels.MOVES)
_KINDS = dict(labels.KINDS)
_MALADMINISTRATION = dict(labels.MALADMINISTRATION)
_OTHER_STEPS: Mapping[str, Promise] = {
    "take_on": later("Accept and start working"),
    "decline": later("Not ours"),
}

# Shown after the step, to whoever took it.
DONE: Mapping[Move, Promise] = {
    Move.VERIFY: later("Verified."),
    Move.DISPOSE: later("Passed on. The agency sees it now; the complainant is told."),
    Move.START: later("Started. The complainant is told."),
    Move.REPLY: later("Your reply is on its way to the complainant."),
    Move.ASK: later("Your question is on its way. The clocks stand still until the answer."),
    Move.ANSWER: later("The result is on its way. Now the complainant says whether it is done."),
    Move.RETURN: later("Returned. The coordinator looks for the right agency."),
    Move.TRANSFER: later("Moved. The new agency sees it now; the complainant is told."),
    Move.ARCHIVE: later("Archived. The complainant is told why."),
    Move.REVIVE: later("Taken out of the archive. Its clocks start anew."),
    Move.FORWARD: later("Sent on. The complainant is told where it is now."),
    Move.SUPERVISE: later("Handed to the inspectorate. Nobody else sees it any more."),
    Move.ESCALATE: later("Recorded: the report is with the Ombudsman."),
}

_PAST: Mapping[Move, Promise] = {
    Move.VERIFY: pgettext_lazy("timeline", "Verified"),
    Move.DISPOSE: pgettext_lazy("timeline", "Passed to %(agency)s"),
    Move.START: pgettext_lazy("timeline", "Work began"),
    Move.REPLY: pgettext_lazy("timeline", "Reply to the complainant"),
    Move.ASK: pgettext_lazy("timeline", "Question to the complainant"),
    Move.COMPLETE: pgettext_lazy("timeline", "The complainant answered"),
    Move.LAPSE: pgettext_lazy("timeline", "Taken as withdrawn: the question was not answered"),
    Move.ANSWER: pgettext_lazy("timeline", "Result given"),
    Move.ACCEPT: pgettext_lazy("timeline", "The complainant says it is done"),
    Move.EXPIRE: pgettext_lazy("timeline", "Closed: no word from the complainant"),
    Move.REOPEN: pgettext_lazy("timeline", "The complainant says it is not done yet"),
    Move.RETURN: pgettext_lazy("timeline", "Returned: another agency's matter"),
    Move.TRANSFER: pgettext_lazy("timeline", "Moved to %(agency)s"),
    Move.ARCHIVE: pgettext_lazy("timeline", "Archived"),
    Move.REVIVE: pgettext_lazy("timeline", "Taken out of the archive"),
    Move.FORWARD: pgettext_lazy("timeline", "Sent to %(body)s"),
    Move.WITHDRAW: pgettext_lazy("timeline", "Withdrawn by the complainant"),
    Move.SUPERVISE: pgettext_lazy("timeline", "Handed to the inspectorate"),
    Move.ESCALATE: pgettext_lazy("timeline", "With the Ombudsman"),
    Move.MERGE: pgettext_lazy("timeline", "Joined with another report"),
}

_ADVICE: Mapping[Status, Promise] = {
    Status.RECEIVED: later("Read it, then accept it or pass it on."),
    Status.VERIFIED: later("It is verified and waits for an agency."),
    Status.RETURNED: later("The agency says it is another's. Find the right one."),
    Status.DISPOSED: later("Start, and give the complainant a first reply."),
    Status.IN_PROGRESS: later("Work on it; give the result with proof when it is done."),
    Status.WAITING: later("The complainant owes an answer. The clocks stand still."),
    Status.ANSWERED: later("The result is given. The complainant says whether it is done."),
    Status.ESCALATED: later("The Ombudsman looks at it. Answer as it asks."),
    Status.CLOSED: later("Finished."),
    Status.ARCHIVED: later("In the archive."),
    Status.FORWARDED: later("Another body has it."),
    Status.WITHDRAWN: later("Withdrawn."),
    Status.MERGED: later("It goes on in another report."),
}


@dataclass(frozen=True)
class Line:
    """One line of the timeline as staff read it."""

    event: Event
    title: str
    inner: bool = False
    changes: tuple[str, ...] = ()
    proposed: str = ""


def step_label(name: str) -> str:
    """Return what the button of a step says."""
    return str(_OTHER_STEPS.get(name) or _STEPS[name])


def advice(status: Status, party: Party | None) -> str:
    """Return the one sentence on what is to be done now."""
    if party is None:
        return _("You may read this report; another office works on it.")
    return str(_ADVICE[status])


def lines(events: Iterable[Event]) -> list[Line]:
    """Return the timeline, the newest first."""
    return [line(event) for event in reversed(list(events))]


def line(event: Event) -> Line:
    """Return one line of the timeline."""
    return Line(
        event,
        _title(event),
        inner=not event.open,
        changes=tuple(_changes(event)),
        proposed=str(event.details.get("proposed", "")),
    )


def _title(event: Event) -> str:
    if event.kind == EventKind.MOVED:
        given = {
            "agency": event.agency.short_name if event.agency else _("another agency"),
            "body": event.details.get("body") or _("another body"),
        }
        return str(_PAST[Move(event.move)]) % given
    if event.kind == EventKind.ASSIGNED:
        if event.text:
            return _("Assigned to %(person)s") % {"person": event.text}
        return _("Assigned to nobody")
    if event.kind == EventKind.ROUTED and event.reason and event.author_name:
        return _("%(agency)s says it is another's") % {
            "agency": event.agency.short_name if event.agency else ""
        }
    title = str(event.get_kind_display())
    return title[:1].upper() + title[1:]


def _changes(event: Event) -> Iterable[str]:
    names = {
        "kind": (_("Class"), _KINDS),
        "category": (_("Category"), {}),
        "service": (_("Service"), {}),
        "maladministration": (_("Kind of maladministration"), _MALADMINISTRATION),
    }
    changed = event.details.get("changed")
    for key, pair in changed.items() if isinstance(changed, dict) else ():
        label, words = names.get(key, (key, {}))
        was, now_is = (str(words.get(value, value)) or "–" for value in pair)
        yield f"{label}: {was} → {now_is}"
