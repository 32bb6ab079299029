"""How a service is found: what of it is searched, and what of it is filtered. Computed at publishing."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from maklumat.catalogue import words
from maklumat.catalogue.labels import ONLINE_CHANNELS
from maklumat.catalogue.standard import Duration, Standard

if TYPE_CHECKING:
    from maklumat.catalogue.models import Service

NAME, SYNONYM, CASE, SUMMARY, BODY = 6, 5, 3, 2, 1  # weights of the parts of a service
DAY, WEEK = "sehari", "sepekan"
_MINUTES = {"menit": 1, "jam": 60}
_DAYS = {"hari": 1, "hari_kerja": 1, "minggu": 7, "bulan": 30, "tahun": 365}
_A_DAY = 24 * 60


@dataclass(frozen=True)
class Finding:
    """`weights` by stem; `phrases` as people say them; the rest is what filters ask."""

    weights: dict[str, int]
    phrases: list[str]
    free: bool
    online: bool
    speed: str
    life_events: list[str]
    audiences: list[str]
    channels: list[dict[str, str]]


@lru_cache(maxsize=1)
def word_list() -> words.WordList:
    """Return the word list that comes with the product."""
    text = (Path(__file__).parent / "data" / "words.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    return words.WordList(frozenset(found["ignore"]), found["means"])


def finding(service: "Service", standard: Standard) -> dict[str, Any]:  # Any: JSON
    """Return how this service is found, as JSON."""
    synonyms = [line.strip() for line in service.synonyms.splitlines() if line.strip()]
    body = [product.name for product in standard.products]
    body += [item.text for case in standard.requirements for item in case.items]
    parts = [
        (NAME, service.name),
        *((SYNONYM, text) for text in synonyms),
        *((CASE, case.name) for case in standard.requirements),
        (SUMMARY, service.summary),
        *((BODY, text) for text in body),
    ]
    found = Finding(
        weights=words.weights(parts, word_list()),
        phrases=[" ".join(words.words(text)) for text in (service.name, *synonyms)],
        free=standard.is_free,
        online=any(row.kind in ONLINE_CHANNELS for row in service.channels.all()),
        speed=speed(standard.duration),
        life_events=[term.slug for term in service.life_events.all()],
        audiences=[term.slug for term in service.audiences.all()],
        channels=[
            {"kind": row.kind, "note": row.note, "url": row.url} for row in service.channels.all()
        ],
    )
    return asdict(found)


def speed(duration: Duration) -> str:
    """Return "sehari" for what is done within a day, "sepekan" within a week, else "".

    >>> speed(Duration(45, "menit")), speed(Duration(5, "hari_kerja")), speed(Duration(14, "hari"))
    ('sehari', 'sepekan', '')
    """
    if not duration.value:
        return ""
    minutes = duration.value * (_MINUTES.get(duration.unit) or _DAYS.get(duration.unit, 0) * _A_DAY)
    if not minutes or minutes > 7 * _A_DAY:
        return ""
    return DAY if minutes <= _A_DAY else WEEK
