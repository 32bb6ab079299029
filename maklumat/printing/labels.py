"""The words for each enum value of this app."""

from django.utils.translation import gettext_lazy as _

STATES = [
    ("waiting", _("waiting for its turn")),
    ("running", _("being made")),
    ("done", _("ready")),
    ("failed", _("not finished")),
]

CONTENTS = [
    ("paper", _("posters and booklets")),
    ("copy", _("copy of the public catalogue")),
]
