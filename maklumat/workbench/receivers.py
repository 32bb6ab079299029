"""What staff do through Wagtail is audited, and told to whom it concerns."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved

from maklumat.workbench import actions
from maklumat.workbench.notices import ApprovalNotifier, StepNotifier

# Named here because signals hold their receivers weakly.
tell_approvers = StepNotifier()
tell_officer = ApprovalNotifier()


def note_deed(
    sender: type[Model], instance: ModelLogEntry | PageLogEntry, **kwargs: Any
) -> None:  # Any: Django's
    """Wagtail logs each of its actions: one door for all of them."""
    if kwargs["created"]:
        actions.note_deed(instance)


def connect() -> None:
    """Listen; called once when the apps are ready."""
    for model in (ModelLogEntry, PageLogEntry):
        uid = f"audit of what Wagtail logs: {model.__name__}"
        post_save.connect(note_deed, model, dispatch_uid=uid)
    task_submitted.connect(tell_approvers, TaskState, dispatch_uid="letter about a step")
    # Under Wagtail's own name, before Wagtail does: so ours takes the place of its letter.
    name = "workflow_state_approved_email_notification"
    workflow_approved.connect(tell_officer, WorkflowState, dispatch_uid=name)
