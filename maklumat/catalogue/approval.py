"""How a standard is approved: the head of the agency, then the organisation bureau.

Small governments switch the second step off (`Government.approval_steps`). Profiles and pledges are
the agency's own word: its head alone approves them.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Task, Workflow, WorkflowContentType, WorkflowTask

from maklumat.agencies.models import Government, Profile
from maklumat.catalogue.models import HeadApproval, OrganiserApproval, Pledge, Service

HEAD = "Persetujuan kepala perangkat daerah"
ORGANISER = "Persetujuan Bagian Organisasi"
WORKFLOWS = {1: "Satu tahap", 2: "Dua tahap"}


@transaction.atomic
def set_up(government: Government) -> Workflow:
    """Make the workflows of this government; return that of its services.

    Running it again changes nothing. What is under way finishes on the workflow on which it began.
    """
    head = _task(HeadApproval, HEAD)
    organiser = _task(OrganiserApproval, ORGANISER)
    one, two = _workflow(1, [head]), _workflow(2, [head, organiser])
    of_services = one if government.approval_steps == 1 else two
    for model, workflow in ((Service, of_services), (Profile, one), (Pledge, one)):
        WorkflowContentType.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    return of_services


def _workflow(steps: int, tasks: list[Task]) -> Workflow:
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOWS[steps])
    for position, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": position}
        )
    return workflow


def _task(model: type[Task], name: str) -> Task:
    found: Task | None = model.objects.order_by("pk").first()
    return found or model.objects.create(name=name)
