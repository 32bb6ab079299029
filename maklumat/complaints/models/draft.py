"""Files of a report that is still being written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maklumat.core.models import StoredFile


class DraftFile(models.Model):
    """A file that was accepted before its report was sent: so that nobody sends it twice.

    Only the random id of the form leads to it. Filing moves the file to the case; what is left is
    swept after a day.
    """

    client_uid = models.UUIDField(db_index=True)
    file = models.OneToOneField(
        StoredFile, models.CASCADE, related_name="+", verbose_name=_("file")
    )
    parcel = models.CharField(max_length=64, blank=True)  # it came in pieces, as this one
    at = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        verbose_name = _("file of an unsent report")
        verbose_name_plural = _("files of unsent reports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)
