"""Public pages and remembered questionnaires are forgotten when what they show changes."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from maklumat.core.pagecache import purge
from maklumat.surveys.models import InstrumentVersion, Point, SurveySettings, Wording

SHOWN = (InstrumentVersion, Point, SurveySettings, Wording)

# Any: Django's signals hand over whatever they like.


def forget_questionnaires(sender: type, **_change: Any) -> None:
    purge("questionnaires")


def connect() -> None:
    for model in SHOWN:
        post_save.connect(forget_questionnaires, sender=model)
        post_delete.connect(forget_questionnaires, sender=model)
    m2m_changed.connect(forget_questionnaires, sender=SurveySettings.extra_instruments.through)
