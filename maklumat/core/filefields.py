"""A file on a form: accepted, stored, and kept as a reference to `StoredFile`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maklumat.core import uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.models import StoredFile
from maklumat.core.queries import stored_file

# Any: Django's own signatures take whatever they like.


class StoredFileInput(forms.ClearableFileInput):
    """Shows the name of the file that is there, and offers to take it away."""

    template_name = "core/widgets/stored_file.html"

    def is_initial(self, value: Any) -> bool:
        return bool(value)

    def format_value(self, value: Any) -> str:  # type: ignore[override]  # the stubs know only files
        known = stored_file(value)
        return known.name if known else ""


class StoredFileFormField(forms.FileField):
    """Takes an upload and gives a `StoredFile`; without one the file that was there stays.

    The file is stored while the form is checked, because the row must exist to be referred to. A
    form that is refused leaves a file behind that nothing shows.
    """

    widget = StoredFileInput

    def __init__(self, *, kinds: Iterable[str], about: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds, self.about = frozenset(kinds), about
        self.widget.attrs["accept"] = ",".join(sorted(self.kinds))

    def clean(self, data: Any, initial: Any = None) -> StoredFile | None:
        found = super().clean(data, initial)
        if not found:
            return None
        if not isinstance(found, File):  # nothing was sent: the key of what was there
            return stored_file(found)
        try:
            accepted = uploads.accept(found, kinds=self.kinds)
        except RuleBroken as error:
            raise ValidationError(str(error)) from None
        return uploads.store(accepted, about=self.about, at=now())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) or data is False


class StoredFileField(models.ForeignKey):
    """A reference to a stored file that forms show as an upload. Migrations see a foreign key."""

    def __init__(
        self, verbose_name: Any = None, *, kinds: Iterable[str] = uploads.IMAGES, **kwargs: Any
    ) -> None:
        self.kinds = frozenset(kinds)
        options = {"null": True, "blank": True, "related_name": "+", **kwargs}
        options.setdefault("to", "core.StoredFile")
        options.setdefault("on_delete", models.SET_NULL)
        super().__init__(verbose_name=verbose_name, **options)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return StoredFileFormField(
            kinds=self.kinds,
            about=self.model._meta.label_lower,
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=self.help_text or self._hint(),
        )

    def _hint(self) -> Any:
        if uploads.PDF in self.kinds:
            return _("A photo (JPEG, PNG, WebP) or a PDF of at most 10 MB.")
        return _("A photo or drawing (JPEG, PNG, WebP) of at most 10 MB.")
