"""How the demo's cases live: each life says when it acts next, and acts when its time has come.

All lives run side by side in the order of time, so that numbers, clocks, timeline and audit log are
what they would have been. What lies after now has not happened yet: young cases are simply open.
"""

import random
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from maklumat.complaints import redaction
from maklumat.complaints.acting import COMPLAINANT, SYSTEM, Actor
from maklumat.complaints.actions import filing, following, moving, publishing
from maklumat.complaints.actions.filing import Contact, Report
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.demo import cast
from maklumat.complaints.demo.cast import World
from maklumat.complaints.demo.stories import Story, Told
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries.publishing import publishable
from maklumat.complaints.workflow import Kind, Move, Party, Status
from maklumat.core.workdays import Calendar, add

# Share of results within the limit, by agency: who is slow stays slow, so that figures differ.
ON_TIME = {
    "dukcapil": 0.93, "dpmptsp": 0.88, "rsud": 0.84, "pkm-kota-contoh": 0.9, "dinsos": 0.79,
    "perumdam": 0.74, "dlh": 0.72, "dikbud": 0.8, "dishub": 0.66, "dpupr": 0.55, "satpolpp": 0.7,
}  # fmt: skip
USUAL = 0.78
PUBLIC = 0.55  # of the finished ones
LIMIT = {Kind.INFORMATION: 5, Kind.COMPLAINT: 14, Kind.ASPIRATION: 20, Kind.SUPERVISION: 60}

QUESTIONS = (
    ("Di mana tepatnya kejadiannya, dan kira-kira pukul berapa?",
     "Di dekat pintu masuk, kira-kira pukul sepuluh pagi."),
    ("Bolehkah kami minta nomor resi atau foto buktinya?",
     "Nomor resinya tertulis 0000-17. Fotonya menyusul saat saya ke kantor."),
    ("Apakah keadaannya masih sama hari ini?", "Masih sama, belum ada yang datang."),
    ("Atas nama siapa berkasnya diajukan?", "Atas nama ibu saya, diajukan di loket tiga."),
)  # fmt: skip
NOT_YET = (
    "Belum selesai. Sesudah dijawab, keadaannya kembali seperti semula.",
    "Saya sudah ke sana lagi, ternyata belum dikerjakan.",
    "Jawabannya baik, tetapi hasilnya belum saya terima.",
)
AGAIN = (
    "Sudah kami periksa ulang di lapangan bersama pelapor, dan sekarang selesai.",
    "Anda benar, pekerjaan belum tuntas. Hari ini diselesaikan dan fotonya kami simpan.",
    "Hasilnya sudah kami serahkan langsung. Terima kasih sudah mengingatkan.",
)
THANKS = (
    "", "Terima kasih, cepat ditanggapi.", "Akhirnya beres.", "Lumayan, semoga tidak terulang.",
    "Penjelasannya mudah dimengerti.", "Harus menunggu lama.", "",
)  # fmt: skip
RETURNS = (
    "Ruas dan kewenangannya bukan pada kami.",
    "Layanan ini diselenggarakan perangkat daerah lain.",
    "Kami sudah memeriksa: ini urusan dinas teknisnya.",
)
ARCHIVES = ("unclear", "too_general", "not_government")


@dataclass(frozen=True)
class Plan:
    """One case before it happens."""

    serial: int
    uid: UUID
    at: datetime
    story: Story
    told: Told
    anonymous: bool
    confidential: bool
    channel: str
    contact: Contact
    place: str
    stalls: int = 0  # after so many steps nobody acts any more; 0: never


class Life:
    """One case as it happens. `run` yields the moment of its next step, then takes the step."""

    def __init__(self, plan: Plan, world: World, calendar: Calendar, seed: int) -> None:
        self.plan, self.world, self.calendar = plan, world, calendar
        self.chance = random.Random(f"{seed} {plan.serial}")  # noqa: S311  believable, not secret
        self.case: Complaint | None = None
        self.now = plan.at
        self.result = ""

    def run(self) -> Iterator[datetime]:
        yield self.plan.at
        self._file()
        fate = self.chance.random()
        if (yield from self._check(fate)):
            return
        if self.plan.story.restricted:
            yield from self._supervise()
        else:
            yield from self._reach_an_agency()
        yield from self._work()
        if not self._case().is_open:
            return
        if 0.035 <= fate < 0.05:
            yield self._later(2, 9)
            self._take(Move.WITHDRAW, COMPLAINANT)
            return
        yield from self._answer(self.plan.told.result)
        if self.chance.random() < 0.09:
            yield self._later(2, 7)
            self._take(Move.REOPEN, COMPLAINANT, Said(text=self.chance.choice(NOT_YET)))
            yield from self._answer(self.chance.choice(AGAIN))
        if self.chance.random() < 0.02:
            yield from self._go_to_the_ombudsman()
        yield from self._close()
        if self.chance.random() < PUBLIC:
            yield self._later(0, 3)
            self._publish()

    # --- The steps of a life ---------------------------------------------------------------------

    def _file(self) -> None:
        plan, story = self.plan, self.plan.story
        agency = self.world.agencies.get(story.first_agency or story.agency)
        service = self.world.services.get(story.service)
        by_staff = plan.channel in cast.BY_STAFF
        report = Report(
            text=plan.told.text,
            client_uid=plan.uid,
            kind=story.kind,
            title=plan.told.title,
            wish=plan.told.wish,
            category=self.world.categories.get(story.category),
            agency=agency if self.chance.random() < 0.8 else None,
            service=service if not story.first_agency else None,
            place=plan.place,
            happened_on=self._day() - timedelta(days=self.chance.randint(0, 12)),
            anonymous=plan.anonymous,
            confidential=plan.confidential,
            contact=Contact() if plan.anonymous else plan.contact,
            channel=plan.channel,
        )
        who = self.world.coordinator if by_staff else None
        self.case = filing.file_complaint(report=report, at=plan.at, filed_by=who).complaint

    def _check(self, fate: float) -> Generator[datetime, None, bool]:
        """Verify, unless a rule did; return whether the case ended there."""
        if self._is_passed_on():
            return False
        yield from self._verify()
        ends = fate < 0.035 and not self.plan.story.restricted
        if ends:
            yield from self._leave_early(fate)
        return ends

    def _verify(self) -> Iterator[datetime]:
        late = self.chance.random() < 0.06
        yield self._later(*((4, 6) if late else (0, 2)))
        self._take(Move.VERIFY, self.world.desk)

    def _leave_early(self, fate: float) -> Iterator[datetime]:
        yield self._later(0, 1)
        if fate < 0.018:
            reason = self.chance.choice(ARCHIVES)
            words = {row.key: row.name for row in self._case().rules.book.archive_reasons}
            self._take(Move.ARCHIVE, self.world.desk, Said(reason=words[reason]))
        else:
            text = "Hal ini wewenang instansi vertikal; laporan dan buktinya kami teruskan ke sana."
            self._take(
                Move.FORWARD,
                self.world.desk,
                Said(text=text, reason="Wewenang instansi di luar pemerintah kabupaten"),
            )

    def _supervise(self) -> Iterator[datetime]:
        yield self._later(0, 1)
        moving.supervise(
            complaint=self._case(),
            by=self.world.desk,
            at=self.now,
            reason="Berkadar pengawasan: dugaan penyalahgunaan wewenang",
        )

    def _reach_an_agency(self) -> Iterator[datetime]:
        story, agencies = self.plan.story, self.world.agencies
        right = agencies[story.agency]
        lost = story.first_agency or (self.chance.random() < 0.05 and "kominfo")
        wrong = agencies.get(str(lost)) if lost and lost != story.agency else None
        if self._is_passed_on():
            if self._case().agency != right:
                yield self._later(1, 3)
                said = Said(reason=self.chance.choice(RETURNS), agency=right)
                self._take(Move.TRANSFER, self.world.desk, said)
            return
        yield self._later(0, 1)
        if wrong is None:
            self._take(Move.DISPOSE, self.world.desk, Said(agency=right))
            return
        self._take(Move.DISPOSE, self.world.desk, Said(agency=wrong))
        yield self._later(1, 3)
        reason = self.chance.choice(RETURNS)
        if self.chance.random() < 0.6:
            handler = Actor(Party.HANDLER, self.world.handlers.get(wrong.pk))
            self._take(Move.RETURN, handler, Said(reason=reason))
            yield self._later(0, 2)
            self._take(Move.DISPOSE, self.world.desk, Said(agency=right))
        else:
            self._take(Move.TRANSFER, self.world.desk, Said(reason=reason, agency=right))

    def _work(self) -> Iterator[datetime]:
        slow = self.chance.random() > self._on_time() + 0.08
        yield self._later(1, 3) if not slow else self._later(4, 8)
        self._take(Move.START, self._worker())
        if self.chance.random() < 0.1:
            yield from self._ask()
        if self._case().is_open and self.chance.random() < 0.75:
            yield self._later(0, 1)
            self._take(Move.REPLY, self._worker(), Said(text=self.plan.told.reply))

    def _ask(self) -> Iterator[datetime]:
        question, answer = self.chance.choice(QUESTIONS)
        yield self._later(0, 2)
        self._take(Move.ASK, self._worker(), Said(text=question))
        if self.chance.random() < 0.12:
            yield from self._wait_out(Move.LAPSE)
            return
        yield self._later(1, 6)
        self._take(Move.COMPLETE, COMPLAINANT, Said(text=answer))

    def _answer(self, text: str) -> Iterator[datetime]:
        limit = LIMIT[Kind(self._case().kind)]
        if self.chance.random() < self._on_time():
            days = max(1, round(limit * self.chance.betavariate(2, 3)) - 2)
        else:
            days = limit + self.chance.randint(0, 16)
        yield self._later(days, days)
        self.result = text
        compensated = self.plan.story.compensation
        moving.answer(
            complaint=self._case(),
            by=self._worker(),
            at=self.now,
            result=Result(
                text=text,
                justified=None if self.plan.story.kind is not Kind.COMPLAINT else True,
                compensation="given" if compensated else "none",
                compensation_text="Kelebihan bayar dikembalikan" if compensated else "",
            ),
        )

    def _go_to_the_ombudsman(self) -> Iterator[datetime]:
        yield self._later(2, 8)
        reason = "Jawaban tidak menyelesaikan; saya melapor ke Ombudsman"
        self._take(Move.ESCALATE, COMPLAINANT, Said(reason=reason))
        yield self._later(12, 35)
        yield from self._answer(self.chance.choice(AGAIN))

    def _close(self) -> Iterator[datetime]:
        if self.chance.random() < 0.48:
            yield self._later(0, 8)
            self._take(Move.ACCEPT, COMPLAINANT)
        else:
            yield from self._wait_out(Move.EXPIRE)
        if self.chance.random() < 0.5:
            yield self.now + timedelta(minutes=self.chance.randint(2, 3000))
            score = self.chance.choices((1, 2, 3, 4), self._judgement())[0]
            following.rate(
                complaint=self._case(), score=score, text=self.chance.choice(THANKS), at=self.now
            )

    def _publish(self) -> None:
        case = self._case()
        if not publishable(case) or case.restricted or case.agency is None:
            return
        publishing.publish(
            complaint=case,
            by=self.world.handler(case.agency),
            at=self.now,
            words=publishing.Words(
                title=redaction.blacked_out(case.title)[:150],
                text=redaction.blacked_out(case.text),
                answer=redaction.blacked_out(self.result),
            ),
        )

    def _is_passed_on(self) -> bool:
        """Return whether a rule passed the case on when it came."""
        return self._case().status == Status.DISPOSED

    # --- Small things ---------------------------------------------------------------------------

    def _case(self) -> Complaint:
        if self.case is None:
            raise ValueError("the case is not filed yet")
        return self.case

    def _take(self, move: Move, by: Actor, said: Said = moving.NOTHING) -> None:
        moving.take(complaint=self._case(), move=move, by=by, at=self.now, said=said)

    def _wait_out(self, move: Move) -> Iterator[datetime]:
        """Let the complainant's term run out, as the worker does in the night after it."""
        days = 10 if move is Move.EXPIRE else 30
        day = add(self._day(), days, self.calendar) + timedelta(days=1)
        yield self._at(day, time(0, 10))
        self._take(move, SYSTEM)

    def _worker(self) -> Actor:
        case = self._case()
        if case.restricted:
            return Actor(Party.INSPECTOR, self.world.inspector)
        if case.agency is None:
            return self.world.desk
        return self.world.handler(case.agency)

    def _on_time(self) -> float:
        """Return the agency's share, a little better from case to case."""
        return ON_TIME.get(self.plan.story.agency, USUAL) - 0.03 + self.plan.serial / 6000

    def _judgement(self) -> tuple[int, int, int, int]:
        return (1, 3, 9, 7) if self._on_time() > 0.75 else (4, 6, 7, 3)

    def _day(self) -> date:
        return self.now.astimezone(self.world.government.zone).date()

    def _later(self, least: int, most: int) -> datetime:
        """Return a moment in office hours so many working days from now, never before now."""
        days = self.chance.randint(least, most)
        if days == 0 and self.calendar.is_working(self._day()):
            local = self.now.astimezone(self.world.government.zone)
            if time(8) <= local.time() <= time(14):
                return self.now + timedelta(minutes=self.chance.randint(20, 90))
        day = add(self._day(), max(days, 1), self.calendar)
        return self._at(day, time(self.chance.randint(8, 14), self.chance.randint(0, 59)))

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, tzinfo=self.world.government.zone)
