"""What is written to the people of a case, in their language. All goes through the outbox."""

from maklumat.complaints.models import Complaint, Event


def receipt(complaint: Complaint, code: str) -> None:
    """Send number, code and link to a complainant who wants to be told."""


def step_taken(event: Event) -> None:
    """Tell the complainant of a step they should know of."""
