"""Sheets of paper: print a batch with numbers, type one in, take it back the same day."""

from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.surveys import numbering
from maklumat.surveys.actions import answering, tallying
from maklumat.surveys.actions.answering import Answers, Kept
from maklumat.surveys.models import PaperBatch, PaperEntry, PaperSeries, Response

CHANNEL = "paper"


@transaction.atomic
def print_batch(*, service: Service, count: int, by: User, at: datetime) -> PaperBatch:
    """Give out the next numbers of a service. Raises RuleBroken for too many at once."""
    if not 1 <= count <= numbering.MOST_IN_A_BATCH:
        raise RuleBroken(
            _("Print from 1 to %(most)d sheets at once.") % {"most": numbering.MOST_IN_A_BATCH}
        )
    series = PaperSeries.objects.select_for_update().get(pk=_series(service).pk)
    first, series.last = series.last + 1, series.last + count
    if series.last > numbering.LONGEST:
        raise RuleBroken(_("The numbers of this service are used up."))
    series.save(update_fields=["last"])
    batch = PaperBatch.objects.create(
        series=series, first=first, last=series.last, made_by=str(by), made_at=at
    )
    audit.record(
        action="surveys.sheets_printed", actor=by.get_username(), target=f"service:{service.code}",
        at=at, details={"first": first, "last": series.last, "prefix": series.prefix},
    )  # fmt: skip
    return batch


def _series(service: Service) -> PaperSeries:
    known = PaperSeries.objects.filter(service=service).first()
    if known is not None:
        return known
    taken = set(PaperSeries.objects.values_list("prefix", flat=True))
    prefix = next((one for one in numbering.prefixes(service.name) if one not in taken), None)
    if prefix is None:
        raise RuleBroken(_("The numbers of this service are used up."))
    # Two people at the same moment: the second one finds the row of the first.
    return PaperSeries.objects.get_or_create(service=service, defaults={"prefix": prefix})[0]


def numbers(batch: PaperBatch) -> list[str]:
    """Return the numbers of a batch as they stand on its sheets."""
    prefix = batch.series.prefix
    return [numbering.written(prefix, number) for number in range(batch.first, batch.last + 1)]


def form_number(service: Service, typed: str) -> str:
    """Return a typed number as it stands on the sheet; empty for a sheet without one.

    Raises RuleBroken when it was never printed.
    """
    if not typed.strip():
        return ""
    series = PaperSeries.objects.filter(service=service).first()
    if series is None:
        raise RuleBroken(
            _("No numbered sheets were printed for this service. Leave the number empty.")
        )
    latest = numbering.written(series.prefix, series.last)
    try:
        number = numbering.read(typed, series.prefix)
    except ValueError:
        raise RuleBroken(
            _(
                "“%(typed)s” is no number of this service. Write it as on the sheet, such as %(latest)s."
            )
            % {"typed": typed[:20], "latest": latest}
        ) from None
    if number > series.last:
        raise RuleBroken(
            _("%(number)s was never printed; the last sheet is %(latest)s.")
            % {"number": numbering.written(series.prefix, number), "latest": latest}
        )
    return numbering.written(series.prefix, number)


@transaction.atomic
def enter(*, answers: Answers, by: User, today: date, at: datetime) -> Kept:
    """Keep a sheet that was typed in, each number once.

    Sent twice it is kept once. Raises RuleBroken.
    """
    answers = replace(answers, channel=CHANNEL)
    number = answers.form_number
    known = number and Response.objects.filter(service=answers.service, form_number=number).first()
    if known and known.client_uid != answers.client_uid:
        raise RuleBroken(_entered_before(number))
    try:
        with transaction.atomic():
            kept = answering.receive(answers=answers, at=at)
    except IntegrityError:  # somebody else typed the same number at the same moment
        raise RuleBroken(_entered_before(number)) from None
    if kept.again:
        return kept
    PaperEntry.objects.create(response=kept.response, by=by, day=today)
    audit.record(
        action="surveys.sheet_entered", actor=by.get_username(),
        target=f"service:{answers.service.code}", at=at, details={"number": number},
    )  # fmt: skip
    return kept


def _entered_before(number: str) -> str:
    return _("%(number)s was entered already. Put this sheet aside.") % {"number": number}


@transaction.atomic
def take_back(*, entry: PaperEntry, by: User, today: date, at: datetime) -> None:
    """Remove a sheet that the same person typed in today, and take it out of the sums.

    Raises RuleBroken when it is too late, or another's.
    """
    if entry.by_id != by.pk or entry.day != today:
        raise RuleBroken(_("Only who typed a sheet in can take it back, on the same day."))
    rows = Response.objects.select_for_update().filter(pk=entry.response_id)
    response = rows.select_related("service").first()
    if response is None:  # taken back in another window
        return
    tallying.take_away(response)
    service, number = response.service, response.form_number
    response.delete()
    audit.record(
        action="surveys.sheet_taken_back", actor=by.get_username(), target=f"service:{service.code}",
        at=at, details={"number": number},
    )  # fmt: skip
