"""Old answers come in from a file: read, looked at, then all good rows or none."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.uploads import clean_name
from maklumat.exchange import sheetfiles
from maklumat.surveys import answerfiles, index, queries
from maklumat.surveys.actions import tallying
from maklumat.surveys.models import InstrumentVersion, Response, State, SurveyImport

CHANNEL = "import"
AT_ONCE = 500


@transaction.atomic
def keep(  # noqa: PLR0913  a file, and whose it is
    *, name: str, content: bytes, kind: str, service: Service, unit: Agency, by: User, at: datetime
) -> SurveyImport:
    """Keep a file until somebody looked at it. Raises RuleBroken with a sentence.

    The same file of the same service, once taken over, is refused; one that waits is found again.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = SurveyImport.objects.filter(service=service, digest=digest).order_by("-pk").first()
    if known and known.done_at:
        raise RuleBroken(_taken_over_before(known))
    table = _trimmed(sheetfiles.rows(content, kind))
    rows, total = _needed(table, service), len(table) - 1
    row = known or SurveyImport(service=service, digest=digest, made_at=at)
    row.owner, row.unit, row.agency_id, row.rows = by, unit, service.agency_id, rows
    row.name, row.total = clean_name(name)[:120], total
    row.save()
    return row


def _trimmed(rows: sheetfiles.Rows) -> sheetfiles.Rows:
    """Leave out the columns behind the last heading: a workbook has many empty ones."""
    width = max((at for at, heading in enumerate(rows[0], start=1) if heading), default=0)
    return [row[:width] for row in rows]


def _needed(rows: sheetfiles.Rows, service: Service) -> sheetfiles.Rows:
    """Empty the columns that are not read, such as names, before anything is kept.

    Of a file whose columns can't be told only the headings are kept: they explain why.
    """
    version = queries.current()
    asked = {one.key: one.text for one in queries.questions(version, service)}
    try:
        places = answerfiles.columns(rows[0], version.rules, wordings=asked).places
    except RuleBroken:
        return rows[:1]
    read = set(places.values())
    kept = [[cell if at in read else "" for at, cell in enumerate(row)] for row in rows[1:]]
    return [rows[0], *kept]


@transaction.atomic
def choose_order(*, row: SurveyImport, order: str) -> None:
    """Remember how the numbered columns of a file count."""
    row.order = order
    row.save(update_fields=["order"])


@transaction.atomic
def take_over(
    *, row: SurveyImport, version: InstrumentVersion, content: answerfiles.Content,
    left: Sequence[Sequence[str]], by: User, at: datetime,
) -> int:  # fmt: skip
    """Add the good rows of a file; all or none. Return how many; raises RuleBroken.

    `left`: the rows that can't be read, kept with the run until it is dropped.
    """
    row = SurveyImport.objects.select_for_update().get(pk=row.pk)
    before = SurveyImport.objects.filter(service_id=row.service_id, digest=row.digest)
    done = before.exclude(done_at=None).first()
    if done:
        raise RuleBroken(_taken_over_before(done))
    if not content.good:
        raise RuleBroken(_("There is no row in this file that can be taken over."))
    responses = [_response(row, version, one, at) for one in content.good]
    Response.objects.bulk_create(responses, batch_size=AT_ONCE)
    tallying.add_many(responses)
    row.rows, row.added, row.done_at = list(left), len(responses), at
    row.save(update_fields=["rows", "added", "done_at"])
    audit.record(
        action="surveys.imported", actor=by.get_username(), target=f"service:{row.service.code}", at=at,
        details={"added": row.added, "left_out": len(content.bad_lines), "import": str(row.uid)},
    )  # fmt: skip
    return row.added


@transaction.atomic
def drop(*, row: SurveyImport, by: User, at: datetime) -> None:
    """Forget a file that was not taken over. Raises RuleBroken for one that was."""
    if row.done_at:
        raise RuleBroken(_("This file was taken over and stays in the list."))
    audit.record(
        action="surveys.import_dropped", actor=by.get_username(),
        target=f"service:{row.service.code}", at=at,
    )  # fmt: skip
    row.delete()


@transaction.atomic
def forget(*, before: datetime) -> int:
    """Empty what is kept of files: those nobody went on with, rows that were left out."""
    waiting = SurveyImport.objects.filter(done_at=None, made_at__lt=before)
    done = SurveyImport.objects.filter(done_at__lt=before).exclude(rows=[])
    return waiting.delete()[0] + done.update(rows=[])


def _response(
    row: SurveyImport, version: InstrumentVersion, one: answerfiles.Row, at: datetime
) -> Response:
    is_complete = index.is_complete(version.rules, one.marks)
    return Response(
        # The same row of the same file can never come in twice.
        client_uid=uuid5(NAMESPACE_URL, f"{row.service_id}:{row.digest}:{one.line}"),
        instrument=version,
        service_id=row.service_id,
        unit_id=row.unit_id or row.agency_id,
        agency_id=row.service.agency_id,
        day=one.day,
        half=one.half,
        received_at=at,
        channel=CHANNEL,
        marks=dict(one.marks),
        state=(State.COUNTED if is_complete else State.INCOMPLETE).value,
        sex=one.sex,
        age=one.age,
        education=one.education,
        occupation=one.occupation,
        text=one.text,
        run=row,
    )


def _taken_over_before(row: SurveyImport) -> str:
    done: date = row.done_at.date() if row.done_at else row.made_at.date()
    return _("This file was taken over on %(day)s: %(added)d questionnaires. Nothing was added.") % {
        "day": date_format(done, "j F Y"), "added": row.added,
    }  # fmt: skip
