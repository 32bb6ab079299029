"""Following one's own report: the door, the page, and each step the complainant takes."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, codes
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.filing import Filed
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.models import Attachment, Complaint, Event, EventKind
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move, Status
from maklumat.core import numbers, uploads
from maklumat.core.tests.pageform import form_fields

TUESDAY = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
SARIS_WORDS = "Loket tutup sejak pagi padahal saya sudah antre."


def track(client: Client, number: str, code: str) -> object:
    return client.post("/pengaduan/lacak/", {"number": number, "code": code})


def link(case: Complaint, step: str = "follow", *more: object) -> str:
    return reverse(f"complaints:{step}", args=[codes.token(case.number), *more])


def opened(client: Client, filed: Filed) -> str:
    """Go in by number and code; return the page."""
    response = track(client, filed.complaint.number, filed.code)
    return client.get(response["Location"]).content.decode()


def photo(name: str = "loket.jpg") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


@pytest.fixture
def asked(agency_a: Agency, budi: User) -> Complaint:
    """A case whose agency waits for an answer."""
    row = make.disposed(agency_a, text=SARIS_WORDS)
    moving.take(complaint=row, move=Move.ASK, by=acting.officer(budi, row), at=TUESDAY,
                said=Said(text="Loket nomor berapa?"))  # fmt: skip
    return row


@pytest.fixture
def answered(agency_a: Agency, budi: User) -> Complaint:
    return make.answered(agency_a, budi, text=SARIS_WORDS)


# --- The door ------------------------------------------------------------------------------------


def test_number_and_code_open_the_report_in_any_spelling(sari: Client, agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a)
    number = filed.complaint.number.lower().replace("-", " ")
    code = filed.code.lower().replace("-", "")

    response = track(sari, number, code)

    assert response["Location"] == "/pengaduan/lacak/saya/"
    page = sari.get("/pengaduan/lacak/saya/")
    assert filed.complaint.number in page.content.decode()


def test_number_and_code_pasted_in_one_piece_open_it(sari: Client, agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a)

    response = track(sari, f"{filed.complaint.number} {filed.code}", "")

    assert response.status_code == 302


def test_a_wrong_code_and_a_missing_number_look_alike(sari: Client, agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a)

    wrong = track(sari, filed.complaint.number, "AAAAA-AAAAA")
    missing = track(sari, numbers.number("PGD", 2026, 2), filed.code)

    def sentence(response: object) -> str:
        return response.content.decode().split('role="alert"')[1].split("</ul>")[0]

    assert wrong.status_code == missing.status_code == 422
    assert sentence(wrong) == sentence(missing)


def test_a_mistyped_digit_is_named(sari: Client, agency_a: Agency) -> None:
    page = track(sari, "PGD-2026-000001-9", "AAAAA-AAAAA").content.decode()

    assert "angka" in page.split('role="alert"')[1]
    assert 'value="PGD-2026-000001-9"' in page


def test_tries_are_limited_for_a_number_and_for_an_address(sari: Client, agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a)
    for turn in range(10):
        sari.post("/pengaduan/lacak/", {"number": filed.complaint.number, "code": "AAAAA-AAAAA"},
                  REMOTE_ADDR=f"192.0.2.{turn}")  # fmt: skip

    of_number = sari.post("/pengaduan/lacak/",
                          {"number": filed.complaint.number, "code": filed.code},
                          REMOTE_ADDR="192.0.2.77")  # fmt: skip
    of_address = [track(sari, f"PGD-2026-{turn}", "x") for turn in range(61)][-1]

    assert (of_number.status_code, of_address.status_code) == (429, 429)


def test_the_session_opens_this_case_only_and_for_half_an_hour(
    sari: Client, agency_a: Agency
) -> None:
    filed = make.filed(agency=agency_a)
    opened(sari, filed)

    assert sari.session["complaints.case"]["number"] == filed.complaint.number
    session = sari.session
    session["complaints.case"]["until"] = (now() - timedelta(seconds=1)).isoformat()
    session.save()
    late = sari.get("/pengaduan/lacak/saya/")
    assert late.status_code == 403
    assert filed.complaint.number not in late.content.decode()


def test_a_session_slipped_to_somebody_else_does_not_open_their_case(
    sari: Client, agency_a: Agency
) -> None:
    opened(sari, make.filed(agency=agency_a))
    slipped = sari.cookies["sessionid"].value
    other = make.filed(agency=agency_a)

    opened(sari, other)

    thief = Client()
    thief.cookies["sessionid"] = slipped
    assert thief.get("/pengaduan/lacak/saya/").status_code == 403
    assert sari.session["complaints.case"]["number"] == other.complaint.number


def test_finish_closes_it_on_this_device(sari: Client, agency_a: Agency) -> None:
    opened(sari, make.filed(agency=agency_a))

    response = sari.post("/pengaduan/lacak/tutup/")

    assert response["Location"] == "/pengaduan/lacak/ditutup/"
    assert sari.get("/pengaduan/lacak/saya/").status_code == 403


def test_the_link_opens_it_and_is_told_to_nobody(sari: Client, agency_a: Agency) -> None:
    row = make.complaint(agency=agency_a)

    response = sari.get(link(row))

    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert 'rel="canonical"' not in response.content.decode()


def test_a_forged_link_opens_nothing_and_gives_the_text_back(
    sari: Client, asked: Complaint
) -> None:
    token = codes.token(asked.number)[:-2] + "xx"

    response = sari.post(f"/pengaduan/lacak/{token}/jawab/", {"text": "Loket dua."})

    assert response.status_code == 403
    assert "Loket dua." in response.content.decode()
    assert asked.number not in response.content.decode()


def test_an_old_link_opens_nothing(
    sari: Client, agency_a: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = make.complaint(agency=agency_a)
    address = link(row)
    monkeypatch.setattr("time.time", lambda: datetime(2028, 2, 1, tzinfo=UTC).timestamp())

    assert sari.get(address).status_code == 403


# --- The page ------------------------------------------------------------------------------------


def test_each_step_is_a_sentence_with_its_day(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a)

    page = sari.get(link(row)).content.decode()

    assert "Diteruskan ke Dinas Kependudukan pada 16 November" in page
    assert "Jawaban paling lambat 23 November" in page


def test_the_term_explains_its_date(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a, at=datetime(2026, 12, 23, 3, 0, tzinfo=UTC))

    page = sari.get(link(row)).content.decode()

    assert "Mengapa tanggal ini?" in page
    assert "Natal" in page


def test_a_missed_term_leads_to_the_ombudsman(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a, at=datetime(2026, 9, 1, 3, 0, tzinfo=UTC))

    page = sari.get(link(row)).content.decode()

    assert "Terlambat: hari itu sudah lewat" in page
    assert "Anda boleh melanjutkan ke Ombudsman" in page


def test_internal_notes_stay_internal(sari: Client, agency_a: Agency, budi: User) -> None:
    row = make.disposed(agency_a)
    moving.note(complaint=row, by=acting.officer(budi, row), at=TUESDAY, text="CATATAN-DALAM")

    assert "CATATAN-DALAM" not in sari.get(link(row)).content.decode()


def test_no_officer_is_named(sari: Client, answered: Complaint, budi: User) -> None:
    assert str(budi) not in sari.get(link(answered)).content.decode()


def test_a_restricted_case_is_told_in_neutral_words(
    sari: Client, agency_a: Agency, dewi: User
) -> None:
    row = make.disposed(agency_a)
    moving.supervise(complaint=row, by=acting.officer(dewi, row), at=TUESDAY,
                     reason="DUGAAN-PUNGLI")  # fmt: skip

    page = sari.get(link(row)).content.decode()

    assert "pengawas internal" in page
    assert "DUGAAN-PUNGLI" not in page


def test_a_page_of_a_long_case_takes_no_more_queries(
    sari: Client, asked: Complaint, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for turn in range(30):
        moving.write(complaint=asked, at=TUESDAY, text=f"Tambahan {turn}.")
    sari.get(link(asked))

    with django_assert_num_queries(6):
        sari.get(link(asked))


# --- Steps ---------------------------------------------------------------------------------------


def test_a_question_is_answered_with_a_photo(sari: Client, asked: Complaint) -> None:
    response = sari.post(link(asked, "answer"), {"text": "Loket dua.", "photos": [photo()]},
                         follow=True)  # fmt: skip

    asked.refresh_from_db()
    assert asked.state is Status.DISPOSED
    assert "Loket dua." in response.content.decode()
    assert Attachment.objects.get().file.name == "loket.jpg"


def test_an_empty_answer_is_asked_for_and_a_bad_file_named(sari: Client, asked: Complaint) -> None:
    empty = sari.post(link(asked, "answer"), {"text": ""})
    bad = sari.post(
        link(asked, "answer"),
        {"text": "Loket dua.", "photos": [SimpleUploadedFile("virus.exe", b"MZ")]},
    )

    assert (empty.status_code, bad.status_code) == (422, 422)
    assert "virus.exe" in bad.content.decode()
    assert "Loket dua.</textarea>" in bad.content.decode()


def test_done_twice_is_one_step_and_one_sentence(sari: Client, answered: Complaint) -> None:
    first = sari.post(link(answered, "accept"), follow=True)
    second = sari.post(link(answered, "accept"), follow=True)

    answered.refresh_from_db()
    assert answered.state is Status.CLOSED
    assert answered.events.filter(move=Move.ACCEPT).count() == 1
    assert answered.outcomes.get().accepted is True
    for page in (first, second):
        assert page.content.decode().count("notice--success") == 1
        assert "notice--warning" not in page.content.decode()


def test_not_yet_needs_a_reason_and_goes_on(sari: Client, answered: Complaint) -> None:
    without = sari.post(link(answered, "reopen"), {"text": " "})
    sari.post(link(answered, "reopen"), {"text": "KTP salah nama."})

    answered.refresh_from_db()
    assert without.status_code == 422
    assert (answered.state, answered.round) == (Status.IN_PROGRESS, 2)
    assert answered.outcomes.get().accepted is False


def test_the_handling_is_rated_once_after_the_end(sari: Client, answered: Complaint) -> None:
    sari.post(link(answered, "rate"), {"score": "3"})
    sari.post(link(answered, "accept"))
    sari.post(link(answered, "rate"), {"score": "4", "text": "Cepat."})
    sari.post(link(answered, "rate"), {"score": "1"})

    answered.refresh_from_db()
    assert (answered.rating, answered.rating_text) == (4, "Cepat.")
    assert answered.events.filter(kind=EventKind.RATED).count() == 1


@pytest.mark.parametrize("score", ["", "0", "5", "x"])
def test_a_mark_that_is_none_is_refused(sari: Client, answered: Complaint, score: str) -> None:
    sari.post(link(answered, "accept"))

    assert sari.post(link(answered, "rate"), {"score": score}).status_code == 422


def test_an_addition_sent_twice_is_kept_once(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a)
    form = {"text": "Petugasnya sama.", "uid": str(uuid4())}

    sari.post(link(row, "write"), form)
    page = sari.post(link(row, "write"), form, follow=True).content.decode()

    assert Event.objects.filter(kind=EventKind.MESSAGE).count() == 1
    assert "notice--success" in page


def test_posts_about_one_case_are_limited(sari: Client, agency_a: Agency) -> None:
    address = link(make.disposed(agency_a), "accept")

    statuses = [sari.post(address).status_code for _turn in range(41)]

    assert statuses[39:] == [302, 429]


def test_withdrawing_asks_first(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a)

    assert sari.get(link(row, "withdraw")).status_code == 200
    row.refresh_from_db()
    assert row.state is Status.DISPOSED
    sari.post(link(row, "withdraw"), {"text": ""})
    row.refresh_from_db()
    assert row.state is Status.WITHDRAWN


def test_going_to_the_ombudsman_is_recorded(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a)
    form = {"went_on": "2026-11-20", "number": "0123/LM/XI/2026", "why": ""}

    page = sari.post(link(row, "ombudsman"), form, follow=True).content.decode()

    row.refresh_from_db()
    assert row.state is Status.ESCALATED
    assert "0123/LM/XI/2026" in page


def test_the_ombudsman_page_invents_no_address(
    sari: Client, agency_a: Agency, settings: object
) -> None:
    row = make.disposed(agency_a)
    settings.OMBUDSMAN_CONTACT = ""
    assert "Jl." not in sari.get(link(row, "ombudsman")).content.decode()

    settings.OMBUDSMAN_CONTACT = "Jl. Contoh 1"
    assert "Jl. Contoh 1" in sari.get(link(row, "ombudsman")).content.decode()


@pytest.mark.parametrize("step", ["answer", "accept", "reopen", "write", "rate", "tell", "browser"])
def test_steps_are_posts(sari: Client, agency_a: Agency, step: str) -> None:
    assert sari.get(link(make.disposed(agency_a), step)).status_code == 405


def test_a_step_out_of_turn_is_told_in_one_sentence(sari: Client, agency_a: Agency) -> None:
    row = make.disposed(agency_a)

    page = sari.post(link(row, "accept"), follow=True).content.decode()

    assert page.count("notice--warning") == 1


# --- Files and joined cases ----------------------------------------------------------------------


def test_only_own_open_files_are_handed_out(sari: Client, agency_a: Agency, budi: User) -> None:
    own, other = make.disposed(agency_a), make.disposed(agency_a)
    shown = with_file(own, budi, seen=True)
    hidden = with_file(own, budi, seen=False)

    handed_out = sari.get(link(own, "file", shown))
    assert b"".join(handed_out.streaming_content)[:3] == b"\xff\xd8\xff"
    assert sari.get(link(own, "file", hidden)).status_code == 404
    assert sari.get(link(other, "file", shown)).status_code == 404


def with_file(case: Complaint, officer: User, *, seen: bool) -> object:
    event = moving.take(complaint=case, move=Move.REPLY, by=acting.officer(officer, case),
                        at=TUESDAY, said=Said(text="Lihat berkas."))  # fmt: skip
    moving.attach(case, [uploads.accept(photo())], event=event, at=TUESDAY, open=seen)
    return Attachment.objects.latest("pk").file.uid


def test_a_joined_report_shows_the_way_of_the_other_without_its_words(
    sari: Client, agency_a: Agency, budi: User
) -> None:
    main = make.disposed(agency_a, text="KATA-ORANG-LAIN", title="JUDUL-ORANG-LAIN")
    own = make.disposed(agency_a, text=SARIS_WORDS)
    own.merged_into = main
    own.save(update_fields=["merged_into"])
    moving.take(complaint=own, move=Move.MERGE, by=acting.officer(budi, own), at=TUESDAY,
                said=Said(reason="Sama dengan laporan Pak X."))  # fmt: skip
    moving.write(complaint=main, at=TUESDAY, text="TAMBAHAN-ORANG-LAIN")
    moving.answer(complaint=main, by=acting.officer(budi, main), at=TUESDAY,
                  result=Result(text="Loket sudah dibuka."))  # fmt: skip

    page = sari.get(link(own)).content.decode()

    assert "Loket sudah dibuka." in page
    assert "Hasilnya sudah diberikan" in page
    assert "apakah sudah selesai" not in page
    assert "ORANG-LAIN" not in page
    assert "Pak X" not in page
    assert main.number not in page


def test_forms_of_the_page_work_as_a_browser_sends_them(sari: Client, asked: Complaint) -> None:
    page = sari.get(link(asked)).content.decode()
    fields = form_fields(page, 'form[data-keep^="answer"]')

    response = sari.post(link(asked, "answer"), {**fields, "text": "Loket dua."})

    assert response.status_code == 302
