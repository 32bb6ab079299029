"""Official paper: Typst templates filled with data, as tagged PDF/UA-1.

A template is addressed "app/name" and lives in `maklumat/<app>/paper/<name>.typ`; the shared parts
are in `maklumat/core/paper/paper.typ`. What people typed reaches Typst only as JSON data, never as
source, so no text can become markup.
"""

import base64
import json
import logging
import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import typst
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from maklumat.core import fonts
from maklumat.core.errors import RuleBroken

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"([a-z][a-z0-9_]*)/([a-z][a-z0-9_]*)")
MOST_CHARACTERS = 300_000  # about 120 pages: nobody prints more, and memory stays small
UNIVERSAL_ACCESS: Final = "ua-1"

# Not printable, and able to make a text read otherwise than it was typed (bidirectional overrides).
DROPPED = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
KEPT_CONTROLS = "\n\t"
# Letters written from right to left that our fonts lack (all but Arabic): where such words run over
# several lines, Typst 0.15 panics. They are shown as U+FFFD, the sign for what can't be shown.
PANICKING = re.compile(
    "[\u0590-\u05ff\u0700-\u074f\u0780-\u086f\ufb1d-\ufb4f\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_fonts_lock = threading.Lock()
_local = threading.local()
_fonts: list[typst.Fonts] = []


@dataclass(frozen=True)
class Sheet:
    """A paper with all it shows, ready to be set: reading rows and setting pages can be apart.

    `pdf` reads no database, so several sheets can be set at once in threads.
    """

    template: str
    data: Mapping[str, object]
    title: str
    language: str = "id"
    at: datetime | None = None
    most_characters: int = MOST_CHARACTERS

    def pdf(self) -> bytes:
        return pdf(
            self.template,
            self.data,
            title=self.title,
            language=self.language,
            at=self.at,
            most_characters=self.most_characters,
        )


def pdf(
    template: str,
    data: Mapping[str, object],
    *,
    title: str,
    language: str = "id",
    at: datetime | None = None,
    most_characters: int = MOST_CHARACTERS,
) -> bytes:
    """Return the filled template as tagged PDF/UA-1.

    A character that none of our fonts can draw is forbidden by PDF/UA: then the same document is
    made tagged but without that claim, and the log says so. RuleBroken if there is too much text.
    """
    source = _source(template)
    inputs = _inputs(data, title=title, language=language, most_characters=most_characters)
    compiler = _compiler()
    try:
        made = compiler.compile(
            source, format="pdf", sys_inputs=inputs, pdf_standards=UNIVERSAL_ACCESS, timestamp=at
        )
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        # Never the message itself: it quotes what a person typed.
        logger.warning("paper.glyph_missing", extra={"template": template})
        made = compiler.compile(source, format="pdf", sys_inputs=inputs, timestamp=at)
    return _first(made)


def png(
    template: str,
    data: Mapping[str, object],
    *,
    title: str,
    language: str = "id",
    ppi: float = 110,
) -> bytes:
    """Return the first page as a picture, for a preview on the screen."""
    inputs = _inputs(data, title=title, language=language)
    pages = _compiler().compile(_source(template), format="png", ppi=ppi, sys_inputs=inputs)
    return _first(pages)


def picture(content: bytes, mime: str) -> str:
    """Return a PNG, JPEG or WebP picture in the form that templates take: an SVG around it.

    Only for pictures that `uploads` has re-encoded or that come with the program.
    """
    if mime not in ("image/png", "image/jpeg", "image/webp"):
        raise ValueError(f"not a picture for paper: {mime}")
    encoded = base64.b64encode(content).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<image width="100" height="100" href="data:{mime};base64,{encoded}"/></svg>'
    )


def clean(value: object) -> object:
    """Return `value` without characters that cannot stand on paper, at any depth.

    >>> clean({"name": "Si\\x00ti\\u202e", "lines": ["a\\nb", 3]})
    {'name': 'Siti', 'lines': ['a\\nb', 3]}
    """
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, Mapping):
        return {_clean_text(str(key)): clean(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [clean(item) for item in value]
    return value


def _clean_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = DROPPED.sub("", text.replace("\r\n", "\n"))
    text = PANICKING.sub("\ufffd", text)
    kept = (c for c in text if c in KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept))


def _inputs(
    data: Mapping[str, object],
    *,
    title: str,
    language: str,
    most_characters: int = MOST_CHARACTERS,
) -> dict[str, str]:
    encoded = json.dumps(clean(_plain(data)), ensure_ascii=False)
    if len(encoded) - _picture_characters(data) > most_characters:
        raise RuleBroken(
            _("This text is too long to print. Shorten it or print it in several documents.")
        )
    return {"data": encoded, "title": str(clean(title)), "language": language}


def _plain(data: Mapping[str, object]) -> object:
    """Turn dates, decimals and lazy translations into JSON values before they are cleaned."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False))


def _picture_characters(value: object) -> int:
    """Count the characters of drawings, which are large but quick to set."""
    if isinstance(value, str):
        return len(value) if value.startswith("<svg ") else 0
    if isinstance(value, Mapping):
        return sum(_picture_characters(item) for item in value.values())
    if isinstance(value, list | tuple):
        return sum(_picture_characters(item) for item in value)
    return 0


def _source(template: str) -> str:
    match = ADDRESS.fullmatch(template)
    path = ROOT / match[1] / "paper" / f"{match[2]}.typ" if match else None
    if path is None or not path.is_file():
        raise LookupError(f"no paper template {template!r}")
    return str(path)


def _first(made: bytes | list[bytes] | None) -> bytes:
    """Return the file, or the first page where the format makes a file a page."""
    return (made[0] if isinstance(made, list) else made) or b""


def _compiler() -> typst.Compiler:
    """Return this thread's compiler: one cannot serve two threads, but all share the fonts."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(root=str(ROOT), font_paths=_shared_fonts())
    return _local.compiler


def _shared_fonts() -> typst.Fonts:
    with _fonts_lock:
        if not _fonts:
            folders = [str(folder) for folder in fonts.paper_font_folders()]
            _fonts.append(typst.Fonts(include_system_fonts=False, font_paths=folders))
    return _fonts[0]
