"""A unit words a question for its own people; the element, its labels and its key stay."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.surveys.models import InstrumentVersion, Wording

LONGEST = 240
TAG = "questionnaires"  # pages and papers that show questions


@transaction.atomic
def word(
    *, version: InstrumentVersion, agency: Agency, service: Service | None,
    questions: Mapping[str, str], by: User, at: datetime,
) -> list[str]:  # fmt: skip
    """Keep the questions of an agency, or of one of its services; an empty one is the rule's again.

    Return the elements that changed. Raises RuleBroken.
    """
    rows = Wording.objects.select_for_update().filter(
        instrument=version, agency=agency, service=service
    )
    rows = rows.order_by("pk")  # the usual order joins services, which may be none: no lock there
    known = {row.element: row for row in rows}
    changed = []
    for key, typed in questions.items():
        _check(version, key, typed)
        row = known.get(key)
        if (row.question if row else "") == typed:
            continue
        changed.append(key)
        if row and not typed:
            row.delete()
        else:
            row = row or Wording(instrument=version, agency=agency, service=service, element=key)
            row.question = typed
            row.save()
    if changed:
        purge(TAG)
        audit.record(
            action="surveys.question_worded", actor=by.get_username(), at=at,
            target=f"service:{service.code}" if service else f"agency:{agency.slug}",
            details={"elements": changed, "questions": {key: questions[key] for key in changed}},
        )  # fmt: skip
    return changed


def _check(version: InstrumentVersion, key: str, typed: str) -> None:
    if key not in version.rules.keys:
        raise RuleBroken(_("“%s” is not asked in this survey.") % key)
    if len(typed) > LONGEST:
        raise RuleBroken(_("Shorten the question to %d characters.") % LONGEST)
