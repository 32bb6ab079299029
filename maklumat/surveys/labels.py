"""The words for each enum value of this app. Labels of the marks are in the instrument."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.surveys import profile
from maklumat.surveys.periods import Kind

SEXES = [("L", _("male")), ("P", _("female"))]
EDUCATIONS = [
    ("SD", "SD"),
    ("SMP", "SMP"),
    ("SMA", "SMA/SMK"),
    ("D3", "D1–D3"),
    ("S1", "D4/S1"),
    ("S2", "S2"),
    ("S3", "S3"),
]
OCCUPATIONS = [
    ("PNS", _("civil servant")),
    ("TNI", _("armed forces")),
    ("POLRI", _("police")),
    ("SWASTA", _("employee")),
    ("WIRAUSAHA", _("self-employed")),
    ("LAINNYA", _("something else")),
]
HALVES = [(profile.MORNING, _("08.00–12.00")), (profile.AFTERNOON, _("13.00–17.00"))]
AGE_GROUPS = [
    ("-19", _("under 20")),
    ("20-29", "20–29"),
    ("30-39", "30–39"),
    ("40-49", "40–49"),
    ("50-59", "50–59"),
    ("60-", _("60 and older")),
]
CHANNELS = [
    ("web", pgettext_lazy("survey", "website")),
    ("qr", pgettext_lazy("survey", "QR code")),
    ("kiosk", pgettext_lazy("survey", "kiosk")),
    ("receipt", pgettext_lazy("survey", "receipt")),
    ("paper", pgettext_lazy("survey", "paper")),
    ("import", pgettext_lazy("survey", "older file")),
]
STATES = [
    ("counted", pgettext_lazy("questionnaire", "counted")),
    ("held", pgettext_lazy("questionnaire", "held for checking")),
    ("left_out", pgettext_lazy("questionnaire", "left out")),
    ("incomplete", pgettext_lazy("questionnaire", "incomplete")),
]
RATINGS = [
    (1, pgettext_lazy("rating", "Bad")),
    (2, pgettext_lazy("rating", "Not good enough")),
    (3, pgettext_lazy("rating", "Good")),
    (4, pgettext_lazy("rating", "Very good")),
]
RATING_REASONS = [
    ("waktu", pgettext_lazy("rating", "Time")),
    ("petugas", pgettext_lazy("rating", "Staff")),
    ("informasi", pgettext_lazy("rating", "Information")),
    ("biaya", pgettext_lazy("rating", "Cost")),
    ("tempat", pgettext_lazy("rating", "Place")),
    ("hasil", pgettext_lazy("rating", "Result")),
]
POINT_USES = [
    ("survey", _("the questionnaire")),
    ("rating", _("one tap")),
]
TICKET_WAYS = [
    ("sheet", pgettext_lazy("one-time code", "printed sheet")),
    ("receipt", pgettext_lazy("one-time code", "receipt")),
    ("letter", pgettext_lazy("one-time code", "letter")),
]
SIGNS = [
    ("quick", pgettext_lazy("suspicion", "filled in faster than anybody reads")),
    ("same", pgettext_lazy("suspicion", "the same answers again and again from one connection")),
    ("many", pgettext_lazy("suspicion", "very many from one connection")),
    ("pattern", pgettext_lazy("suspicion", "many alike within an hour")),
]
DECISIONS = [
    ("", pgettext_lazy("suspicion", "not decided yet")),
    ("count", pgettext_lazy("suspicion", "counts")),
    ("leave_out", pgettext_lazy("suspicion", "does not count")),
]
# What columns that are only numbered mean: sources number the eighth and ninth element both ways.
ORDERS = [
    ("list", _("as the list of the regulation: 8 complaints, 9 facilities")),
    ("sheet", _("as the questionnaire: 8 facilities, 9 complaints")),
]
PERIOD_KINDS = [
    (Kind.MONTH.value, _("month")),
    (Kind.QUARTER.value, _("quarter")),
    (Kind.SEMESTER.value, _("semester")),
    (Kind.YEAR.value, _("year")),
]
MEDIA = [
    ("website", _("website")),
    ("social", _("social media")),
    ("app", _("app")),
    ("electronic", _("other electronic medium")),
    ("print", _("printed medium")),
    ("board", _("notice board or display on site")),
]
FOLLOW_UP_STATES = [
    ("planned", pgettext_lazy("follow-up", "planned")),
    ("running", pgettext_lazy("follow-up", "under way")),
    ("done", pgettext_lazy("follow-up", "finished")),
    ("dropped", pgettext_lazy("follow-up", "dropped")),
]
