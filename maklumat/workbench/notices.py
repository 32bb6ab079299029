"""Letters about the approval of standards, profiles and pledges, in the frame that Wagtail gives them.

Wagtail asks each person's settings, renders `wagtailadmin/notifications/…` in their language and
hands the letter to Django, which writes it into the outbox.
"""

from typing import Any

from wagtail.admin.mail import (
    EmailNotificationMixin,
    Notifier,
    WorkflowStateApprovalEmailNotifier,
)
from wagtail.models import TaskState, WorkflowState

from maklumat.accounts.models import User
from maklumat.agencies.policy import people_who_may
from maklumat.catalogue.models import HeadApproval, OrganiserApproval

STEPS = (HeadApproval, OrganiserApproval)

# Any: Wagtail's notifiers take whatever a signal hands over.


class StepNotifier(EmailNotificationMixin, Notifier):
    """Tells those who may take a step that it waits for them."""

    notification = "submitted"

    def __init__(self) -> None:
        super().__init__((TaskState,))

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return super().can_handle(instance, **kwargs) and isinstance(instance.task.specific, STEPS)

    def get_template_base_prefix(self, instance: TaskState, **kwargs: Any) -> str:
        return "task_state_"

    def get_recipient_users(self, instance: TaskState, **kwargs: Any) -> set[User]:
        thing = instance.workflow_state.content_object
        people = people_who_may(instance.task.specific.act, thing.agency)
        return set(people) - {kwargs.get("user")}

    def get_context(self, instance: TaskState, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(instance, **kwargs),
            "object": instance.workflow_state.content_object,
            "officer": instance.workflow_state.requested_by,
        }


class ApprovalNotifier(WorkflowStateApprovalEmailNotifier):
    """Tells the officer who approved last, and from when citizens see the change."""

    def get_context(self, workflow_state: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        revision = workflow_state.current_task_state.revision
        revision.refresh_from_db(fields=["approved_go_live_at"])
        return {
            **super().get_context(workflow_state, **kwargs),
            "approver": kwargs.get("user"),
            "goes_live": revision.approved_go_live_at,
        }
