"""Tables of complaints, in one place to import from."""

from maklumat.complaints.models.around import (
    Alert,
    AnswerLink,
    Follower,
    Publication,
    PushSubscription,
)
from maklumat.complaints.models.case import (
    Attachment,
    CaseClock,
    ClockPause,
    Complaint,
    Event,
    EventKind,
    Outcome,
    Reporter,
)
from maklumat.complaints.models.draft import DraftFile
from maklumat.complaints.models.figures import FigureCell, FigureCount
from maklumat.complaints.models.inout import (
    Erasure,
    ImportMapping,
    ImportRun,
    IncomingMail,
    Sending,
    SentCase,
    Webhook,
)
from maklumat.complaints.models.learned import LearnedRouting
from maklumat.complaints.models.rules import (
    Category,
    ReplyTemplate,
    RoutingRule,
    RuleSet,
    SavedFilter,
)

__all__ = [
    "Alert",
    "AnswerLink",
    "Attachment",
    "CaseClock",
    "Category",
    "ClockPause",
    "Complaint",
    "DraftFile",
    "Erasure",
    "Event",
    "EventKind",
    "FigureCell",
    "FigureCount",
    "Follower",
    "ImportMapping",
    "ImportRun",
    "IncomingMail",
    "LearnedRouting",
    "Outcome",
    "Publication",
    "PushSubscription",
    "ReplyTemplate",
    "Reporter",
    "RoutingRule",
    "RuleSet",
    "SavedFilter",
    "Sending",
    "SentCase",
    "Webhook",
]
