"""Agencies with answers, and reports of them, for the tests of reports."""

from datetime import UTC, date, datetime

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.surveys.actions import reporting
from maklumat.surveys.models import Report
from maklumat.surveys.periods import Period, parse
from maklumat.surveys.tests import factories as make

PERIOD: Period = parse("2026-tw3")
DAY = date(2026, 8, 12)
AT = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)  # after the third quarter
TODAY = AT.date()


def answered(service: Service, count: int = 6, mark: int = 3, **fields: object) -> None:
    """Answers of the third quarter; the first elements are marked lower."""
    for at in range(count):
        marks = make.marks(mark, persyaratan=2, waktu=1 if at else 2)
        base = {"marks": marks, "day": DAY, "sex": "P", "age": 34, "education": "S1"}
        make.response(service, **{**base, **fields})


def begun(service: Service, by: User, count: int = 6) -> Report:
    answered(service, count)
    return reporting.begin(
        agency=service.agency, instrument=make.version(), period=PERIOD, by=by, at=AT
    )


def published(service: Service, by: User) -> Report:
    row = begun(service, by)
    reporting.publish(report=row, by=by, at=AT)
    row.refresh_from_db()
    return row
