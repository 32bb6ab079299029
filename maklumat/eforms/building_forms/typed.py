"""What the forms of the builder have in common."""

from typing import Any

# Any, below: as Django's own forms and fields.
ONE_LINE = {"autocomplete": "off"}


def lines_of(text: str) -> list[str]:
    found = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in found if line]


def with_kept(choices: list[tuple[str, Any]], kept: str) -> list[tuple[str, Any]]:
    """Offer nothing first, and what stands there even when it is not offered any more."""
    found = [("", "–"), *choices]
    if kept and kept not in {name for name, _label in choices}:
        found.append((kept, kept))
    return found
