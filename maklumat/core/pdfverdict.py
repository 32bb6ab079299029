"""What can be wrong with an uploaded PDF. Shared by the web process and the one that looks. Pure."""

from dataclasses import dataclass

BROKEN, LOCKED, ACTIVE, ATTACHED = "broken", "locked", "active", "attached"
FORM, LONG, HEAVY = "form", "long", "heavy"


@dataclass(frozen=True)
class Verdict:
    """The problem, or none and the number of pages."""

    problem: str = ""
    pages: int | None = None
