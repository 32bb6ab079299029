"""The demo's forms follow the demo's services."""

from datetime import datetime
from typing import Any

from maklumat.catalogue.signals import demo_loaded
from maklumat.eforms.demo import loading


def add_forms(sender: type, at: datetime, **_more: Any) -> dict[str, int]:  # Any: Django's signals
    return {"forms": loading.load(at=at), "submissions": loading.hand_in(at=at)}


def connect() -> None:
    """Listen; called once when the apps are ready."""
    demo_loaded.connect(add_forms, dispatch_uid="eforms: demo forms")
