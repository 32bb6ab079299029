"""What printing does in the background."""

from django.utils.timezone import now
from django_tasks import task

from maklumat.core.worker import periodic
from maklumat.printing import actions


@task()
def make_set(pk: int) -> None:
    actions.make(pk=pk, clock=now)


@periodic(seconds=600)
def tidy_sets() -> None:
    actions.tidy(at=now())
