"""Look into an untrusted PDF. Runs as a program of its own, with little memory and time.

    python -m maklumat.core.pdfcheck MOST_PAGES < file.pdf     prints {"problem": "", "pages": 3}

No Django here, so that it starts quickly.
"""

import contextlib
import json
import logging
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from maklumat.core.pdfverdict import ACTIVE, ATTACHED, BROKEN, FORM, HEAVY, LOCKED, LONG, Verdict

MEMORY = 768 * 1024 * 1024
SECONDS = 8
MOST_OBJECTS = 200_000
MOST_INFLATED = 200 * 1024 * 1024  # one stream: a page scanned in colour at 600 dpi is 100 MB
MOST_INFLATED_TOGETHER = 1024 * 1024 * 1024

ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition"}
ATTACHED_ACTIONS = {"/GoToE", "/RichMediaExecute", "/Movie", "/Sound", "/GoTo3DView"}
ATTACHED_KINDS = {"/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}
# Read in the raw bytes too: an older revision of the file may hide what the newest does not show.
ACTIVE_BYTES = re.compile(rb"/(JavaScript|JS|Launch)\b\s*[/<(\[\d]")
ATTACHED_BYTES = re.compile(rb"/(EmbeddedFiles?|RichMedia)\b\s*[/<(\[\d>]")
STREAMS = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)


class TooHeavyError(Exception):
    """More objects or more inflated bytes than a paper needs."""


def inspect(content: bytes, most_pages: int) -> Verdict:
    """Say what is wrong with a PDF, or how many pages it has."""
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        return Verdict(LOCKED)
    pages = len(reader.pages)
    if pages > most_pages:
        return Verdict(LONG)
    if pages == 0:
        return Verdict(BROKEN)
    outside_streams = STREAMS.sub(b"", content)
    problem = _raw_problem(outside_streams)
    inflated = 0
    for item in _everything(reader):
        problem = problem or _problem(item)
        if problem:
            break
        inflated += _inflated_size(item)
        if inflated > MOST_INFLATED_TOGETHER:
            raise TooHeavyError
    return Verdict(problem, None if problem else pages)


def _raw_problem(content: bytes) -> str:
    if ACTIVE_BYTES.search(content):
        return ACTIVE
    return ATTACHED if ATTACHED_BYTES.search(content) else ""


def _problem(item: DictionaryObject) -> str:
    action, kind = str(item.get("/S", "")), str(item.get("/Subtype", ""))
    if action in ACTIVE_ACTIONS or "/JS" in item or "/JavaScript" in item:
        return ACTIVE
    if "/EmbeddedFiles" in item or "/EF" in item or str(item.get("/Type")) == "/EmbeddedFile":
        return ATTACHED
    if (action in ATTACHED_ACTIONS and "/K" not in item) or kind in ATTACHED_KINDS:
        return ATTACHED
    return FORM if "/XFA" in item else ""


def _everything(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Walk every dictionary that can be reached from the trailer, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[PdfObject | None] = [reader.trailer]
    count = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            item = item.get_object()
        count += 1
        if count > MOST_OBJECTS * 20 or len(seen) > MOST_OBJECTS:
            raise TooHeavyError
        if isinstance(item, DictionaryObject):
            waiting.extend(item.raw_get(key) for key in item)
            yield item
        elif isinstance(item, ArrayObject):
            waiting.extend(list.__iter__(item))


def _inflated_size(item: DictionaryObject) -> int:
    """Inflate a stream piece by piece, keeping nothing, and count."""
    if not isinstance(item, StreamObject):
        return 0
    given = item.get("/Filter", [])
    filters = [str(name) for name in (given if isinstance(given, list) else [given])]
    if sum(name in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW") for name in filters) > 1:
        raise TooHeavyError  # packed twice: no honest program does that
    if not filters or filters[0] not in ("/FlateDecode", "/Fl"):
        return 0
    return _inflated(bytes(item._data))  # noqa: SLF001  the packed bytes; get_data() would inflate


def _inflated(packed: bytes) -> int:
    size, machine = 0, zlib.decompressobj()
    with contextlib.suppress(zlib.error):
        while packed and not machine.eof:
            size += len(machine.decompress(packed, 1024 * 1024))
            packed = machine.unconsumed_tail
            if size > MOST_INFLATED:
                raise TooHeavyError
    return size


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable()
    try:
        found = inspect(sys.stdin.buffer.read(), int(sys.argv[1]))
    except (TooHeavyError, MemoryError):
        found = Verdict(HEAVY)
    # A broken file may break the reader anywhere; in this process that is an answer, not an error.
    except Exception as error:  # noqa: BLE001
        found = Verdict(HEAVY if "imit" in type(error).__name__ else BROKEN)
    sys.stdout.write(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
