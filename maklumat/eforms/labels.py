"""The words for each enum value of this app."""

from django.utils.translation import pgettext_lazy

STATUSES = [
    ("received", pgettext_lazy("submission", "received")),
    ("checking", pgettext_lazy("submission", "being checked")),
    ("asked", pgettext_lazy("submission", "waiting for the applicant")),
    ("accepted", pgettext_lazy("submission", "accepted")),
    ("refused", pgettext_lazy("submission", "refused")),
    ("done", pgettext_lazy("submission", "finished")),
    ("withdrawn", pgettext_lazy("submission", "withdrawn")),
]
EVENTS = [
    ("filed", pgettext_lazy("submission", "handed in")),
    ("checking", pgettext_lazy("submission", "check begun")),
    ("asked", pgettext_lazy("submission", "asked for more")),
    ("answered", pgettext_lazy("submission", "answered")),
    ("accepted", pgettext_lazy("submission", "accepted")),
    ("refused", pgettext_lazy("submission", "refused")),
    ("done", pgettext_lazy("submission", "finished")),
    ("withdrawn", pgettext_lazy("submission", "withdrawn")),
]
CHANNELS = [
    ("web", pgettext_lazy("submission", "website")),
    ("kiosk", pgettext_lazy("submission", "kiosk")),
]
TYPES = [
    ("text", pgettext_lazy("question", "Text")),
    ("long_text", pgettext_lazy("question", "Long text")),
    ("number", pgettext_lazy("question", "Number")),
    ("money", pgettext_lazy("question", "Amount of money")),
    ("date", pgettext_lazy("question", "Date")),
    ("yes_no", pgettext_lazy("question", "Yes or no")),
    ("choice", pgettext_lazy("question", "One of several")),
    ("choices", pgettext_lazy("question", "Several of several")),
    ("phone", pgettext_lazy("question", "Telephone")),
    ("email", pgettext_lazy("question", "E-mail address")),
    ("address", pgettext_lazy("question", "Address")),
    ("nik", pgettext_lazy("question", "NIK")),
    ("nip", pgettext_lazy("question", "NIP")),
    ("npwp", pgettext_lazy("question", "NPWP")),
    ("kk", pgettext_lazy("question", "Family card number (KK)")),
    ("file", pgettext_lazy("question", "File")),
]
