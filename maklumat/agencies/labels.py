"""The words for each enum value of this app."""

from django.utils.translation import gettext_lazy as _

from maklumat.agencies.roles import Role

LEVELS = [
    ("province", _("province")),
    ("regency", _("regency")),
    ("city", _("city")),
]

KINDS = [
    ("setda", _("regional secretariat")),
    ("bagian", _("bureau or section of the regional secretariat")),
    ("setwan", _("secretariat of the regional council")),
    ("inspektorat", _("inspectorate")),
    ("dinas", _("department (dinas)")),
    ("badan", _("agency (badan)")),
    ("satpol", _("civil service police unit")),
    ("kecamatan", _("district (kecamatan)")),
    ("kelurahan", _("urban village (kelurahan)")),
    ("puskesmas", _("community health centre (puskesmas)")),
    ("rsud", _("regional hospital")),
    ("uptd", _("technical unit (UPTD)")),
    ("sekolah", _("school")),
    ("bumd", _("regional company")),
    ("mpp", _("public service mall")),
]

ROLES = [
    (Role.OFFICER.value, _("officer")),
    (Role.HEAD.value, _("head of agency")),
    (Role.ORGANISER.value, _("organisation bureau")),
    (Role.INSPECTOR.value, _("inspectorate")),
    (Role.TASKFORCE.value, _("task force")),
    (Role.DESK.value, _("desk")),
    (Role.LEADER.value, _("government leader")),
    (Role.ASSESSOR.value, _("assessor")),
]

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]

SUCCESSIONS = [
    ("renamed", _("renamed")),
    ("merged", _("merged into")),
    ("split", _("split into")),
]

HOLIDAY_OVERRIDES = [
    ("added", _("additional day off")),
    ("removed", _("working day after all")),
]

COMPLAINT_WAYS = [
    ("desk", _("complaint desk")),
    ("box", _("suggestion box")),
    ("phone", _("telephone")),
    ("whatsapp", "WhatsApp"),
    ("email", _("e-mail")),
    ("web", _("website")),
    ("lapor", "SP4N-LAPOR!"),
    ("letter", _("letter")),
    ("social", _("social media")),
    ("other", _("another way")),
]

MEDIA = [
    ("website", _("website")),
    ("social", _("social media")),
    ("app", _("application")),
    ("booklet", _("booklet or leaflet")),
    ("banner", _("banner or poster")),
    ("monitor", _("monitor or touch screen")),
    ("radio", _("radio or loudspeaker")),
    ("desk", _("information desk")),
    ("other", _("another medium")),
]
