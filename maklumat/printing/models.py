"""The sets of paper that people have ordered."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.printing import labels


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Content(StrEnum):
    """What a set holds; who makes it is registered in `sets.MAKERS`."""

    PAPER = "paper"
    COPY = "copy"


UNDER_WAY = (State.WAITING.value, State.RUNNING.value)


class PrintJob(models.Model):
    """One ZIP, made in the background: the papers of an agency, or (without one) of the whole
    government, or a copy of the public catalogue.

    `run` names the worker that is making it: whoever finds another name there stops. `total` is 0
    until the worker has counted. The file lies in private storage and is deleted at `expires_at`.
    """

    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("ordered by"),
    )
    content = models.CharField(
        _("content"), max_length=8, choices=labels.CONTENTS, default=Content.PAPER.value
    )
    state = models.CharField(
        _("state"), max_length=8, choices=labels.STATES, default=State.WAITING.value
    )
    run = models.UUIDField(null=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    path = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("set of paper")
        verbose_name_plural = _("sets of paper")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed"]),
                name="printjob_state",
            ),
            models.CheckConstraint(
                condition=models.Q(content__in=["paper", "copy"]), name="printjob_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_ready(self) -> bool:
        return self.state == State.DONE and bool(self.path)
