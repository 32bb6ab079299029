"""The demo's cases follow the demo's services."""

from datetime import datetime
from typing import Any

from maklumat.catalogue.signals import demo_loaded
from maklumat.complaints.demo import loading


def add_cases(sender: type, at: datetime, **_more: Any) -> dict[str, int]:  # Any: Django's signals
    return {"cases": loading.load(at=at)}


def connect() -> None:
    """Listen; called once when the apps are ready."""
    demo_loaded.connect(add_cases, dispatch_uid="complaints: demo cases")
