"""Proof of work against machines that file: the open protocol of ALTCHA, made and checked here.

The ready widget of ALTCHA writes a style element and starts a worker from a data address, both of
which our content security policy refuses; so the browser's half is `static/js/proof.js`, a
worker of thirty lines that speaks the same protocol. Nobody sees it or clicks anything.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import altcha
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

HARDEST = 40_000  # tries of SHA-256: under a second on a phone of 2018, on average half of it
VALID = timedelta(hours=2)
LONGEST = 2_000  # characters of a solution


@dataclass(frozen=True)
class Challenge:
    """What the browser is given, named as the protocol names it."""

    algorithm: str
    challenge: str
    maxnumber: int
    salt: str
    signature: str


def challenge(at: datetime, hardest: int = HARDEST) -> Challenge | None:
    """Return a new task; None while the government has switched this off."""
    if not settings.ALTCHA:
        return None
    made = altcha.create_challenge_v1(
        altcha.ChallengeOptionsV1(hmac_key=_key(), max_number=hardest, expires=at + VALID)
    )
    return Challenge(made.algorithm, made.challenge, hardest, made.salt, made.signature)


def accepted(solution: str) -> bool:
    """Is this the solution of a task of ours that is not too old and was never used before?"""
    if not solution or len(solution) > LONGEST:
        return False
    try:
        given = json.loads(base64.b64decode(solution, validate=True))
        is_right, _error = altcha.verify_solution_v1(solution, _key())
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    if not is_right or not isinstance(given, dict):
        return False
    digest = salted_hmac("complaints.proof", str(given["challenge"])).hexdigest()
    return bool(cache.add(f"proof:{digest}", 1, int(VALID.total_seconds())))


def _key() -> str:
    return salted_hmac("complaints.proof.key", "altcha", algorithm="sha256").hexdigest()
