"""What is remembered of the government is forgotten when it changes."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from maklumat.agencies.models import Government, HolidayOverride
from maklumat.agencies.queries import GOVERNMENT_KEY

# Any: Django's signals hand over whatever they like.


def forget_government(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    """Forget now, for this transaction, and again after it: another process may read in between."""
    owner = instance.pk if isinstance(instance, Government) else instance.government_id  # type: ignore[attr-defined]  # the other sender has it
    keys = [GOVERNMENT_KEY, f"{GOVERNMENT_KEY}:overrides:{owner}"]
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))


def connect() -> None:
    """Listen; called once when the apps are ready."""
    for model in (Government, HolidayOverride):
        for signal, word in ((post_save, "saved"), (post_delete, "deleted")):
            uid = f"memory of {model.__name__} {word}"
            signal.connect(forget_government, model, dispatch_uid=uid)
