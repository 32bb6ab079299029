"""Wagtail's own doors that an app opens to staff, each with a key: may this person see that row?

Only the staff frame knows all doors, and only the app knows its rows. So the app names the door and
gives the key here; `workbench.doors` keeps every door shut that has none.
"""

from collections.abc import Callable, Iterable, Mapping

from django.http import HttpRequest

Key = Callable[[HttpRequest, tuple[object, ...], Mapping[str, object]], bool]

_keys: dict[str, Key] = {}


def open_doors(names: Iterable[str], key: Key) -> None:
    """Open these addresses, named as in `reverse`, to whoever the key fits."""
    _keys.update(dict.fromkeys(names, key))


def key_to(name: str) -> Key | None:
    """Return the key to a door; None where it stays shut."""
    return _keys.get(name)
