"""What staff read about a case: advice, past steps, and what was done just now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.complaints import labels
from maklumat.complaints.models import Event, EventKind
from maklumat.complaints.workflow import STEPS, Move, Party, Status

_STEPS = dict(labels.MOVES)
_KINDS = dict(labels.KINDS)
_MALADMINISTRATION = dict(labels.MALADMINISTRATION)
_OTHER_STEPS: Mapping[str, Promise] = {
    "take_on": gettext_lazy("Accept and start working"),
    "decline": gettext_lazy("Not ours"),
}

# Shown after the step, to whoever took it.
DONE: Mapping[Move, Promise] = {
    Move.VERIFY: gettext_lazy("Verified."),
    Move.DISPOSE: gettext_lazy("Passed on. The agency sees it now; the complainant is told."),
    Move.START: gettext_lazy("Started. The complainant is told."),
    Move.REPLY: gettext_lazy("Your reply is on its way to the complainant."),
    Move.ASK: gettext_lazy("Your question is on its way. The clocks stand still until the answer."),
    Move.ANSWER: gettext_lazy(
        "The result is on its way. Now the complainant says whether it is done."
    ),
    Move.RETURN: gettext_lazy("Returned. The coordinator looks for the right agency."),
    Move.TRANSFER: gettext_lazy("Moved. The new agency sees it now; the complainant is told."),
    Move.ARCHIVE: gettext_lazy("Archived. The complainant is told why."),
    Move.REVIVE: gettext_lazy("Taken out of the archive. Its clocks start anew."),
    Move.FORWARD: gettext_lazy("Sent on. The complainant is told where it is now."),
    Move.SUPERVISE: gettext_lazy("Handed to the inspectorate. Nobody else sees it any more."),
    Move.ESCALATE: gettext_lazy("Recorded: the report is with the Ombudsman."),
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
    Status.RECEIVED: gettext_lazy("Read it, then accept it or pass it on."),
    Status.VERIFIED: gettext_lazy("It is verified and waits for an agency."),
    Status.RETURNED: gettext_lazy("The agency says it is another's. Find the right one."),
    Status.DISPOSED: gettext_lazy("Start, and give the complainant a first reply."),
    Status.IN_PROGRESS: gettext_lazy("Work on it; give the result with proof when it is done."),
    Status.WAITING: gettext_lazy("The complainant owes an answer. The clocks stand still."),
    Status.ANSWERED: gettext_lazy("The result is given. The complainant says whether it is done."),
    Status.ESCALATED: gettext_lazy("The Ombudsman looks at it. Answer as it asks."),
    Status.CLOSED: gettext_lazy("Finished."),
    Status.ARCHIVED: gettext_lazy("In the archive."),
    Status.FORWARDED: gettext_lazy("Another body has it."),
    Status.WITHDRAWN: gettext_lazy("Withdrawn."),
    Status.MERGED: gettext_lazy("It goes on in another report."),
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


@dataclass(frozen=True)
class Explained:
    """A state for the help page: its words, what to do, and who may take which step from it."""

    state: str
    advice: str
    steps: tuple[tuple[str, str], ...]


def all_states() -> list[Explained]:
    """Return the table of states and steps as officers read it, made of the rule itself."""
    words, parties = dict(labels.STATUSES), dict(labels.PARTIES)
    return [
        Explained(
            str(words[status]),
            str(_ADVICE[status]),
            tuple(
                (
                    str(_STEPS[move]),
                    ", ".join(str(parties[party]) for party in Party if party in step.parties),
                )
                for move, step in STEPS.items()
                if status in step.origins
            ),
        )
        for status in Status
    ]


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
