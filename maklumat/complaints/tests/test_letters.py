"""What is written to the people of a case, by which way, and never what may not be told."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, codes, letters
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.models import Complaint, Follower, Publication, Reporter
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move
from maklumat.core.models import Message

TUESDAY = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
GATEWAY = {"whatsapp": "json://localhost/{to}"}


def told(**fields: object) -> Complaint:
    return make.complaint(contact=make.contact(), **fields)


def messages() -> list[Message]:
    return list(Message.objects.order_by("pk"))


def take(case: Complaint, move: Move, **said: object) -> None:
    moving.take(complaint=case, move=move, by=acting.SYSTEM, at=TUESDAY, said=Said(**said))


def disposed(agency: Agency, **fields: object) -> Complaint:
    return make.disposed(agency, contact=make.contact(), **fields)


def test_the_receipt_brings_number_code_and_link(agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a, contact=make.contact())

    letter = Message.objects.get()
    assert (letter.channel, letter.to) == ("email", "sari@contoh.example")
    assert filed.complaint.number in letter.text
    assert filed.code in letter.text
    assert "/pengaduan/lacak/" in letter.text
    assert letter.subject == f"Laporan Anda {filed.complaint.number} sudah diterima"


def test_who_wants_no_letters_gets_none(agency_a: Agency) -> None:
    make.disposed(agency_a, contact=make.contact(tell_by=""))
    make.disposed(agency_a)
    make.disposed(agency_a, anonymous=True, contact=make.contact())

    assert not messages()


def test_a_step_is_told_without_the_code(agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a, contact=make.contact())
    take(filed.complaint, Move.VERIFY)
    take(filed.complaint, Move.DISPOSE, agency=agency_a)

    receipt, letter = messages()
    assert "Diteruskan ke Dinas Kependudukan pada 17 November" in letter.text
    assert "Jawaban paling lambat 24 November" in letter.text
    assert filed.code not in letter.text
    assert filed.code in receipt.text


def test_a_question_is_quoted_for_the_person_who_must_answer(agency_a: Agency, budi: User) -> None:
    row = disposed(agency_a)
    moving.take(complaint=row, move=Move.ASK, by=acting.officer(budi, row), at=TUESDAY,
                said=Said(text="Loket nomor berapa?"))  # fmt: skip

    letter = messages()[-1]
    assert "> Loket nomor berapa?" in letter.text
    assert letter.subject == f"Mohon dijawab: laporan {row.number}"


def test_of_a_confidential_report_a_letter_tells_only_that_there_is_news(
    agency_a: Agency, budi: User
) -> None:
    row = disposed(agency_a, text="KATA-RAHASIA", title="JUDUL-RAHASIA", confidential=True)
    moving.answer(complaint=row, by=acting.officer(budi, row), at=TUESDAY,
                  result=Result(text="HASIL-RAHASIA"))  # fmt: skip

    assert len(messages()) == 3
    for letter in messages():
        assert "RAHASIA" not in letter.text + letter.subject
        assert agency_a.name not in letter.text
    assert "Ada kabar tentang laporan Anda." in messages()[-1].text


def test_a_restricted_case_names_no_reason_in_a_letter(agency_a: Agency, dewi: User) -> None:
    row = disposed(agency_a)
    moving.supervise(complaint=row, by=acting.officer(dewi, row), at=TUESDAY,
                     reason="DUGAAN-PUNGLI")  # fmt: skip

    assert "DUGAAN-PUNGLI" not in messages()[-1].text
    assert row.title not in messages()[-1].text


def test_letters_speak_the_language_of_the_report(agency_a: Agency) -> None:
    row = disposed(agency_a, language="en")

    letter = messages()[-1]
    assert "Passed on to Dinas Kependudukan on 16 November" in letter.text
    assert "/en/pengaduan/lacak/" in letter.text
    assert letter.subject == f"News of the report {row.number}"


def test_an_event_is_told_once(agency_a: Agency) -> None:
    row = disposed(agency_a)
    before = len(messages())

    letters.step_taken(row.events.get(move=Move.DISPOSE))

    assert len(messages()) == before


def test_whatsapp_needs_a_gateway_and_e_mail_stands_in(agency_a: Agency, settings: object) -> None:
    assert dict(letters.ways_to_tell()).keys() == {"email"}
    told(agency=agency_a)
    settings.OUTBOX_GATEWAYS = GATEWAY
    assert dict(letters.ways_to_tell()).keys() == {"email", "whatsapp"}
    make.complaint(agency=agency_a, contact=make.contact(tell_by="whatsapp"))
    settings.OUTBOX_GATEWAYS = {}
    make.complaint(agency=agency_a, contact=make.contact(tell_by="whatsapp"))

    assert [(row.channel, row.to) for row in messages()] == [
        ("email", "sari@contoh.example"),
        ("whatsapp", "+6281234567890"),
        ("email", "sari@contoh.example"),
    ]


def test_the_stop_link_asks_then_stops(sari: Client, agency_a: Agency, budi: User) -> None:
    row = disposed(agency_a)
    address = messages()[-1].text.rsplit("/pengaduan/lacak/henti/", 1)[1].split()[0]
    address = "/pengaduan/lacak/henti/" + address

    assert sari.get(address).status_code == 200
    assert Reporter.objects.get().tell_by == "email"
    sari.post(address)
    assert Reporter.objects.get().tell_by == ""
    before = len(messages())
    moving.take(complaint=row, move=Move.START, by=acting.officer(budi, row), at=TUESDAY)
    assert len(messages()) == before
    assert sari.get(address).status_code == 200
    assert sari.get("/pengaduan/lacak/henti/palsu/").status_code == 403


def test_followers_hear_public_steps_only_and_nobodys_words(agency_a: Agency, budi: User) -> None:
    row = make.complaint(agency=agency_a, text="KATA-SARI", title="JUDUL-SARI")
    Follower.objects.create(complaint=row, at=TUESDAY, tell_by="email", to="ikut@contoh.example")
    Publication.objects.create(complaint=row, title="Loket tutup", text="…", live=True)
    take(row, Move.VERIFY)
    take(row, Move.DISPOSE, agency=agency_a)
    moving.take(complaint=row, move=Move.ASK, by=acting.officer(budi, row), at=TUESDAY,
                said=Said(text="Rahasia antara kita"))  # fmt: skip

    letter = Message.objects.get()
    assert letter.to == "ikut@contoh.example"
    assert "SARI" not in letter.text
    assert "lacak/henti" in letter.text


def test_who_was_joined_hears_of_the_main_case_without_its_words(
    agency_a: Agency, budi: User
) -> None:
    main = make.disposed(agency_a, text="KATA-LAIN", title="JUDUL-LAIN")
    own = make.complaint(agency=agency_a, contact=make.contact())
    own.merged_into = main
    own.save(update_fields=["merged_into"])
    moving.answer(complaint=main, by=acting.officer(budi, main), at=TUESDAY,
                  result=Result(text="HASIL-LAIN"))  # fmt: skip

    letter = messages()[-1]
    assert own.number in letter.text
    assert main.number not in letter.text
    assert "LAIN" not in letter.text


def test_a_case_nobody_follows_costs_one_query_a_step(
    agency_a: Agency, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = make.disposed(agency_a)
    event = row.events.get(move=Move.DISPOSE)
    _ = event.complaint

    with django_assert_num_queries(1):
        letters.step_taken(event)


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ({"by": "email", "email": "baru@contoh.example"}, ("email", "baru@contoh.example")),
        ({"by": "email", "email": ""}, ("email", "sari@contoh.example")),
        ({"by": "none", "email": ""}, ("", "sari@contoh.example")),
    ],
)
def test_the_person_chooses_how_to_be_told(
    sari: Client, agency_a: Agency, form: dict[str, str], kept: tuple[str, str]
) -> None:
    row = told(agency=agency_a)

    page = sari.get(link(row)).content.decode()
    sari.post(link(row, "tell"), form)

    person = Reporter.objects.get()
    assert (person.tell_by, person.email) == kept
    assert "sari@contoh.example" not in page


def test_an_anonymous_report_takes_no_address(sari: Client, agency_a: Agency) -> None:
    row = make.complaint(agency=agency_a, anonymous=True)

    response = sari.post(link(row, "tell"), {"by": "email", "email": "sari@contoh.example"})

    assert response.status_code == 422
    assert not Reporter.objects.exists()


def link(case: Complaint, step: str = "follow") -> str:
    return reverse(f"complaints:{step}", args=[codes.token(case.number)])


# --- To the office ------------------------------------------------------------------------------


def test_who_works_on_a_case_hears_that_the_complainant_wrote(agency_a: Agency, budi: User) -> None:
    case = make.disposed(agency_a)
    Complaint.objects.filter(pk=case.pk).update(assignee=budi)

    moving.write(complaint=case, at=make.AT, text="Rahasia dapur saya.")

    letter = Message.objects.get(to=budi.email)
    assert case.number in letter.subject
    assert "dapur" not in letter.text
    assert f"/petugas/pengaduan/{case.number}/" in letter.text


def test_who_may_no_longer_see_a_case_hears_nothing(
    agency_a: Agency, agency_b: Agency, budi: User
) -> None:
    case = make.disposed(agency_b)
    Complaint.objects.filter(pk=case.pk).update(assignee=budi)

    moving.write(complaint=case, at=make.AT, text="Tambahan.")

    assert not Message.objects.filter(to=budi.email).exists()
