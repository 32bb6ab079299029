"""Logs: one JSON line an event, without personal data.

A log lives longer than anybody's patience to guard it, so it never holds who somebody is: what
looks like an e-mail address, a citizen number (NIK), a family card number or a telephone number
is masked in every message and traceback, and addresses of pages are written as route names.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

# Nobody reads these, and finding them out is half the price of a line.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

request_id: ContextVar[str] = ContextVar("request_id", default="")

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# NIK and family card number: 16 digits, often written in groups of four.
_NIK = re.compile(r"(?<![\d.])\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}(?![\d.])")
# +62 812 3456 7890, 0812-3456-7890, (021) 555 1234: Indonesian numbers start with 0 or 62.
_PHONE = re.compile(
    r"(?<![\w.-])(?:\+?62|\(?0)[ .-]?\(?\d{2,4}\)?[ .-]?\d{3,4}[ .-]?\d{2,5}(?![\w-])"
)

# PostgreSQL quotes the offending row: `DETAIL:  Key (name)=(Sari) already exists.`
_DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_PERSONAL = frozenset({"request", "user", "email", "ip"})
_LEFT_OUT = _STANDARD | _PERSONAL
_SHORTEST = len("a@b.c")
_encoded = json.JSONEncoder(ensure_ascii=False, default=str).encode


def masked(text: str) -> str:
    """Replace what identifies a person by what it was.

    >>> masked("sari@contoh.go.id, NIK 3201 0112 3456 7890, HP 0812-3456-7890")
    '[email], NIK [nik], HP [phone]'
    >>> masked("PGD-2026-000123-7 took 1620 ms")
    'PGD-2026-000123-7 took 1620 ms'
    """
    if len(text) < _SHORTEST:
        return text
    text = _EMAIL.sub("[email]", _DETAIL.sub("DETAIL: [removed]", text))
    text = _NIK.sub("[nik]", text)
    return _PHONE.sub("[phone]", text)


class JsonFormatter(logging.Formatter):
    """One record, one line of JSON: time, level, logger, message, request id, extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(_message(record)),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        fields = vars(record)
        for name in fields.keys() - _LEFT_OUT:
            line[name] = _plain(fields[name])
        if record.exc_info:
            line["traceback"] = masked(self.formatException(record.exc_info))
        return _encoded(line)


def _message(record: logging.LogRecord) -> str:
    """Return the message; Django's own lines about requests name the route instead of the path."""
    request = getattr(record, "request", None)
    path = getattr(request, "path", None)
    if path is None or not isinstance(record.args, tuple):
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    route = f"/{match.route}" if match else "(no route)"
    return str(record.msg) % tuple(route if value == path else value for value in record.args)


def _plain(value: object) -> object:
    if isinstance(value, bool | int | float | None):
        return value
    return masked(str(value))
