"""How a page of a microsite is edited: its fields in order, and what is asked before it is public."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import Resolver404, resolve
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.blocks import StreamValue

from maklumat.core.errors import NotFound
from maklumat.pages.fields import missing_alt

# Any below: Wagtail's forms and panels are untyped.

RESERVED = {"cari", "tema", "static"}  # addresses of the site itself

SETTINGS = [
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("show_in_menus", heading=_("Show in the menu"))],
        heading=_("Address and menu"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("seo_title", heading=_("Title for search engines")),
            FieldPanel("search_description", heading=_("Description for search engines")),
        ],
        heading=_("Search engines"),
    ),
]
TITLE = [TitleFieldPanel("title"), FieldPanel("lead", widget=forms.Textarea({"rows": 2}))]
LIST = TITLE
FREE = [*TITLE, FieldPanel("body")]
HOME = [
    *TITLE,
    FieldPanel("body"),
    MultiFieldPanel(
        [FieldPanel("logo"), FieldPanel("accent", widget=forms.TextInput)], heading=_("Look")
    ),
]
NEWS = [
    TitleFieldPanel("title"),
    FieldPanel("date"),
    FieldPanel("lead", widget=forms.Textarea({"rows": 2})),
    MultiFieldPanel(
        [
            FieldPanel("picture"),
            FieldPanel("picture_alt"),
            FieldPanel("picture_adorns"),
            FieldPanel("caption"),
        ],
        heading=_("Picture"),
    ),
    FieldPanel("body"),
]
DOWNLOADS = [
    *TITLE,
    InlinePanel(
        "files",
        heading=_("Documents"),
        label=_("Document"),
        panels=[
            FieldPanel("document"),
            FieldRowPanel([FieldPanel("title"), FieldPanel("date")]),
            FieldPanel("note"),
        ],
    ),
]


class SitePageForm(WagtailAdminPageForm):
    """Keeps a page inside its site, and unpublished while a picture has no words."""

    is_draft = False

    def defer_required_fields(self) -> None:
        self.is_draft = True
        super().defer_required_fields()

    def restore_required_fields(self) -> None:
        self.is_draft = False
        super().restore_required_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        page = self._site_page()
        # Missing and forbidden look alike: a stranger's file is not named in an error either.
        if page.has_foreign_files(list(self._references(cleaned))):
            raise NotFound("file")
        if not self.is_draft and _lacks_words(cleaned):
            self.add_error("picture_alt", missing_alt())
        return cleaned

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if self.parent_page is not None and self.parent_page.depth == _HOME_DEPTH:
            check_address(slug)
        return slug

    def _site_page(self) -> Any:
        return self.instance if self.instance.pk else self.parent_page.specific

    def _references(self, cleaned: dict[str, Any]) -> Iterator[tuple[type[Model], str]]:
        rows = [cleaned, *(form.cleaned_data for form in self._file_forms())]
        for value in (value for row in rows for value in row.values()):
            if isinstance(value, StreamValue):
                for model, key, *_paths in value.stream_block.extract_references(value):
                    yield model, str(key)
            elif isinstance(value, Model):
                yield type(value), str(value.pk)

    def _file_forms(self) -> list[Any]:
        formset = self.formsets.get("files")
        return [form for form in formset.forms if form.is_valid()] if formset else []


_HOME_DEPTH = 2


def _lacks_words(cleaned: dict[str, Any]) -> bool:
    has_words = cleaned.get("picture_alt") or cleaned.get("picture_adorns")
    return bool(cleaned.get("picture")) and not has_words


def check_address(slug: str) -> None:
    """Refuse the address of a page that hides another: on a host of its own a site begins at "/".

    Raises ValidationError.
    """
    if slug in RESERVED or _is_taken(slug):
        raise ValidationError(
            gettext("The address “%(slug)s” is used by the portal. Choose another one.")
            % {"slug": slug}
        )


def _is_taken(slug: str) -> bool:
    with override("id"):
        try:
            resolve(f"/{slug}/")
        except Resolver404:
            return slug == "en"
    return True
