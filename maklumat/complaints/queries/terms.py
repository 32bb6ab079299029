"""Every read of the versions of terms, for the staff page."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from maklumat.complaints.models import RuleSet
from maklumat.core.errors import NotFound


def versions() -> QuerySet[RuleSet]:
    """Return all versions with the number of cases that follow each, the newest first."""
    return RuleSet.objects.annotate(
        cases=Count("complaint", filter=Q(complaint__restricted=False))
    ).order_by("-valid_from", "-pk")


def version(name: str) -> RuleSet:
    """Return one version. Raises NotFound."""
    found = versions().filter(version=name).first()
    if found is None:
        raise NotFound(name)
    return found


def holding(on: date) -> RuleSet | None:
    """Return the version of a day, straight from the table; None before any is loaded."""
    return RuleSet.objects.filter(valid_from__lte=on).order_by("-valid_from", "-pk").first()


def before(row: RuleSet) -> RuleSet | None:
    """Return the version that held until this one, to show what it changed."""
    older = RuleSet.objects.filter(valid_from__lte=row.valid_from).exclude(pk=row.pk)
    same = older.filter(valid_from=row.valid_from, pk__gt=row.pk)
    return older.exclude(pk__in=same.values("pk")).order_by("-valid_from", "-pk").first()


def newest() -> RuleSet | None:
    """Return the version on which a new one is built: the last that was made to hold."""
    return RuleSet.objects.order_by("-valid_from", "-pk").first()
