"""Forms and what was handed in follow an agency that is merged into another."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from maklumat.agencies.models import Agency
from maklumat.core import audit
from maklumat.core.pagecache import purge
from maklumat.eforms.actions import addresses
from maklumat.eforms.models import ServiceForm, Submission

LONGEST = 60


@transaction.atomic
def hand_over(*, predecessor: Agency, successor: Agency, actor: str, at: datetime) -> None:
    """Give all forms and submissions of an agency to its successor.

    A form whose short address is taken there gets another one; its old address leads on.
    """
    taken = set(ServiceForm.objects.filter(agency=successor).values_list("code", flat=True))
    renamed = {}
    forms = list(ServiceForm.objects.filter(agency=predecessor).order_by("pk"))
    for form in forms:
        code = _free(form.code, predecessor.slug, taken)
        if code != form.code:
            renamed[form.code] = code
        taken.add(code)
        form.agency, form.code = successor, code
        form.save(update_fields=["agency", "code"])
    moved = Submission.objects.filter(agency=predecessor).update(agency=successor)
    if not forms and not moved:
        return
    addresses.remember(Q(form__agency=successor) | Q(service__agency=successor))
    purge("forms", "services")
    audit.record(
        action="eforms.handed_over", actor=actor, target=successor.slug, at=at,
        details={"from": predecessor.slug, "forms": len(forms), "submissions": moved,
                 "renamed": renamed},
    )  # fmt: skip


def _free(code: str, slug: str, taken: set[str]) -> str:
    """Return a short address that is not taken: with the old agency's name behind, then a number."""
    if code not in taken:
        return code
    for number in range(1, 1000):
        tail = f"-{slug}" if number == 1 else f"-{slug}-{number}"
        tried = f"{code[: LONGEST - len(tail)]}{tail}"[:LONGEST]
        if tried not in taken:
            return tried
    raise AssertionError("a thousand forms of one short address")
