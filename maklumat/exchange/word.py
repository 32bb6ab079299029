"""The words of a Word file: its table of components, as lines. Nothing else of it is looked at."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from maklumat.core.errors import RuleBroken
from maklumat.exchange import archives

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_LINES = 3000
LONGEST = 2000


@dataclass(frozen=True)
class Line:
    """One paragraph; `listed` tells that Word itself numbers it."""

    text: str
    listed: bool = False


@dataclass(frozen=True)
class TableRow:
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Document:
    """All rows of all tables in order, and the paragraphs that stand outside of them."""

    rows: tuple[TableRow, ...]
    loose: tuple[str, ...]


def read(content: bytes) -> Document:
    """Return the tables of a .docx. Raises RuleBroken."""
    archives.check(content, ".docx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            root = fromstring(archive.read("word/document.xml"))
    except Exception:  # noqa: BLE001  # whatever the parser stumbles over, the file is to blame
        raise RuleBroken(
            _("The Word file cannot be read. Open it, save it again as .docx, and send that.")
        ) from None
    body = root.find(f"{W}body")
    rows: list[TableRow] = []
    loose: list[str] = []
    for block in _blocks(body) if body is not None else ():
        if block.tag == f"{W}tbl":
            rows += [TableRow(tuple(_cells(row))) for row in _children(block, "tr")]
        else:
            loose += [line.text for line in _line(block)]
    if not rows:
        raise RuleBroken(
            _("There is no table in this file. Put the components into a table of two columns.")
        )
    if sum(len(cell) for row in rows for cell in row.cells) > MOST_LINES:
        raise RuleBroken(_("The table is too long for one service. Split the file by service."))
    return Document(tuple(rows), tuple(loose))


def _blocks(parent: Element) -> Iterator[Element]:
    """Give paragraphs and tables in order, also out of content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(child)


def _children(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _children(child, name)


def _cells(row: Element) -> Iterator[tuple[Line, ...]]:
    for cell in _children(row, "tc"):
        lines: list[Line] = []
        for block in _blocks(cell):
            paragraphs = block.iter(f"{W}p") if block.tag == f"{W}tbl" else (block,)
            for paragraph in paragraphs:
                lines += _line(paragraph)
        yield tuple(lines)


def _line(paragraph: Element) -> list[Line]:
    """Return the lines of a paragraph: a break inside of it ends one."""
    words: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            words.append(node.text or "")
        elif node.tag == f"{W}tab":
            words.append(" ")
        elif node.tag in (f"{W}br", f"{W}cr"):
            words.append("\n")
    listed = paragraph.find(f"{W}pPr/{W}numPr") is not None
    texts = (re.sub(r"\s+", " ", text).strip() for text in "".join(words).split("\n"))
    return [Line(text[:LONGEST], listed) for text in texts if text]
