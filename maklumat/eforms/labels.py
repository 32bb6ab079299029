"""The words for each enum value of this app."""

from django.utils.translation import gettext_lazy as _
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
    ("enclosed", pgettext_lazy("submission", "files sent afterwards")),
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
    ("file", pgettext_lazy("question", "File: photo or PDF")),
]
# What a question may have in common with questions of other forms: asked once, offered again.
KNOWN = [
    ("person.name", _("Name of the person")),
    ("person.nik", _("NIK of the person")),
    ("family.kk", _("Family card number")),
    ("person.birth_place", _("Place of birth")),
    ("person.birth_date", _("Date of birth")),
    ("person.sex", _("Sex")),
    ("person.religion", _("Religion")),
    ("person.marital_status", _("Marital status")),
    ("person.education", _("Education")),
    ("person.occupation", _("Occupation")),
    ("person.address", _("Address of the person")),
    ("person.phone", _("Telephone of the person")),
    ("person.email", _("E-mail of the person")),
    ("person.npwp", _("NPWP of the person")),
    ("company.name", _("Name of the business or institution")),
]
TESTS = [
    ("is", pgettext_lazy("building", "is")),
    ("is_not", pgettext_lazy("building", "is not")),
    ("in", pgettext_lazy("building", "is one of (split by ;)")),
    ("has", pgettext_lazy("building", "contains")),
    ("has_not", pgettext_lazy("building", "does not contain")),
    ("at_least", pgettext_lazy("building", "is at least")),
    ("at_most", pgettext_lazy("building", "is at most")),
    ("filled", pgettext_lazy("building", "is filled in")),
    ("empty", pgettext_lazy("building", "is not filled in")),
]
ROW_TROUBLES = {
    "no_such_question": _("Row %(row)d: choose a question that comes earlier."),
    "no_test": _("Row %(row)d: choose how the answer is compared."),
    "no_value": _("Row %(row)d: write what the answer is compared with. %(offered)s"),
    "not_offered": _("Row %(row)d: write one of the answers of this question. %(offered)s"),
    "not_a_number": _("Row %(row)d: write a number, such as 3 or 2,5."),
    "not_a_day": _("Row %(row)d: write a day, such as 31/12/2026."),
    "wrong_test": _("Row %(row)d: this question can't be compared that way. %(offered)s"),
}
DIFFERENCES = {
    "added": pgettext_lazy("building", "new"),
    "removed": pgettext_lazy("building", "gone"),
    "changed": pgettext_lazy("building", "changed"),
}
ASPECTS = {
    "title": pgettext_lazy("building", "title"),
    "purpose": pgettext_lazy("building", "purpose"),
    "minutes": pgettext_lazy("building", "minutes"),
    "source": pgettext_lazy("building", "source"),
    "declarations": pgettext_lazy("building", "declarations"),
    "signatures": pgettext_lazy("building", "signatures"),
    "case": pgettext_lazy("building", "documents to bring"),
    "help": pgettext_lazy("building", "help"),
    "when": pgettext_lazy("building", "condition"),
    "repeat": pgettext_lazy("building", "how often it is asked"),
    "order": pgettext_lazy("building", "order"),
    "type": pgettext_lazy("building", "type"),
    "label": pgettext_lazy("building", "words"),
    "required": pgettext_lazy("building", "whether it must be answered"),
    "options": pgettext_lazy("building", "options"),
    "least": pgettext_lazy("building", "lower bound"),
    "most": pgettext_lazy("building", "upper bound"),
    "past": pgettext_lazy("building", "days that are allowed"),
    "known": pgettext_lazy("building", "shared answer"),
}
