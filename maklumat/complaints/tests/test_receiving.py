"""Letters become cases and answers: read from a real IMAP server on the loopback."""

from collections.abc import Iterator
from email.message import EmailMessage
from uuid import uuid4

import pytest
from django.core.cache import cache

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, incoming, mailbox, tasks
from maklumat.complaints.actions import moving, receiving
from maklumat.complaints.models import Complaint, Event, IncomingMail
from maklumat.complaints.tests import factories as make
from maklumat.complaints.tests import imapserver
from maklumat.complaints.workflow import Move
from maklumat.core import delivery
from maklumat.core.models import Message

SARI = "sari@contoh.example"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f"
    "0005fe02fe0def46b80000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with imapserver.serving() as url:
        yield url


@pytest.fixture
def inbox(server: str, agency_a: Agency) -> str:
    """An empty mailbox on the real server, and a government that has terms."""
    make.terms()
    with imapserver.mailbox(server) as box:
        if int(box.select("INBOX")[1][0]):
            box.store("1:*", "+FLAGS", r"(\Deleted)")
            box.expunge()
    return server


def letter(text: str = "Lampu jalan di Melati mati.", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    given = {
        "From": f"Sari Wulandari <{SARI}>",
        "To": "pengaduan@contoh.go.id",
        "Subject": "Lampu mati",
        "Message-ID": f"<{uuid4().hex}@contoh.example>",
    }
    for name, value in (given | {key.replace("_", "-"): said for key, said in headers.items()}).items():  # fmt: skip
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail


def read(url: str, *, delete: bool = False) -> int:
    with mailbox.opened(url, delete=delete) as box:
        return receiving.read(mailbox=box, at=make.AT)


def taken(mail: EmailMessage) -> IncomingMail:
    """Take a letter without a server: what it becomes is the same."""
    return receiving.take(letter=incoming.read(mail.as_bytes()), at=make.AT)


def waiting(agency: Agency, officer: User, **fields: object) -> Complaint:
    row = make.disposed(agency, contact=make.contact(), **fields)
    said = moving.Said(text="Di jalan mana?")
    moving.take(
        complaint=row, move=Move.ASK, by=acting.officer(officer, row), at=make.AT, said=said
    )
    return row


# --- Against the server -------------------------------------------------------------------------


def test_a_letter_becomes_a_case_and_is_read_once(inbox: str) -> None:
    imapserver.put(inbox, letter().as_bytes())

    assert read(inbox) == 1
    assert read(inbox) == 0

    row = Complaint.objects.get()
    assert (row.channel, row.title, row.text) == (
        "email", "Lampu mati", "Lampu jalan di Melati mati."
    )  # fmt: skip
    assert (row.reporter.email, row.reporter.name) == (SARI, "Sari Wulandari")
    receipt = Message.objects.get()
    assert (receipt.to, row.number in receipt.text) == (SARI, True)
    assert ["Seen" in flags for flags in imapserver.flags(inbox)] == [True]


def test_a_worker_killed_before_it_told_the_server_loses_and_doubles_nothing(inbox: str) -> None:
    mail = letter()
    imapserver.put(inbox, mail.as_bytes())
    with mailbox.opened(inbox, delete=False) as box:
        receiving.take(letter=incoming.read(box.fetch(box.unread()[0])), at=make.AT)
    assert imapserver.flags(inbox) == [""] or "Seen" not in imapserver.flags(inbox)[0]

    assert read(inbox) == 1

    assert Complaint.objects.count() == 1
    assert "Seen" in imapserver.flags(inbox)[0]


def test_what_became_a_case_can_be_deleted_from_the_mailbox(inbox: str) -> None:
    imapserver.put(inbox, letter().as_bytes())

    read(inbox, delete=True)

    assert imapserver.flags(inbox) == []


def test_a_broken_letter_stops_no_other_and_is_set_aside(inbox: str) -> None:
    class Box(mailbox.Imap):
        """The outside world at its worst: this letter can't be fetched."""

        def size(self, key: str) -> int:
            if b"rusak" in self.fetch(key, headers_only=True):
                raise OSError("gone")
            return super().size(key)

    imapserver.put(inbox, letter(Subject="rusak").as_bytes())
    imapserver.put(inbox, letter(Subject="baik").as_bytes())

    for _time in range(receiving.PATIENCE):
        with mailbox.opened(inbox, delete=False) as box:
            receiving.read(mailbox=Box(box.connection, delete=False), at=make.AT)

    assert Complaint.objects.get().title == "baik"
    assert sorted("Flagged" in flags for flags in imapserver.flags(inbox)) == [False, True]
    assert IncomingMail.objects.get(result="failed").tries == receiving.PATIENCE


def test_the_worker_reads_where_a_mailbox_is_set(inbox: str, settings: object) -> None:
    imapserver.put(inbox, letter().as_bytes())

    tasks.read_mail()
    assert not Complaint.objects.exists()

    settings.IMAP_URL = inbox
    tasks.read_mail()
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("url", ["imap://x:y@127.0.0.1:1/INBOX"])
def test_a_server_that_is_away_stops_nothing(url: str, agency_a: Agency, settings: object) -> None:
    settings.IMAP_URL = url

    tasks.read_mail()


# --- Answers ------------------------------------------------------------------------------------


def test_an_answer_to_a_question_lets_the_case_go_on(agency_a: Agency, budi: User) -> None:
    row = waiting(agency_a, budi)
    quoted = "Jalan Melati 4.\n\nPada Sen, 16 Nov 2026 Layanan menulis:\n> Di jalan mana?"

    taken(letter(quoted, Subject=f"Re: Mohon jawab: laporan {row.number}"))

    row.refresh_from_db()
    assert row.status == "disposed"
    assert Event.objects.get(move="complete").text == "Jalan Melati 4."


def test_an_answer_finds_its_case_by_the_letter_it_answers(agency_a: Agency, budi: User) -> None:
    row = waiting(agency_a, budi)
    asked = Message.objects.filter(about=row.number).latest("pk")

    taken(letter("Jalan Melati.", In_Reply_To=delivery.message_id(asked)))

    row.refresh_from_db()
    assert row.status == "disposed"


def test_an_answer_finds_its_case_by_the_address(agency_a: Agency, settings: object) -> None:
    settings.REPLY_TO = "pengaduan@contoh.go.id"
    row = make.disposed(agency_a, contact=make.contact())
    to = delivery.reply_to(row.number)[0]
    assert to == f"pengaduan+{row.number}@contoh.go.id"

    taken(letter("Ada kabar?", To=to))

    assert Event.objects.get(kind="message").text == "Ada kabar?"
    assert Complaint.objects.count() == 1


def test_a_stranger_who_names_a_case_files_one_of_their_own(agency_a: Agency, budi: User) -> None:
    row = waiting(agency_a, budi, text="Rahasia Sari")

    taken(letter("Saya ingin tahu.", From="orang@lain.example", Subject=f"Re: {row.number}"))

    row.refresh_from_db()
    assert row.status == "waiting"
    new = Complaint.objects.exclude(pk=row.pk).get()
    assert new.reporter.email == "orang@lain.example"
    for sent in Message.objects.filter(to="orang@lain.example"):
        assert "Rahasia Sari" not in sent.text


def test_nobody_reaches_an_anonymous_case_by_letter(agency_a: Agency) -> None:
    row = make.disposed(agency_a, anonymous=True, contact=make.contact())

    taken(letter("Saya.", Subject=row.number))

    assert Complaint.objects.count() == 2


def test_a_finished_case_is_not_written_to(agency_a: Agency) -> None:
    row = make.disposed(agency_a, contact=make.contact())
    moving.take(complaint=row, move=Move.WITHDRAW, by=acting.COMPLAINANT, at=make.AT)

    taken(letter("Masih rusak.", Subject=row.number))

    assert Complaint.objects.count() == 2


# --- Machines and bad input ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<warga.contoh.example>"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@contoh.example"},
        {"From": "noreply@contoh.example"},
        {"From": ""},
        {"From": "a@b.example, c@d.example"},
        {"X_Autoreply": "yes"},
    ],
)
def test_machines_are_not_answered(agency_a: Agency, headers: dict[str, str]) -> None:
    make.terms()

    assert taken(letter(**headers)).result == "ignored"
    assert not Complaint.objects.exists()
    assert not Message.objects.exists()


def test_our_own_letter_that_comes_back_is_ignored(agency_a: Agency) -> None:
    make.disposed(agency_a, contact=make.contact())
    own = Message.objects.latest("pk")

    assert taken(letter(Message_ID=delivery.message_id(own))).result == "ignored"


def test_files_are_looked_at_and_bad_ones_named(agency_a: Agency) -> None:
    make.terms()
    mail = letter()
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="lampu.png")
    mail.add_attachment(b"MZ\x90", maintype="application", subtype="pdf", filename="surat.pdf")

    taken(mail)

    assert [one.file.mime for one in Complaint.objects.get().attachments.all()] == ["image/png"]
    told = Message.objects.get(key__startswith="complaints:mail:")
    assert "surat.pdf" in told.text
    assert "lampu.png" not in told.text


def test_a_web_page_is_read_as_text(agency_a: Agency) -> None:
    make.terms()
    mail = letter()
    mail.set_content("<p>Lampu <b>mati</b></p><script>alert(1)</script>", subtype="html")

    taken(mail)

    assert Complaint.objects.get().text == "Lampu mati"


def test_an_empty_letter_is_sent_back_with_a_sentence(agency_a: Agency) -> None:
    make.terms()

    assert taken(letter("", Subject="")).result == "refused"
    assert Message.objects.get().to == SARI


def test_a_flood_of_one_sender_stops(agency_a: Agency) -> None:
    make.terms()
    cache.clear()

    results = [taken(letter()).result for _time in range(receiving.MOST_OF_A_DAY + 2)]

    assert results.count("filed") == receiving.MOST_OF_A_DAY
    assert results[-1] == "refused"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe" * 50,
        b"From: a@b.example\nContent-Type: text/plain; charset=gibtsnicht\n\n\xff\xfe",
        b"From: =?utf-8?q?=00?= <a@b.example>\nSubject: =?bad?x?y?=\n\nIsi\x00",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x\n" * 20,
        b"From: a@b.example\nContent-Disposition: attachment; filename*=utf-8''%ff\n\nx",
        b"From: <@>\nTo: ;;;,,\nMessage-ID: <\n\n",
        "From: Siti \u202e <a@b.example>\n\n\u202e\ud7ff😀".encode() * 3,
    ],
)
def test_any_bytes_are_read_without_a_fault(raw: bytes, agency_a: Agency) -> None:
    make.terms()

    receiving.take(letter=incoming.read(raw), at=make.AT)

    assert IncomingMail.objects.count() == 1
