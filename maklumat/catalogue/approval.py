"""How a standard is approved: the head of the agency, then the organisation bureau.

Small governments switch the second step off (`Government.approval_steps`).
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Task, Workflow, WorkflowContentType, WorkflowTask

from maklumat.agencies.models import Government
from maklumat.catalogue.models import HeadApproval, OrganiserApproval, Service

HEAD = "Persetujuan kepala perangkat daerah"
ORGANISER = "Persetujuan Bagian Organisasi"
WORKFLOWS = {1: "Satu tahap", 2: "Dua tahap"}


@transaction.atomic
def set_up(government: Government) -> Workflow:
    """Make the workflow of this government and put services on it. Running it again changes nothing.

    Standards that are under way finish on the workflow on which they began.
    """
    head = _task(HeadApproval, HEAD)
    organiser = _task(OrganiserApproval, ORGANISER)
    tasks = [head, organiser][: government.approval_steps]
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOWS[government.approval_steps])
    for position, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": position}
        )
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(Service), defaults={"workflow": workflow}
    )
    return workflow


def _task(model: type[Task], name: str) -> Task:
    found: Task | None = model.objects.order_by("pk").first()
    return found or model.objects.create(name=name)
