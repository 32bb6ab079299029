"""A real mail server in the test's process, with a mailbox that drops second copies."""

import asyncio
import logging
import socket
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message as Mail

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells each word of each conversation


def free_port() -> int:
    """Ask the system, because several test processes run side by side."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class MailServer:
    """Counts what it was offered by Message-ID; `before` and `after` run around its acceptance."""

    def __init__(self, port: int, *, seconds: float = 0.0) -> None:
        self.port = port
        self.seconds = seconds
        self.offers: Counter[str] = Counter()
        self.mailbox: dict[str, Mail] = {}
        self.before: Callable[[int], None] = lambda offers: None
        self.after: Callable[[int], None] = lambda offers: None
        self.replies: dict[str, str] = {}  # by recipient, for RCPT
        self.verdict = "250 OK"
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.replies.get(address, "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content or b"")
        await asyncio.sleep(self.seconds)
        offers = self.offers.total() + 1
        self.before(offers)
        self.offers[mail["Message-ID"]] += 1
        if self.verdict.startswith("250"):
            self.mailbox.setdefault(mail["Message-ID"], mail)
        self.after(offers)
        return self.verdict
