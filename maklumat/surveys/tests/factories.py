"""The smallest valid rows of this app."""

from datetime import UTC, date, datetime
from functools import cache
from uuid import uuid4

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import datafiles
from maklumat.surveys import queries
from maklumat.surveys.actions import answering, instruments
from maklumat.surveys.actions.answering import Answers, Tap
from maklumat.surveys.instrument import Instrument, instrument
from maklumat.surveys.models import (
    InstrumentVersion,
    Point,
    Rating,
    Response,
    Served,
    Suspicion,
)

AT = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)  # a Monday, ten in the morning in Jakarta
DAY = date(2026, 11, 16)


@cache
def skm() -> Instrument:
    """The SKM of 2017 as its data file says."""
    return instrument(datafiles.read(instruments.DATA / "skm-2017.yaml"))


def version(code: str = queries.SKM) -> InstrumentVersion:
    """A loaded instrument; loads at the first call."""
    if not InstrumentVersion.objects.exists():
        instruments.load(at=AT)
    return InstrumentVersion.objects.get(code=code, is_current=True)


def marks(mark: int = 3, **others: int) -> dict[str, int]:
    """The same mark for every element of the SKM, but for those named."""
    return {**dict.fromkeys(skm().keys, mark), **others}


def answers(service: Service, mark: int = 3, **fields: object) -> Answers:
    """A complete questionnaire; fields are those of `Answers`."""
    base = {"instrument": version(), "unit": service.agency, "marks": marks(mark), "day": DAY}
    return Answers(service=service, client_uid=uuid4(), **{**base, **fields})


def response(
    service: Service, mark: int = 3, suspicion: Suspicion | None = None, **fields: object
) -> Response:
    """A kept questionnaire."""
    at = fields.pop("at", AT)
    kept = answering.receive(answers=answers(service, mark, **fields), at=at, suspicion=suspicion)
    return kept.response


def suspicion(service: Service, sign: str = "quick", **fields: object) -> Suspicion:
    base = {"agency": service.agency, "unit": service.agency, "day": DAY, "opened_at": AT}
    return Suspicion.objects.create(service=service, sign=sign, **{**base, **fields})


def served(service: Service, people: int, month: date = date(2026, 11, 1)) -> Served:
    unit: Agency = service.agency
    return Served.objects.create(
        service=service, unit=unit, agency=unit, month=month, people=people,
        noted_by="Budi", noted_at=AT,
    )  # fmt: skip


def point(service: Service, use: str = "survey", **fields: object) -> Point:
    """A point of this service; `only_place=True`: of its place alone."""
    asked = None if fields.pop("only_place", False) else service
    base = {"service": asked, "agency": service.agency, "unit": service.agency, "made_at": AT}
    code = f"T{Point.objects.count():04d}"
    return Point.objects.create(code=code, use=use, name="Loket 1", **{**base, **fields})


def rating(service: Service, value: int = 3) -> Rating:
    tap = Tap(service.agency, service.agency, value, DAY, 10, service=service)
    return answering.rate(tap=tap, at=AT)
