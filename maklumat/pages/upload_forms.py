"""Pictures and documents of microsites go through the rules for everything that people send."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from maklumat.core import uploads
from maklumat.core.errors import RuleBroken

# Any below: Wagtail's forms are untyped.


class CleanedFile:
    """Puts the harmless form of an uploaded file in its place."""

    kinds: frozenset[str]
    cleaned_data: dict[str, Any]

    def clean_file(self) -> File:
        file: File = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file  # as it was
        file.seek(0)
        try:
            accepted = uploads.accept(file, kinds=self.kinds)
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from None
        return ContentFile(accepted.content, name=accepted.name)


class PictureForm(CleanedFile, BaseImageForm):
    kinds = uploads.IMAGES


class PaperForm(CleanedFile, BaseDocumentForm):
    kinds = uploads.ANY_KIND
