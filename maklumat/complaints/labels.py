"""The words for each enum value of this app."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.complaints.clocks import ClockKind, ClockState
from maklumat.complaints.redaction import Personal
from maklumat.complaints.workflow import Kind, Move, Party, Status

KINDS = [
    (Kind.COMPLAINT.value, _("complaint")),
    (Kind.INFORMATION.value, _("request for information")),
    (Kind.ASPIRATION.value, _("aspiration")),
    (Kind.SUPERVISION.value, _("complaint for supervision")),
]

STATUSES = [
    (Status.RECEIVED.value, pgettext_lazy("complaint", "received")),
    (Status.VERIFIED.value, pgettext_lazy("complaint", "verified")),
    (Status.DISPOSED.value, pgettext_lazy("complaint", "passed to the agency")),
    (Status.IN_PROGRESS.value, pgettext_lazy("complaint", "being handled")),
    (Status.WAITING.value, pgettext_lazy("complaint", "waiting for the complainant")),
    (Status.RETURNED.value, pgettext_lazy("complaint", "looking for the right agency")),
    (Status.ANSWERED.value, pgettext_lazy("complaint", "answered")),
    (Status.ESCALATED.value, pgettext_lazy("complaint", "with the Ombudsman")),
    (Status.CLOSED.value, pgettext_lazy("complaint", "finished")),
    (Status.ARCHIVED.value, pgettext_lazy("complaint", "archived")),
    (Status.FORWARDED.value, pgettext_lazy("complaint", "sent to another body")),
    (Status.WITHDRAWN.value, pgettext_lazy("complaint", "withdrawn")),
    (Status.MERGED.value, pgettext_lazy("complaint", "joined with another report")),
]

PARTIES = [
    (Party.COMPLAINANT.value, _("complainant")),
    (Party.HANDLER.value, pgettext_lazy("complaint", "handling agency")),
    (Party.COORDINATOR.value, pgettext_lazy("complaint", "coordinator")),
    (Party.INSPECTOR.value, _("inspectorate")),
    (Party.SYSTEM.value, pgettext_lazy("complaint", "the system")),
]

# What a person who may take the step reads on its button.
MOVES = [
    (Move.VERIFY.value, pgettext_lazy("step", "Verify")),
    (Move.DISPOSE.value, pgettext_lazy("step", "Pass to an agency")),
    (Move.START.value, pgettext_lazy("step", "Start handling")),
    (Move.REPLY.value, pgettext_lazy("step", "Reply")),
    (Move.ASK.value, pgettext_lazy("step", "Ask the complainant")),
    (Move.COMPLETE.value, pgettext_lazy("step", "Answer the question")),
    (Move.LAPSE.value, pgettext_lazy("step", "Taken as withdrawn")),
    (Move.ANSWER.value, pgettext_lazy("step", "Give the result")),
    (Move.ACCEPT.value, pgettext_lazy("step", "Yes, it is done")),
    (Move.EXPIRE.value, pgettext_lazy("step", "Closed after no reply")),
    (Move.REOPEN.value, pgettext_lazy("step", "Not done yet")),
    (Move.RETURN.value, pgettext_lazy("step", "Not ours: return")),
    (Move.TRANSFER.value, pgettext_lazy("step", "Move to another agency")),
    (Move.ARCHIVE.value, pgettext_lazy("step", "Archive")),
    (Move.REVIVE.value, pgettext_lazy("step", "Take out of the archive")),
    (Move.FORWARD.value, pgettext_lazy("step", "Send to another body")),
    (Move.WITHDRAW.value, pgettext_lazy("step", "Withdraw")),
    (Move.SUPERVISE.value, pgettext_lazy("step", "Hand to the inspectorate")),
    (Move.ESCALATE.value, pgettext_lazy("step", "Record that it is with the Ombudsman")),
    (Move.MERGE.value, pgettext_lazy("step", "Join with another report")),
]

CLOCKS = [
    (ClockKind.VERIFICATION.value, pgettext_lazy("clock", "verify and pass on")),
    (ClockKind.FIRST_ANSWER.value, pgettext_lazy("clock", "first reply")),
    (ClockKind.RESOLUTION.value, pgettext_lazy("clock", "finish")),
    (ClockKind.TRANSFER.value, pgettext_lazy("clock", "find the right agency")),
    (ClockKind.COMPLAINANT.value, pgettext_lazy("clock", "complainant's response")),
    (ClockKind.COMPLETION.value, pgettext_lazy("clock", "complainant's answer")),
]

CLOCK_STATES = [
    (ClockState.RUNNING.value, pgettext_lazy("clock", "running")),
    (ClockState.PAUSED.value, pgettext_lazy("clock", "standing still")),
    (ClockState.MET.value, pgettext_lazy("clock", "on time")),
    (ClockState.MISSED.value, pgettext_lazy("clock", "late")),
    (ClockState.VOID.value, pgettext_lazy("clock", "ended")),
]

CHANNELS = [
    ("web", _("website")),
    ("kiosk", _("kiosk")),
    ("counter", _("at the counter")),
    ("phone", _("telephone")),
    ("letter", _("letter")),
    ("email", _("e-mail")),
    ("whatsapp", "WhatsApp"),
    ("social", _("social media")),
    ("lapor", "SP4N-LAPOR!"),
    ("box", _("suggestion box")),
    ("import", _("older register")),
]

# As the Ombudsman's survey names them (penundaan berlarut, permintaan imbalan, …).
MALADMINISTRATION = [
    ("delay", _("undue delay")),
    ("reward", _("asking for a reward")),
    ("procedure", _("deviation from the procedure")),
    ("incompetent", _("not competent")),
    ("improper", _("improper conduct")),
]

COMPENSATION = [
    ("none", _("none is owed")),
    ("promised", _("promised")),
    ("given", _("given")),
]

MESSAGE_CHANNELS = [
    ("email", _("e-mail")),
    ("whatsapp", "WhatsApp"),
]

PERSONAL = [
    (Personal.NAME.value, pgettext_lazy("personal data", "name")),
    (Personal.PHONE.value, pgettext_lazy("personal data", "telephone number")),
    (Personal.IDENTITY.value, pgettext_lazy("personal data", "NIK or KK")),
    (Personal.TAX.value, pgettext_lazy("personal data", "NPWP")),
    (Personal.EMAIL.value, pgettext_lazy("personal data", "e-mail address")),
    (Personal.PLATE.value, pgettext_lazy("personal data", "vehicle plate")),
    (Personal.ADDRESS.value, pgettext_lazy("personal data", "address")),
    (Personal.REPORTER.value, pgettext_lazy("personal data", "data of the reporter")),
]
