"""The two steps of approval, as tasks of Wagtail's workflow."""

from typing import TYPE_CHECKING

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task, TaskState

from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models.service import Service

if TYPE_CHECKING:
    from maklumat.accounts.models import User


class ReasonForm(TaskStateCommentForm):
    """A standard is never returned without a reason."""

    comment = forms.CharField(
        label=_("What must be mended"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Write what must be mended, so that the officer can go on.")},
    )


class ScopedApproval(Task):
    """A step that only those may take who hold the right role over the service's agency."""

    act: Act

    class Meta:
        abstract = True

    def _may(self, service: Service, user: "User") -> bool:
        return policy_for(user).covers(self.act, service.agency)

    def user_can_access_editor(self, obj: Service, user: "User") -> bool:
        return self._may(obj, user)

    def locked_for_user(self, obj: Service, user: "User") -> bool:
        return not self._may(obj, user)

    def get_actions(self, obj: Service, user: "User") -> list[tuple[str, str, bool]]:
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
        reachable = policy_for(user).rows(
            Service.objects.filter(workflow_states__status="in_progress"), self.act
        )
        keys = [str(key) for key in reachable.values_list("pk", flat=True)]
        return TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            task=self.task_ptr,
            workflow_state__object_id__in=keys,
        )


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
