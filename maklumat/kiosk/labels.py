"""Words for each enum value of this app."""

from django.utils.translation import gettext_lazy as _

THEMES = [
    ("", _("As the device is set")),
    ("light", _("Light")),
    ("dark", _("Dark")),
]
PRINTERS = [
    ("", _("None: people take papers away by QR code")),
    ("silent", _("A printer at the device, without asking")),
]
# What people do at a kiosk; counted by day and hour, without persons.
TASKS = [
    ("visit", _("Visits")),
    ("card", _("Services looked at")),
    ("form", _("Forms begun")),
    ("complaint", _("Reports begun")),
    ("survey", _("Ratings begun")),
    ("printed", _("Papers printed")),
    ("taken", _("Pages and papers taken away by QR code")),
    ("spoken", _("Pages read aloud")),
    ("idle", _("Left without ending")),
]
