"""A real IMAP server (pymap) on the loopback, in a process of its own."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER, PASSWORD = "pengaduan", "kata-sandi"


@contextmanager
def serving() -> Iterator[str]:
    """Yield the address of a server with one empty mailbox."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sys.executable).parent / "pymap"
    names = ["--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    command = [str(program), "--host", "127.0.0.1", "--port", str(port), "--no-tls",
               "--no-service", "admin", "dict", *names]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  a program of our own environment
    try:
        _wait(port)
        with mailbox(f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/INBOX") as box:
            box.store("1:*", "+FLAGS", r"(\Deleted)")  # the server's own examples
            box.expunge()
        yield f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/INBOX"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def mailbox(url: str) -> Iterator[imaplib.IMAP4]:
    """Open the mailbox as somebody else would, beside the worker."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    box = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    try:
        box.login(USER, PASSWORD)
        box.select("INBOX")
        yield box
    finally:
        box.logout()


def put(url: str, raw: bytes) -> None:
    with mailbox(url) as box:
        kind, said = box.append("INBOX", None, None, raw)
        assert kind == "OK", said


def flags(url: str) -> list[str]:
    """Return the flags of each letter that is there."""
    with mailbox(url) as box:
        found = box.fetch("1:*", "(FLAGS)")[1] if int(box.select("INBOX")[1][0]) else []
    return [
        imaplib.ParseFlags(row) and b" ".join(imaplib.ParseFlags(row)).decode() for row in found
    ]


def _wait(port: int) -> None:
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the IMAP server did not start")
