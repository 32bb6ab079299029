"""A year of submissions for the demo: handed in, worked on and ended through the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from maklumat.accounts.models import User
from maklumat.core import workdays
from maklumat.core.workdays import Calendar
from maklumat.eforms.actions import opening, submitting
from maklumat.eforms.actions.submitting import Filled, Said
from maklumat.eforms.demo.answers import Maker
from maklumat.eforms.handling import OPEN, Move, Status
from maklumat.eforms.models import Submission
from maklumat.eforms.queries import Offered

DAYS = 365
RECENT, STALLED = 25, 0.6  # of those of the last days many still lie somewhere
ROOT = uuid5(NAMESPACE_URL, "maklumat demo submission")
QUESTION = "Nomor pada isian tidak terbaca. Tolong tuliskan sekali lagi."
ANSWER = "Nomornya sudah saya tulis ulang, sama dengan yang ada di kartu."
REASON = "Syarat belum lengkap. Lengkapi dulu, lalu kirim formulir baru."
# What becomes of a submission, by its share among a hundred.
WAYS = (
    (70, (Move.CHECK, Move.ACCEPT, Move.FINISH)),
    (12, (Move.CHECK, Move.ASK, Move.ANSWER, Move.FINISH)),
    (10, (Move.CHECK, Move.REFUSE)),
    (5, (Move.WITHDRAW,)),
    (3, (Move.CHECK, Move.ASK)),
)
TEXTS = {Move.ASK: QUESTION, Move.ANSWER: ANSWER, Move.REFUSE: REASON}


@dataclass
class Life:
    """One submission: when it comes, and when which step follows."""

    number: int
    offered: Offered
    officer: User | None
    begins: datetime
    moves: list[tuple[datetime, Move]] = field(default_factory=list)
    row: Submission | None = None

    @property
    def uid(self) -> UUID:
        return uuid5(ROOT, str(self.number))


@dataclass(frozen=True)
class Frame:
    """Until when it all happens, where, and on which days people work."""

    at: datetime
    zone: ZoneInfo
    calendar: Calendar


def plan(
    offers: list[Offered], officers: dict[int, User | None], count: int, frame: Frame,
    chance: Random,
) -> list[Life]:  # fmt: skip
    """Return the lives, none of them begun; a few forms are filled in far more often than others."""
    lives = []
    weights = [1 / (place + 1) for place in range(len(offers))]
    for number in range(count):
        offered = chance.choices(offers, weights)[0]
        back = int(DAYS * chance.random() ** 1.3)
        day = frame.at.date() - timedelta(days=back)
        begins = _moment(day, frame.zone, chance, early=6, late=22)
        officer = officers.get(offered.service.agency_id)
        life = Life(number, offered, officer, min(begins, frame.at - timedelta(hours=1)))
        if officer is not None:
            life.moves = list(_moves(life, frame, chance))
            if back < RECENT and chance.random() < STALLED:
                life.moves = life.moves[: chance.randint(0, 1)]
        lives.append(life)
    return lives


def _moves(life: Life, frame: Frame, chance: Random) -> Iterator[tuple[datetime, Move]]:
    moves = chance.choices([way for _share, way in WAYS], [share for share, _way in WAYS])[0]
    day = life.begins.astimezone(frame.zone).date()
    last = life.begins
    for place, move in enumerate(moves):
        wait = chance.choice((0, 0, 0, 1, 2) if place else (1, 1, 1, 1, 2))
        day = workdays.add(day, wait, frame.calendar)
        last = max(_moment(day, frame.zone, chance, early=8, late=15), last + timedelta(minutes=5))
        yield last, move


def live(lives: list[Life], maker: Maker, until: datetime) -> int:
    """Let all of them run side by side in the order of time; return how many were handed in."""
    steps: list[tuple[datetime, int, Move | None]] = []
    for life in lives:
        steps.append((life.begins, life.number, None))
        steps += [(moment, life.number, move) for moment, move in life.moves if moment <= until]
    steps.sort(key=lambda step: (step[0], step[1]))
    for moment, number, move in steps:
        life = lives[number]
        if move is None:
            life.row = _handed_in(life, maker)
        elif life.row is not None:
            by = None if move in (Move.ANSWER, Move.WITHDRAW) else life.officer
            said = Said(TEXTS.get(move, ""))
            submitting.take(submission=life.row, move=move, at=moment, by=by, said=said)
    for life in lives:
        if life.row and life.officer and life.number % 2 and Status(life.row.status) in OPEN:
            opening.assign(
                submission=life.row, to=life.officer, among=[life.officer], by=life.officer,
                at=until,
            )  # fmt: skip
    return sum(life.row is not None for life in lives)


def _handed_in(life: Life, maker: Maker) -> Submission:
    # No letter leaves, so that an address only costs time: few have one.
    email = "" if life.number % 10 else "warga@contoh.example"
    channel = "kiosk" if life.number % 6 == 0 else "web"
    filled = Filled(
        life.offered, maker.answers(life.offered.version.rules), life.uid, email, channel
    )
    return submitting.submit(filled=filled, at=life.begins).submission


def _moment(day: date, zone: ZoneInfo, chance: Random, *, early: int, late: int) -> datetime:
    hour = time(chance.randint(early, late - 1), chance.randint(0, 59))
    return datetime.combine(day, hour, zone)
