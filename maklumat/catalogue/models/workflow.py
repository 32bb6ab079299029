"""The two steps of approval, as tasks of Wagtail's workflow."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task, TaskState, WorkflowState

from maklumat.agencies.models import Profile
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models.pledge import Pledge
from maklumat.catalogue.models.service import Service

if TYPE_CHECKING:
    from maklumat.accounts.models import User


Approved = Service | Profile | Pledge
APPROVED: tuple[type[Approved], ...] = (Service, Profile, Pledge)  # all of them belong to an agency


class ReasonForm(TaskStateCommentForm):
    """Nothing is ever returned without a reason."""

    comment = forms.CharField(
        label=_("What must be mended"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Write what must be mended, so that the officer can go on.")},
    )


class ScopedApproval(Task):
    """A step that only those may take who hold the right role over the agency."""

    act: Act

    class Meta:
        abstract = True

    def start(self, workflow_state: WorkflowState, user: "User | None" = None) -> TaskState:
        """Put the newest version before the approver.

        Wagtail may have read the row before the officer's last change was saved: what was returned
        would come back as it was.
        """
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        started: TaskState = super().start(workflow_state, user)
        return started

    def _may(self, obj: Approved, user: "User") -> bool:
        return policy_for(user).covers(self.act, obj.agency)

    def user_can_access_editor(self, obj: Approved, user: "User") -> bool:
        return self._may(obj, user)

    def locked_for_user(self, obj: Approved, user: "User") -> bool:
        return not self._may(obj, user)

    def get_actions(self, obj: Approved, user: "User") -> list[tuple[str, str, bool]]:
        if not self._may(obj, user):
            return []
        return [
            ("reject", str(_("Return with a reason")), True),
            ("approve", str(_("Approve")), False),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else TaskStateCommentForm

    def get_task_states_user_can_moderate(
        self, user: "User", **kwargs: object
    ) -> models.QuerySet[TaskState]:
        return TaskState.objects.filter(
            self._reachable(user), status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr
        )

    def _reachable(self, user: "User") -> Q:
        """Narrow to what is under way in agencies where this person may take the step."""
        found = Q(pk__in=())
        for model in APPROVED:
            under_way = model.objects.filter(workflow_states__status="in_progress")
            keys = policy_for(user).rows(under_way, self.act).values_list("pk", flat=True)
            found |= Q(
                workflow_state__base_content_type=ContentType.objects.get_for_model(model),
                workflow_state__object_id__in=[str(key) for key in keys],
            )
        return found


class HeadApproval(ScopedApproval):
    """The head of the agency answers for the content."""

    act = Act.APPROVE_AS_HEAD

    class Meta:
        verbose_name = _("approval by the head of the agency")

    @classmethod
    def get_description(cls) -> str:
        return str(_("The head of the agency, or of one above it, approves or returns."))


class OrganiserApproval(ScopedApproval):
    """The organisation bureau answers for form and completeness."""

    act = Act.APPROVE_AS_ORGANISER

    class Meta:
        verbose_name = _("approval by the organisation bureau")

    @classmethod
    def get_description(cls) -> str:
        return str(_("The organisation bureau approves or returns."))
