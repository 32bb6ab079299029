"""Office files that people send: a ZIP of XML, opened only after a careful look.

Nothing in it is run or followed: files with macros are refused, links to other files are never
opened, and nothing is unpacked beyond a bound.
"""

import re
import zipfile
import zlib
from io import BytesIO

from django.core.files import File
from django.utils.translation import gettext as _

from maklumat.core.errors import RuleBroken

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 24 * MEGABYTE
MOST_PARTS = 400
CHUNK = 64 * 1024
ENCRYPTED = 0x1
PARTS = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
MACRO = re.compile(r"vbaproject|macrosheets|activex", re.IGNORECASE)
# A part that declares entities could grow without end; office programs never write one.
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError,
          ValueError)  # fmt: skip


def accept(file: File, kind: str) -> bytes:
    """Return the content of an uploaded .xlsx or .docx.

    Raises RuleBroken with a sentence that says what would mend it.
    """
    content = accept_text(file)
    check(content, kind)
    return content


def accept_text(file: File) -> bytes:
    """Return the content of an uploaded file that is not too large. Raises RuleBroken."""
    if file.size > MOST_BYTES:
        raise RuleBroken(
            _("The file is larger than %d MB. Remove pictures from it, or split it.")
            % (MOST_BYTES // MEGABYTE)
        )
    return bytes(file.read())


def check(content: bytes, kind: str) -> None:
    """Refuse what is not a plain office file of this kind. Raises RuleBroken."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive, kind)
    except DAMAGE:
        raise RuleBroken(
            _("This is not a %s file, or it is damaged. Open it and save it again as %s.")
            % (kind, kind)
        ) from None


def _check_parts(archive: zipfile.ZipFile, kind: str) -> None:
    parts = archive.infolist()
    if PARTS[kind] not in {part.filename for part in parts}:
        raise zipfile.BadZipFile
    if len(parts) > MOST_PARTS:
        raise _too_much()
    left = MOST_UNPACKED
    for part in parts:
        if part.flag_bits & ENCRYPTED:
            raise RuleBroken(_("The file has a password. Save it without one and send it again."))
        if MACRO.search(part.filename):
            raise RuleBroken(_("The file holds macros. Save it as %s, without macros.") % kind)
        left -= _unpacked(archive, part, left)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """Return the true size of a part, counted while unpacking, never taken from its label."""
    size, tail = 0, b""
    is_text = part.filename.endswith((".xml", ".rels"))
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise _too_much()
            if is_text and (b"\x00" in chunk or DECLARATION.search(tail + chunk)):
                raise zipfile.BadZipFile
            tail = chunk[-16:]
    return size


def _too_much() -> RuleBroken:
    return RuleBroken(
        _("The file unpacks to more than %d MB. Remove what does not belong to it.")
        % (MOST_UNPACKED // MEGABYTE)
    )
