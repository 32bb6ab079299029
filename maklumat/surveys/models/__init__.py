"""Tables of surveys, in one place to import from."""

from maklumat.surveys.models.answers import Rating, Response, State
from maklumat.surveys.models.asking import Point, Ticket
from maklumat.surveys.models.care import Decision, Suspicion
from maklumat.surveys.models.importing import SurveyImport
from maklumat.surveys.models.instruments import InstrumentVersion, SurveySettings, Wording
from maklumat.surveys.models.paper import PaperBatch, PaperEntry, PaperSeries
from maklumat.surveys.models.reports import (
    FollowUp,
    FollowUpState,
    Report,
    ReportEdition,
    ReportPublication,
)
from maklumat.surveys.models.tallies import Count, RatingTally, Served, Tally

__all__ = [
    "Count",
    "Decision",
    "FollowUp",
    "FollowUpState",
    "InstrumentVersion",
    "PaperBatch",
    "PaperEntry",
    "PaperSeries",
    "Point",
    "Rating",
    "RatingTally",
    "Report",
    "ReportEdition",
    "ReportPublication",
    "Response",
    "Served",
    "State",
    "SurveyImport",
    "SurveySettings",
    "Suspicion",
    "Tally",
    "Ticket",
    "Wording",
]
