"""What an agency says of itself, as plain values: what citizens see of a profile. Pure.

`to_json` and `from_json` are exact inverses; the published profile is kept in that form, so that a
public page reads it in one query.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, get_args, get_type_hints


@dataclass(frozen=True)
class Picture:
    """A stored picture: `uid` leads to it, width and height keep its place on the page."""

    uid: str
    width: int
    height: int


@dataclass(frozen=True)
class Person:
    name: str
    office: str
    since: date | None = None
    photo: Picture | None = None


@dataclass(frozen=True)
class Medium:
    """A way by which people learn of the services."""

    kind: str
    name: str
    address: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class Facility:
    name: str
    count: int | None = None
    for_vulnerable: bool = False


@dataclass(frozen=True)
class Special:
    name: str
    note: str = ""


@dataclass(frozen=True)
class Way:
    """A way to complain, and the day on which somebody last tried that it works."""

    kind: str
    value: str
    tested_on: date | None = None


@dataclass(frozen=True)
class Award:
    name: str
    giver: str
    given_on: date | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Showcase:
    """All that a profile shows."""

    duties: str = ""
    structure: str = ""
    structure_picture: Picture | None = None
    officials: tuple[Person, ...] = ()
    vision: str = ""
    missions: tuple[str, ...] = ()
    motto: str = ""
    decree: str = ""
    decree_date: date | None = None
    officer: str = ""
    ways: tuple[Way, ...] = ()
    survey_score: str = ""
    survey_period: str = ""
    survey_on: date | None = None
    survey_url: str = ""
    awards: tuple[Award, ...] = ()
    media: tuple[Medium, ...] = ()
    facilities: tuple[Facility, ...] = ()
    specials: tuple[Special, ...] = ()
    uniform: str = ""
    uniform_picture: Picture | None = None
    badge: str = ""
    badge_picture: Picture | None = None

    def pictures(self) -> frozenset[str]:
        """Return the uids of all pictures shown."""
        own = (self.structure_picture, self.uniform_picture, self.badge_picture)
        of_rows = [row.photo for row in self.officials] + [row.picture for row in self.awards]
        return frozenset(picture.uid for picture in (*own, *of_rows) if picture)


def to_json(showcase: Showcase) -> dict[str, Any]:  # Any: JSON has no narrower type
    """Return plain dicts and lists; dates as ISO texts.

    >>> shown = Showcase(motto="Cepat", ways=(Way("desk", "Loket 1", date(2026, 1, 2)),))
    >>> from_json(to_json(shown)) == shown
    True
    """
    plain: dict[str, Any] = _plain(asdict(showcase))  # Any: as above
    return plain


def _plain(value: Any) -> Any:  # Any: as above
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(value: Mapping[str, Any]) -> Showcase:  # Any: JSON has no narrower type
    """Rebuild a showcase from `to_json`'s shape; unknown keys are left out."""
    built: Showcase = _built(Showcase, value)
    return built


def _built(kind: type, value: Any) -> Any:  # Any: any of the dataclasses above
    hints = get_type_hints(kind)
    known = {row.name for row in fields(kind)}
    return kind(**{key: _read(hints[key], item) for key, item in value.items() if key in known})


def _read(hint: Any, value: Any) -> Any:  # Any: as above
    inner = [part for part in get_args(hint) if part not in (type(None), Ellipsis)]
    if isinstance(value, list):
        return tuple(_read(inner[0], item) for item in value)
    if isinstance(value, Mapping):
        return _built(inner[0] if inner else hint, value)
    return date.fromisoformat(value) if value and date in inner else value
