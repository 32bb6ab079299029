"""The blocks that a page is written with, kept out of migrations."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

from maklumat.pages.cleaning import FEATURES, clean

# Any below: Wagtail's blocks and fields are untyped.


class TextBlock(blocks.RichTextBlock):
    """Rich text that is cleaned on its way into the database, whoever sends it."""

    def get_prep_value(self, value: Any) -> str:
        return clean(super().get_prep_value(value) or "")

    def clean(self, value: Any) -> RichText:
        cleaned: RichText = super().clean(value)
        return RichText(clean(cleaned.source)) if cleaned else cleaned


class PictureBlock(ImageBlock):
    """A picture with what it shows in words, or the plain statement that it only adorns."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except StructBlockValidationError as error:
            if "alt_text" not in error.block_errors:
                raise
            raise StructBlockValidationError(
                block_errors={"alt_text": ValidationError(missing_alt())}
            ) from error

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/site/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Quote"), max_length=600)
    person = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "pages/site/blocks/quote.html"


class BodyField(StreamField):
    """What stands on a page, block by block."""

    def __init__(self, *_args: Any, **options: Any) -> None:
        picture = PictureBlock()
        picture.child_blocks["decorative"].field.label = _("It only adorns the page")
        picture.child_blocks["alt_text"].field.label = _("What the picture shows")
        stream = [
            (
                "text",
                TextBlock(
                    features=FEATURES,
                    label=_("Text"),
                    template="pages/site/blocks/text.html",
                ),
            ),
            ("picture", picture),
            ("quote", QuoteBlock()),
        ]
        options.pop("block_lookup", None)
        super().__init__(stream, **options)

    def deconstruct(self) -> Any:
        """Leave the blocks out: a change of them is no change of the table."""
        name, path, _arguments, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [], options


def missing_alt() -> str:
    return gettext(
        "Write in a few words what the picture shows, for people who cannot see it; "
        "or mark that it only adorns the page."
    )
