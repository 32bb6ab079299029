"""What ends an approval. Wagtail imports this file before the models are ready: import nothing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from maklumat.accounts.models import User


def publish_approved(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publish the very version that was approved. `WAGTAIL_FINISH_WORKFLOW_ACTION` names this.

    The last approver needs no right to publish of their own: the approval is the right.
    """
    approved = workflow_state.current_task_state.revision
    approved.publish(user=user, skip_permission_checks=True)
