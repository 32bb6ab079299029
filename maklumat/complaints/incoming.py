"""A letter that came by e-mail, as plain values: who, what, about which report. Pure.

Machines write letters too: answers of absence, returned letters, mailing lists. They are told by
the headers that RFC 3834 and its elders know, and are never answered, so that no two machines
write to each other for ever.
"""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser

LONGEST_TEXT = 10_000
LONGEST_SUBJECT = 150
MOST_PARTS = 60
NUMBER = re.compile(r"\bPGD-\d{4}-\d{6,15}-\d\b", re.IGNORECASE)
UID = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE)
ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,255}")
PREFIX = re.compile(
    r"^\s*(?:(?:re|fw|fwd|bls|balas|trs|terusan)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE
)
FORWARD = re.compile(r"^\s*(?:fw|fwd|trs|terusan)\b", re.IGNORECASE)
BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
ROBOTS = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "donotreply@")
# Where the answer ends and the letter it answers begins, as mail programs mark it.
QUOTED = re.compile(
    r"^(?:(?:Pada|On)\b.{5,200}\b(?:menulis|wrote)\s*:\s*$"
    r"|-{2,}\s*(?:Original Message|Pesan asli|Pesan Asli|Forwarded message|Pesan terusan).*$"
    r"|_{10,}\s*$"
    r"|(?:Dari|From)\s*:.{3,200}$(?=\n(?:Dikirim|Sent|Tanggal|Date|Kepada|To)\s*:))",
    re.MULTILINE,
)
BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote", "table"})
SILENT = frozenset({"script", "style", "head", "title"})


@dataclass(frozen=True)
class Enclosure:
    """A file of a letter, unchecked."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Incoming:
    """A letter. `machine` says by which mark it is no person's; then nothing else counts."""

    digest: str
    sender: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    numbers: Sequence[str] = ()
    answers: Sequence[str] = ()  # Message-IDs of ours that it answers
    own: str = ""  # the random part of its own Message-ID, if that looks like ours
    files: Sequence[Enclosure] = field(default=())
    machine: str = ""


def read(raw: bytes) -> Incoming:
    """Read a letter, however broken; what can't be read is left out."""
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(letter, EmailMessage)  # noqa: S101  # for the type checker: the policy says so
    ident = _header(letter, "Message-ID").strip()
    digest = hashlib.sha256(ident.encode(errors="replace") if ident else raw).hexdigest()
    name, sender = _sender(letter)
    machine = _machine(letter, sender)
    if machine:
        return Incoming(digest, sender=sender, machine=machine)
    subject = " ".join(_header(letter, "Subject").split())
    parts = list(_parts(letter))
    whole = _body(parts)
    numbers = _numbers(letter, subject)
    text = whole if FORWARD.match(subject) else without_quote(whole) or whole
    return Incoming(
        digest=digest,
        sender=sender,
        name=name,
        subject=PREFIX.sub("", subject)[:LONGEST_SUBJECT].strip(),
        text=text[:LONGEST_TEXT],
        numbers=numbers,
        answers=UID.findall(f"{_header(letter, 'In-Reply-To')} {_header(letter, 'References')}"),
        own=(UID.findall(ident) or [""])[0],
        files=tuple(_files(parts)),
    )


def without_quote(text: str) -> str:
    """Cut the letter that is answered off an answer.

    >>> without_quote("Sudah saya kirim.\\n\\nPada Sen, 16 Nov 2026, Layanan menulis:\\n> Apakah …")
    'Sudah saya kirim.'
    """
    found = QUOTED.search(text)
    kept = text[: found.start()] if found else text
    kept = kept.split("\n-- \n")[0]
    lines = [line for line in kept.splitlines() if not line.lstrip().startswith(">")]
    return "\n".join(lines).strip()


def plain(html: str) -> str:
    """Return the words of a web page as text; nothing of it is run or fetched.

    >>> plain("<p>Lampu <b>mati</b></p><script>x()</script><p>Sejak Senin</p>")
    'Lampu mati\\n\\nSejak Senin'
    """
    reader = _Words()
    reader.feed(html[: 40 * LONGEST_TEXT])
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.found).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS and tag != "br":
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def _header(letter: EmailMessage, name: str) -> str:
    """Return a header as text; one that can't be read counts as missing."""
    try:
        return _clean(str(letter.get(name, "")))
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""


def _sender(letter: EmailMessage) -> tuple[str, str]:
    """Return name and address of the one who wrote; nothing unless there is exactly one."""
    try:
        found = [pair for pair in getaddresses([_header(letter, "From")]) if pair[1]]
    except (ValueError, IndexError):
        return "", ""
    if len(found) != 1 or not ADDRESS.fullmatch(found[0][1]):
        return "", ""
    name, address = found[0]
    return " ".join(name.split())[:120], address.lower()[:254]


def _machine(letter: EmailMessage, sender: str) -> str:
    auto = _header(letter, "Auto-Submitted").lower()
    if auto and not auto.startswith("no"):
        return "Auto-Submitted"
    if _header(letter, "Precedence").strip().lower() in BULK:
        return "Precedence"
    for name in ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Response-From"):  # fmt: skip
        if _header(letter, name):
            return name
    if _header(letter, "Return-Path").strip() == "<>":
        return "Return-Path"
    if letter.get_content_type() == "multipart/report":
        return "report"
    return "sender" if not sender or sender.startswith(ROBOTS) else ""


def _numbers(letter: EmailMessage, subject: str) -> list[str]:
    """Return the report numbers in the addresses (name+number@…) and the subject, once each."""
    headers = ("To", "Cc", "Delivered-To", "X-Original-To")
    places = [_header(letter, name) for name in headers]
    found = [number.upper() for text in (*places, subject) for number in NUMBER.findall(text)]
    return list(dict.fromkeys(found))[:5]


def _parts(letter: EmailMessage) -> Iterator[EmailMessage]:
    for at, part in enumerate(letter.walk()):
        if at >= MOST_PARTS:
            return
        if isinstance(part, EmailMessage) and not part.is_multipart():
            yield part


def _body(parts: Sequence[EmailMessage]) -> str:
    for kind, read_as in (("text/plain", str), ("text/html", plain)):
        texts = [_text(part) for part in parts
                 if part.get_content_type() == kind and not _is_file(part)]  # fmt: skip
        if any(text.strip() for text in texts):
            return _clean("\n".join(read_as(text) for text in texts)).strip()
    return ""


def _is_file(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_filename(part))


def _filename(part: EmailMessage) -> str:
    try:
        return _clean(part.get_filename() or "")
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):
        return ""


def _files(parts: Sequence[EmailMessage]) -> Iterator[Enclosure]:
    """Yield what was enclosed; a small picture inside the text is a signature's ornament."""
    for part in parts:
        if not _is_file(part):
            continue
        content = part.get_payload(decode=True)
        raw = content if isinstance(content, bytes) else b""
        is_ornament = part.get_content_disposition() == "inline" and len(raw) < 20_000
        if raw and not (is_ornament and part.get("Content-ID")):
            yield Enclosure(_filename(part) or part.get_content_type(), raw)


def _text(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, MessageError, AttributeError):
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def _clean(text: str) -> str:
    """Drop what no database holds: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode().replace("\r\n", "\n")
