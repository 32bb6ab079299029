"""Store the sums that figures are added up from."""

from datetime import datetime

from django.db import transaction

from maklumat.agencies.models import Government
from maklumat.complaints.models import FigureCell, FigureCount
from maklumat.complaints.queries import figures as queries
from maklumat.core.pagecache import purge


def count(*, government: Government, at: datetime) -> int:
    """Count every month anew in which something happened since the last count; return how many.

    Each month in its own transaction: a count that is broken off goes on where it stopped, as the
    mark is moved last. Whatever happens meanwhile is found by the next count.
    """
    mark = FigureCount.objects.first()
    newest = queries.newest_event()
    months = sorted(queries.changed_months(mark.last_event if mark else None, government.zone))
    if mark and mark.last_event == newest:
        return 0
    for month in months:
        cells = queries.month_cells([month], government.zone)
        with transaction.atomic():
            FigureCell.objects.filter(month=month).delete()
            FigureCell.objects.bulk_create(
                FigureCell(
                    month=month,
                    agency_id=place.agency,
                    service_id=place.service,
                    kind=place.kind,
                    counts=dict(found.counts),
                )
                for place, found in cells.items()
            )
    FigureCount.objects.update_or_create(pk=1, defaults={"last_event": newest, "counted_at": at})
    if months:
        purge("complaints")
    return len(months)


@transaction.atomic
def forget() -> None:
    """Forget all sums: something changed that no timeline tells, such as a merger of agencies."""
    FigureCell.objects.all().delete()
    FigureCount.objects.all().delete()
