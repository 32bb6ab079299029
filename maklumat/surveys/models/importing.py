"""Old answers that come in as a file."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.surveys import labels


class SurveyImport(models.Model):
    """A file of old answers of one service, between its preview and its taking over."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="survey_imports")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    name = models.CharField(_("file"), max_length=120)
    digest = models.CharField(max_length=64)  # of the content: the same file twice is told
    # The table as text, headings first; once taken over only the rows that were left out.
    rows = models.JSONField(default=list)
    order = models.CharField(max_length=8, choices=labels.ORDERS, blank=True)
    total = models.PositiveIntegerField(_("rows"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    made_at = models.DateTimeField(_("read on"))
    done_at = models.DateTimeField(_("taken over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of answers")
        verbose_name_plural = _("imports of answers")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
