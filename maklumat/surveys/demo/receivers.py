"""The demo's answers follow the demo's services."""

from datetime import datetime
from typing import Any

from maklumat.catalogue.signals import demo_loaded
from maklumat.surveys.demo import loading


def add_answers(
    sender: type, at: datetime, **_more: Any
) -> dict[str, int]:  # Any: Django's signals
    return loading.load(at=at)


def connect() -> None:
    """Listen; called once when the apps are ready."""
    demo_loaded.connect(add_answers, dispatch_uid="surveys: demo answers")
