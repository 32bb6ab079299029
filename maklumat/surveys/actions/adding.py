"""Add many rows in one go: for the demo, where each by its own step would take too long.

Equal to what the steps leave behind: sums are counted anew from the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction

from maklumat.core import audit
from maklumat.surveys.actions import tallying
from maklumat.surveys.models import (
    Point,
    Rating,
    Response,
    Served,
    SurveyImport,
    Suspicion,
    Wording,
)

AT_ONCE = 500


@dataclass
class Batch:
    """New rows; those that others point at may be unsaved."""

    points: list[Point] = field(default_factory=list)
    runs: list[SurveyImport] = field(default_factory=list)
    suspicions: list[Suspicion] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    served: list[Served] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)


@transaction.atomic
def add(*, batch: Batch, actor: str, at: datetime) -> None:
    """Keep all of a batch, count the sums anew, write one audit row. Nobody may answer meanwhile."""
    _keep(Point, batch.points)
    _keep(SurveyImport, batch.runs)
    _keep(Suspicion, batch.suspicions)
    _keep(Response, batch.responses)
    _keep(Rating, batch.ratings)
    _keep(Served, batch.served)
    _keep(Wording, batch.wordings)
    tallying.recount()
    audit.record(
        action="surveys.demo_added",
        actor=actor,
        target="demo",
        at=at,
        details={"answers": len(batch.responses), "ratings": len(batch.ratings)},
    )


def _keep(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=AT_ONCE)  # noqa: SLF001  Django's documented name
