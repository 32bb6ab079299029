"""The mailbox that is read: a small protocol, and IMAP by the standard library."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import unquote, urlsplit

SECONDS = 30
AT_ONCE = 50
PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
UNREACHABLE = (OSError, imaplib.IMAP4.error, EOFError)


class Mailbox(Protocol):
    """What reading needs of a mailbox. A letter stays unread until `settle` or `set_aside`."""

    def unread(self) -> list[str]: ...

    def size(self, key: str) -> int: ...

    def fetch(self, key: str, *, headers_only: bool = False) -> bytes: ...

    def settle(self, key: str) -> None: ...

    def set_aside(self, key: str) -> None: ...


class Imap:
    """A folder on an IMAP server. `delete`: what became a case does not stay in the mailbox."""

    def __init__(self, connection: imaplib.IMAP4, *, delete: bool) -> None:
        self.connection = connection
        self.delete = delete

    def unread(self) -> list[str]:
        """Return the letters nobody read and nobody set aside, the oldest first."""
        _kind, found = self._uid("SEARCH", "UNSEEN", "UNFLAGGED")
        first = found[0] if found else b""
        keys = first.split() if isinstance(first, bytes) else []
        return [key.decode() for key in keys][:AT_ONCE]

    def size(self, key: str) -> int:
        _kind, found = self._uid("FETCH", key, "(RFC822.SIZE)")
        match = re.search(rb"RFC822\.SIZE (\d+)", _joined(found))
        return int(match[1]) if match else 0

    def fetch(self, key: str, *, headers_only: bool = False) -> bytes:
        """Return a letter, which stays unread: the server may not mark it before we have it."""
        _kind, found = self._uid("FETCH", key, "(BODY.PEEK[HEADER])" if headers_only else "(BODY.PEEK[])")  # fmt: skip
        for part in found:
            if isinstance(part, tuple):
                return bytes(part[1])
        return b""

    def settle(self, key: str) -> None:
        """Mark a letter as read, or delete it, once its case is stored."""
        self._uid("STORE", key, "+FLAGS", r"(\Seen \Deleted)" if self.delete else r"(\Seen)")
        if self.delete:
            self.connection.expunge()

    def set_aside(self, key: str) -> None:
        """Mark a letter for a person to look at; it stays unread."""
        self._uid("STORE", key, "+FLAGS", r"(\Flagged)")

    def _uid(self, command: str, *given: str) -> tuple[str, list[bytes | tuple[bytes, bytes]]]:
        kind, found = self.connection.uid(command, *given)
        if kind != "OK":
            raise imaplib.IMAP4.error(f"{command} was refused")
        return kind, found


@contextmanager
def opened(url: str, *, delete: bool) -> Iterator[Imap]:
    """Open the folder of an address such as imaps://user:password@host/INBOX.

    Raises one of UNREACHABLE; ValueError for an address of another kind.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("IMAP_URL begins with imaps:// or imap+tls:// and names a host")
    connection = _connected(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme])
    try:
        connection.login(unquote(parts.username or ""), unquote(parts.password or ""))
        kind, _found = connection.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        if kind != "OK":
            raise imaplib.IMAP4.error("there is no such folder")
        yield Imap(connection, delete=delete)
    finally:
        with _silence():
            connection.logout()


def _connected(scheme: str, host: str, port: int) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=SECONDS)
    connection = imaplib.IMAP4(host, port, timeout=SECONDS)
    if scheme == "imap+tls":
        connection.starttls(ssl_context=context)
    return connection


@contextmanager
def _silence() -> Iterator[None]:
    """A server that is gone needs no goodbye."""
    try:
        yield
    except UNREACHABLE:
        return


def _joined(found: list[bytes | tuple[bytes, bytes]]) -> bytes:
    return b" ".join(part[0] if isinstance(part, tuple) else part or b"" for part in found)
