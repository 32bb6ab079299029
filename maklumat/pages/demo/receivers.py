"""The demo's microsites follow the demo's services."""

from datetime import datetime
from typing import Any

from maklumat.catalogue.signals import demo_loaded
from maklumat.pages.demo import loading


def add_sites(sender: type, at: datetime, **_more: Any) -> dict[str, int]:  # Any: Django's signals
    return {"sites": loading.load(at=at)}


def connect() -> None:
    """Listen; called once when the apps are ready."""
    demo_loaded.connect(add_sites, dispatch_uid="pages: demo sites")
