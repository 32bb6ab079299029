"""Pictures and documents of microsites. Their addresses ask for a right before anything is sent."""

from pathlib import PurePosixPath

from django.core.files.base import ContentFile, File
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter


class Picture(AbstractImage):
    """A picture in the collection of one microsite."""

    admin_form_fields = ("title", "file", "description", "collection")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:  # noqa: A002  Wagtail's name
        """Return the new size in memory; Wagtail leaves its temporary file open."""
        made = super().generate_rendition_file(filter, source=source)
        try:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)
        finally:
            made.close()


class PictureSize(AbstractRendition):
    """A picture, made ready for one place on a page."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="pages_one_size_of_a_kind"
            )
        ]

    @property
    def url(self) -> str:
        return reverse("site-files:picture", args=[self.pk, PurePosixPath(self.file.name).name])


class Paper(AbstractDocument):
    """A document in the collection of one microsite."""

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_paper", "Can choose document")]

    @property
    def url(self) -> str:
        return reverse("site-files:paper", args=[self.pk, self.filename])
