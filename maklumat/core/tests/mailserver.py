"""A real mail server in the test's process, with a mailbox that drops second copies."""

import asyncio
import logging
import random
import socket
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.message import Message as Mail

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells each word of each conversation


def free_port() -> int:
    """Return a port that stays free for a while: the system gives those above to whoever asks.

    At random, because several test processes run side by side, and some ask long before they use.
    """
    while True:
        port = random.randint(20_000, 32_000)  # noqa: S311  no secret
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


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
