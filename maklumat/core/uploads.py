"""What people send: typed by its content, made harmless, stored out of reach, handed out with care.

Pictures are decoded and written anew, so nothing but the pixels survives: no place, no camera, no
hidden page. PDF files are kept byte for byte, because many carry an electronic signature, but only
when a separate, limited process finds nothing in them that acts by itself.
"""

import hashlib
import json
import re
import struct
import subprocess
import sys
import unicodedata
import uuid
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext as _
from PIL import Image

from maklumat.core import pdfverdict
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import StoredFile

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
IMAGES = frozenset({JPEG, PNG, WEBP})
DOCUMENTS = frozenset({PDF})
ANY_KIND = IMAGES | DOCUMENTS

SUFFIX = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", PDF: ".pdf"}
# Endings of what is surely neither; other endings say nothing, the content decides.
HOPELESS = frozenset(
    re.findall(
        r"[.]\w+",
        ".exe .msi .apk .bat .cmd .com .js .jar .sh .zip .rar .7z .gz .tar .iso .doc .docx .odt .rtf"
        " .xls .xlsx .ods .csv .ppt .pptx .odp .txt .html .htm .xml .json .svg .gif .bmp .tif .tiff"
        " .psd .heic .heif .mp3 .m4a .wav .ogg .aac .mp4 .mov .avi .mkv .webm .3gp",
    )
)
FORMAT = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_FILES = 5
MOST_BYTES_TOGETHER = 25 * MEGABYTE
MOST_PAGES = 100
# Decoding takes up to 16 bytes of memory a pixel (WebP); only a plain JPEG shrinks while it is read.
MOST_MEGAPIXELS = 16
MOST_MEGAPIXELS_IN_STRIPS = 85
LONGEST_SIDE = 2560
PDF_SECONDS = 30  # of the clock, on a busy machine; of the processor `pdfcheck` allows 8
LONGEST_NAME = 100
FOLDER = "files"
ORIENTATION = 0x0112  # the Exif tag, and what makes each of its values upright
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What the decoders of Pillow raise on files that were cut off or made to hurt.
DAMAGE = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError,
          struct.error, zlib.error)  # fmt: skip
TOO_MANY_PIXELS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Accepted:
    """A file that may be stored: a name to show, the type its content has, the content to keep."""

    name: str
    mime: str
    content: bytes
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def accept(
    file: File, *, kinds: Iterable[str] = ANY_KIND, most_bytes: int = MOST_BYTES
) -> Accepted:
    """Return the harmless form of an uploaded file.

    Raises RuleBroken with a sentence that names the file and says what would mend it.
    """
    name, allowed = clean_name(file.name or ""), frozenset(kinds)
    content = _content(file, name, most_bytes)
    mime = _kind(content)
    if mime not in allowed:
        raise RuleBroken(_wrong_kind(name, content, allowed))
    if mime == PDF:
        return _accept_pdf(name, content)
    return _accept_image(name, mime, content)


def check_announced(
    name: str, size: int, *, kinds: Iterable[str] = ANY_KIND, most_bytes: int = MOST_BYTES
) -> None:
    """Refuse a file before it is sent, by its size and by an ending that no allowed kind has.

    Raises RuleBroken with the sentence that `accept` would end with.
    """
    name, allowed = clean_name(name), frozenset(kinds)
    if size > most_bytes:
        raise RuleBroken(_too_large(name, most_bytes))
    if size <= 0:
        raise RuleBroken(_empty(name))
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in HOPELESS:
        # A HEIC photo is told by its first bytes; here its ending stands for them.
        first = b"0000ftypheic" if suffix in (".heic", ".heif") else b""
        raise RuleBroken(_wrong_kind(name, first, allowed))


def accept_all(
    files: Sequence[File],
    *,
    kinds: Iterable[str] = ANY_KIND,
    most_files: int = MOST_FILES,
    most_bytes_together: int = MOST_BYTES_TOGETHER,
) -> list[Accepted]:
    """Accept several files, or none of them: RuleBroken tells about the first that will not do."""
    if len(files) > most_files:
        raise RuleBroken(
            _("You chose %(chosen)d files. Send at most %(most)d; leave out the less important.")
            % {"chosen": len(files), "most": most_files}
        )
    if sum(file.size for file in files) > most_bytes_together:
        raise RuleBroken(
            _("Together the files are larger than %(most)d MB. Send fewer or smaller files.")
            % {"most": most_bytes_together // MEGABYTE}
        )
    return [accept(file, kinds=kinds) for file in files]


def store(accepted: Accepted, *, about: str, at: datetime) -> StoredFile:
    """Keep an accepted file under a random name; `about` is the public number it belongs to."""
    uid = uuid.uuid4()
    path = f"{FOLDER}/{at:%Y}/{uid.hex[:2]}/{uid.hex}{SUFFIX[accepted.mime]}"
    saved = default_storage.save(path, ContentFile(accepted.content))
    try:
        with transaction.atomic():
            return StoredFile.objects.create(
                uid=uid,
                name=accepted.name,
                mime=accepted.mime,
                path=saved,
                size=len(accepted.content),
                digest=hashlib.sha256(accepted.content).hexdigest(),
                width=accepted.width,
                height=accepted.height,
                pages=accepted.pages,
                about=about,
                stored_at=at,
            )
    except BaseException:
        default_storage.delete(saved)
        raise


def discard(stored: StoredFile) -> None:
    """Delete the row, and the file itself once that is certain."""
    path = stored.path
    stored.delete()
    transaction.on_commit(partial(default_storage.delete, path))


def sweep(*, before: datetime) -> int:
    """Delete files that no row knows: their transaction was rolled back. Return how many.

    Only older than `before`: a younger one may belong to a transaction that is still open.
    """
    found = [path for path in _paths(FOLDER) if default_storage.get_modified_time(path) < before]
    known = set(StoredFile.objects.values_list("path", flat=True))
    lost = [path for path in found if path not in known]
    for path in lost:
        default_storage.delete(path)
    return len(lost)


def serve(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """Hand a stored file out. Whoever calls has checked that this person may have it.

    Only pictures can be shown inside a page; a PDF is always a download.
    """
    try:
        content = default_storage.open(stored.path)
    except FileNotFoundError as error:
        raise NotFound(str(stored.uid)) from error
    response = FileResponse(
        content,
        as_attachment=not (inline and stored.mime in IMAGES),
        filename=stored.name,
        content_type=stored.mime,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def clean_name(name: str) -> str:
    """Return a name that is safe to show and to save: no path, no invisible or reversing signs.

    >>> clean_name("C:\\\\foto\\\\..\\\\ktp\\u202egpj.exe")
    'ktpgpj.exe'
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    plain = re.sub(r'[<>:"/|?*\s]+', " ", visible).strip(" .")
    stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix[:10]
    return (stem[: LONGEST_NAME - len(suffix)] + suffix) or _("file")


def _paths(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from _paths(f"{folder}/{inner}")


def _content(file: File, name: str, most_bytes: int) -> bytes:
    content = b"" if file.size > most_bytes else file.read(most_bytes + 1)
    if file.size > most_bytes or len(content) > most_bytes:
        raise RuleBroken(_too_large(name, most_bytes))
    if not content:
        raise RuleBroken(_empty(name))
    return content


def _too_large(name: str, most_bytes: int) -> str:
    return _(
        "“%(name)s” is larger than %(most)d MB. Take the photo at a lower resolution or split the document."
    ) % {"name": name, "most": most_bytes // MEGABYTE}


def _empty(name: str) -> str:
    return _("“%(name)s” is empty. Choose the file again.") % {"name": name}


def _kind(content: bytes) -> str:
    """Tell the type by the first bytes; the name and what the browser says count for nothing."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    return PDF if content.startswith(b"%PDF-") else ""


def _wrong_kind(name: str, content: bytes, allowed: frozenset[str]) -> str:
    if allowed & IMAGES and content[4:8] == b"ftyp" and content[8:11] in (b"hei", b"hev", b"mif"):
        return _(
            "“%(name)s” is a HEIC photo, which many computers cannot open. "
            "Set the camera to “most compatible” or send a screenshot of it."
        ) % {"name": name}
    if not allowed & DOCUMENTS:
        return _("“%(name)s” is not a photo. Send a JPEG, PNG or WebP picture.") % {"name": name}
    if not allowed & IMAGES:
        return _("“%(name)s” is not a PDF. Save or scan it as PDF and send that.") % {"name": name}
    return _(
        "“%(name)s” is neither a photo (JPEG, PNG, WebP) nor a PDF. "
        "Take a photo of it or save it as PDF."
    ) % {"name": name}


def _accept_image(name: str, mime: str, content: bytes) -> Accepted:
    try:
        with Image.open(BytesIO(content), formats=[FORMAT[mime]]) as image:
            # Only the header has been read so far.
            most = _most_megapixels(image, mime)
            if image.width * image.height > most * 1_000_000:
                raise RuleBroken(_too_many_pixels(name, most))
            harmless = _redrawn(image, mime)
    except TOO_MANY_PIXELS as error:
        raise RuleBroken(_too_many_pixels(name, MOST_MEGAPIXELS)) from error
    except DAMAGE as error:
        raise RuleBroken(
            _("“%(name)s” is damaged and cannot be opened. Take the photo again and send it.")
            % {"name": name}
        ) from error
    written = BytesIO()
    quality = {} if mime == PNG else {"quality": 85}
    harmless.save(written, FORMAT[mime], **quality)
    return Accepted(
        _named(name, mime), mime, written.getvalue(), width=harmless.width, height=harmless.height
    )


def _redrawn(image: Image.Image, mime: str) -> Image.Image:
    """Return the first frame's pixels, upright and small, on an image that knows nothing else."""
    if mime == JPEG:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    turn = _turn(image)
    mode = "RGBA" if mime != JPEG and image.has_transparency_data else "RGB"
    if image.mode == mode:  # shrink first: a copy at full size would double the memory
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pixels = image.convert(mode)
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = pixels.transpose(turn) if turn is not None else pixels
    blank = Image.new(mode, upright.size)
    blank.paste(upright)
    return blank


def _turn(image: Image.Image) -> Image.Transpose | None:
    try:
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except DAMAGE:
        return None


def _most_megapixels(image: Image.Image, mime: str) -> int:
    """Allow more where the decoder can shrink while it reads."""
    is_read_in_strips = mime == JPEG and not image.info.get("progressive")
    return MOST_MEGAPIXELS_IN_STRIPS if is_read_in_strips else MOST_MEGAPIXELS


def _too_many_pixels(name: str, most: int) -> str:
    return _("“%(name)s” has too many pixels. Send a picture of at most %(most)d megapixels.") % {
        "name": name,
        "most": most,
    }


def _accept_pdf(name: str, content: bytes) -> Accepted:
    found = _inspected(content)
    if found.problem:
        raise RuleBroken(_pdf_sentence(found.problem) % {"name": name, "most": MOST_PAGES})
    return Accepted(_named(name, PDF), PDF, content, pages=found.pages)


def _inspected(content: bytes) -> pdfverdict.Verdict:
    """Look into the PDF in a process of its own, which may use little memory and time."""
    command = [sys.executable, "-m", "maklumat.core.pdfcheck", str(MOST_PAGES)]
    try:
        # Our own program, with a number as its only argument.
        done = subprocess.run(  # noqa: S603
            command,
            input=content,
            capture_output=True,
            timeout=PDF_SECONDS,
            check=False,
            cwd=settings.BASE_DIR,
        )
        return pdfverdict.Verdict(**json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return pdfverdict.Verdict(problem=pdfverdict.HEAVY)


def _pdf_sentence(problem: str) -> str:
    return {
        pdfverdict.LOCKED: _("“%(name)s” is locked with a password. Save it without one and send it again."),
        pdfverdict.ACTIVE: _("“%(name)s” contains a program or an action that starts by itself. Print it to a new PDF and send that."),
        pdfverdict.ATTACHED: _("“%(name)s” contains other files or media. Send them one by one, each as a PDF or photo."),
        pdfverdict.FORM: _("“%(name)s” is an XFA form, which most programs cannot show. Print it to a new PDF and send that."),
        pdfverdict.LONG: _("“%(name)s” has more than %(most)d pages. Send only the pages that matter."),
        pdfverdict.HEAVY: _("“%(name)s” takes too long to examine. Print it to a new PDF and send that."),
    }.get(problem, _("“%(name)s” is damaged and cannot be opened. Scan or save it again as PDF."))  # fmt: skip


def _named(name: str, mime: str) -> str:
    """Give the name the ending that its content has: `ktp.jpg` that is a PNG becomes `ktp.png`."""
    same = {".jpeg": ".jpg"}
    suffix = PurePosixPath(name).suffix
    if same.get(suffix.lower(), suffix.lower()) == SUFFIX[mime]:
        return name
    return (PurePosixPath(name).stem or name) + SUFFIX[mime]
