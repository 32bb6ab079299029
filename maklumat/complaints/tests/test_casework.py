"""The page of a case: works, refused to Wati, bad input, wrong method; nothing is lost."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.complaints import acting
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.models import Attachment, CaseClock, Complaint, Event
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Kind, Move, Status
from maklumat.core.models import AuditRow, Message
from maklumat.core.tests.pageform import form_fields

pytestmark = pytest.mark.django_db


def picture() -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(written, "PNG")
    return SimpleUploadedFile("bukti.png", written.getvalue(), "image/png")


def url(name: str, row: Complaint, *more: str) -> str:
    return reverse(f"complaints-staff:{name}", args=[row.number, *more])


def form_of(client: Client, row: Complaint, address: str) -> dict[str, str | list[str]]:
    """Return what a browser would send for the form of the page that goes to this address."""
    page = client.get(url("case", row)).content.decode()
    return form_fields(page, f'form[action="{address}"]')


def sent(client: Client, row: Complaint, address: str, **change: object) -> tuple[int, str]:
    answer = client.post(address, form_of(client, row, address) | change, follow=True)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def officer(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


@pytest.fixture
def organiser(dewi: User) -> Client:
    client = Client()
    client.force_login(dewi)
    return client


@pytest.fixture
def inspectorate(government: object) -> Agency:
    return agency_rows.agency("Inspektorat", slug="inspektorat", kind="inspektorat")


@pytest.fixture
def inspector(inspectorate: Agency) -> Client:
    user = people.user("Hendra")
    agency_rows.membership(user, "inspector", None)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def row(agency_a: Agency) -> Complaint:
    """A case with Budi's agency, in progress."""
    case = make.disposed(agency_a, contact=make.contact(), at=now() - timedelta(days=1))
    moving.take(complaint=case, move=Move.REPLY, by=_somebody(agency_a, case), at=now(),
                said=Said(text="Sedang kami cek."))  # fmt: skip
    return case


def _somebody(agency: Agency, case: Complaint) -> acting.Actor:
    user = User.objects.filter(email="rina@contoh.example").first() or people.user("Rina")
    if not user.memberships.exists():
        agency_rows.membership(user, "officer", agency)
    return acting.officer(user, case)


def test_one_click_takes_a_case_on(officer: Client, budi: User, agency_a: Agency) -> None:
    case = make.complaint(agency=agency_a)

    status, page = sent(officer, case, url("take-on", case))

    case.refresh_from_db()
    assert status == 200
    assert (case.state, case.assignee, case.agency) == (Status.IN_PROGRESS, budi, agency_a)
    assert "Laporan ini sekarang Anda kerjakan" in page


def test_the_case_page_asks_few_questions(
    officer: Client, row: Complaint, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(url("case", row))

    with django_assert_max_num_queries(40):
        officer.get(url("case", row))


def test_the_complainant_is_shown_as_they_chose(officer: Client, row: Complaint) -> None:
    named = officer.get(url("case", row)).content.decode()
    anonymous = make.complaint(agency=row.agency, anonymous=True, contact=make.contact())
    unnamed = officer.get(url("case", anonymous)).content.decode()

    assert "Sari Wulandari" in named
    assert "Sari Wulandari" not in unnamed
    assert "Pelapor anonim" in unnamed


def test_opening_personal_data_is_in_the_audit_log_once_a_day(
    officer: Client, row: Complaint
) -> None:
    for _look in range(3):
        officer.get(url("case", row))

    rows = AuditRow.objects.filter(action="complaints.opened")
    assert [(found.target, found.details) for found in rows] == [(row.number, "{}")]


def test_a_question_without_words_gives_a_sentence(officer: Client, row: Complaint) -> None:
    address = url("step", row, "ask")

    status, page = sent(officer, row, address, text="  ")

    assert status == 422
    assert "Tulis apa yang perlu Anda ketahui." in page


def test_the_result_needs_compensation_in_words(officer: Client, row: Complaint) -> None:
    address = url("step", row, "answer")

    status, page = sent(
        officer, row, address, text="Sudah selesai.", justified="yes", compensation="given"
    )

    assert status == 422
    assert "Tulis kompensasi yang diberikan." in page
    assert "Sudah selesai." in page


def test_a_result_with_proof_starts_the_complainants_time(officer: Client, row: Complaint) -> None:
    status, _page = sent(
        officer, row, url("step", row, "answer"), text="KTP dikirim.", justified="yes",
        compensation="given", compensation_text="Bebas ongkos kirim", compensation_amount="15000",
        attachments=picture(),
    )  # fmt: skip

    row.refresh_from_db()
    outcome = row.outcomes.get()
    file = Attachment.objects.get(complaint=row)
    assert (status, row.state) == (200, Status.ANSWERED)
    assert (outcome.justified, outcome.compensation_amount) == (True, 15000)
    served = officer.get(url("attachment", row, str(file.file.uid)))
    assert b"".join(served.streaming_content).startswith(b"\x89PNG")
    served.close()


def test_the_same_form_twice_is_one_reply(officer: Client, row: Complaint) -> None:
    address = url("step", row, "reply")
    fields = form_of(officer, row, address) | {"text": "Besok kami kabari."}

    first, second = officer.post(address, fields), officer.post(address, fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert row.events.filter(text="Besok kami kabari.").count() == 1


def test_who_comes_second_is_told_and_keeps_the_text(
    officer: Client, row: Complaint, agency_a: Agency
) -> None:
    address = url("step", row, "reply")
    fields = form_of(officer, row, address) | {"text": "Kalimat panjang saya."}
    moving.take(complaint=row, move=Move.REPLY, by=_somebody(agency_a, row), at=now(),
                said=Said(text="Sudah saya balas."))  # fmt: skip

    answer = officer.post(address, fields)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rina lebih dahulu: Balas" in page
    assert "Kalimat panjang saya." in page
    assert not row.events.filter(text="Kalimat panjang saya.").exists()
    again = form_fields(page, f'form[action="{address}"]')
    assert officer.post(address, again).status_code == 302
    assert row.events.filter(text="Kalimat panjang saya.").count() == 1


def test_two_close_the_same_case_and_the_second_keeps_the_text_as_a_note(
    officer: Client, row: Complaint, agency_a: Agency
) -> None:
    address = url("step", row, "answer")
    fields = form_of(officer, row, address) | {"text": "Hasil saya.", "justified": "no"}
    moving.answer(complaint=row, by=_somebody(agency_a, row), at=now(),
                  result=moving.Result(text="Hasil Rina."))  # fmt: skip

    answer = officer.post(address, fields)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rina lebih dahulu: Sampaikan hasil" in page
    assert row.outcomes.get().text == "Hasil Rina."
    assert form_fields(page, f'form[action="{url("note", row)}"]')["text"] == "Hasil saya."


def test_a_return_goes_to_the_coordinator_who_finds_the_agency(
    officer: Client, organiser: Client, row: Complaint, agency_b: Agency
) -> None:
    status, _page = sent(
        officer, row, url("step", row, "return"), reason="Ini urusan bantuan sosial.",
        agency=str(agency_b.pk),
    )  # fmt: skip
    row.refresh_from_db()
    assert (status, row.state, row.agency) == (200, Status.RETURNED, None)
    assert officer.get(url("case", row)).status_code == 404

    assert "Usulan: Dinsos" in organiser.get(url("case", row)).content.decode()
    sent(organiser, row, url("step", row, "dispose"), agency=str(agency_b.pk))

    row.refresh_from_db()
    assert (row.state, row.agency) == (Status.DISPOSED, agency_b)


def test_a_report_that_only_names_an_agency_can_be_declined(
    officer: Client, organiser: Client, agency_a: Agency
) -> None:
    case = make.complaint(agency=agency_a)
    ends = case.due

    sent(officer, case, url("decline", case), reason="Bukan tugas kami.")

    case.refresh_from_db()
    assert (case.state, case.agency, case.due) == (Status.RECEIVED, None, ends)
    assert "Bukan tugas kami." in organiser.get(url("case", case)).content.decode()


def test_the_coordinator_transfers_archives_revives_and_forwards(
    organiser: Client, row: Complaint, agency_b: Agency
) -> None:
    sent(organiser, row, url("step", row, "transfer"), reason="Salah alamat.",
         agency=str(agency_b.pk))  # fmt: skip
    other = make.complaint()
    sent(organiser, other, url("step", other, "archive"), why="unclear", text="Tulis tempatnya.")
    other.refresh_from_db()
    assert other.state is Status.ARCHIVED
    assert other.events.last().details["archive"] == "unclear"
    sent(organiser, other, url("step", other, "revive"), reason="Sudah jelas.")
    sent(organiser, other, url("step", other, "forward"), body="Polres", reason="Pidana.",
         text="Hubungi SPKT.")  # fmt: skip

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.agency, other.state) == (agency_b, Status.FORWARDED)
    assert "Diteruskan ke Polres" in organiser.get(url("case", other)).content.decode()


def test_a_case_for_the_inspectorate_vanishes_and_can_come_back(
    officer: Client, organiser: Client, inspector: Client, row: Complaint
) -> None:
    sent(officer, row, url("step", row, "supervise"), reason="Pungutan liar.")
    for client in (officer, organiser):
        assert client.get(url("case", row)).status_code == 404
        assert row.number not in client.get(reverse("complaints-staff:inbox")).content.decode()
    assert row.number in inspector.get(reverse("complaints-staff:inbox")).content.decode()

    back = Agency.objects.get(slug="dukcapil")
    sent(inspector, row, url("step", row, "transfer"), reason="Tidak terbukti.",
         agency=str(back.pk))  # fmt: skip

    row.refresh_from_db()
    assert (row.restricted, row.kind, row.agency) == (False, Kind.COMPLAINT, back)
    assert officer.get(url("case", row)).status_code == 200


def test_the_class_changes_the_limit_and_is_told(officer: Client, row: Complaint) -> None:
    before = CaseClock.objects.get(complaint=row, kind="resolution")

    sent(officer, row, url("classify", row), kind="information", category="waktu",
         maladministration="delay")  # fmt: skip

    row.refresh_from_db()
    after = CaseClock.objects.get(complaint=row, kind="resolution", state="running")
    assert (before.days, after.days, after.start) == (14, 5, before.start)
    assert (row.kind, row.category.slug, row.maladministration) == ("information", "waktu", "delay")
    assert Event.objects.get(complaint=row, kind="classified").open


def test_nobody_becomes_a_case_for_supervision_by_its_class(
    officer: Client, row: Complaint
) -> None:
    fields = form_of(officer, row, url("classify", row)) | {"kind": "supervision"}

    answer = officer.post(url("classify", row), fields)

    row.refresh_from_db()
    assert (answer.status_code, row.kind) == (422, "complaint")


def test_assigning_tells_the_person_with_number_and_link_only(
    officer: Client, row: Complaint, agus: User
) -> None:
    sent(officer, row, url("assign", row), person=str(agus.pk))

    row.refresh_from_db()
    letter = Message.objects.get(to=agus.email)
    assert row.assignee == agus
    assert row.number in letter.text
    assert row.title not in letter.text + letter.subject


def test_wati_cannot_be_given_a_case_of_another_agency(
    officer: Client, row: Complaint, wati: User
) -> None:
    fields = form_of(officer, row, url("assign", row)) | {"person": str(wati.pk)}

    assert officer.post(url("assign", row), fields).status_code == 422


def test_a_note_calls_colleagues_in_and_the_complainant_never_sees_it(
    officer: Client, row: Complaint, agus: User, wati: User
) -> None:
    status, page = sent(officer, row, url("note", row), text="@agus tolong cek, juga @Wati.")

    event = Event.objects.get(complaint=row, kind="note")
    assert status == 200
    assert (event.open, list(event.mentions.all())) == (False, [agus])
    assert [letter.to for letter in Message.objects.filter(about=row.number, to__endswith="contoh.example").exclude(to__startswith="sari")] == [agus.email]  # fmt: skip
    assert "@Wati" in page
    assert "tidak ada yang diberi tahu" in page


def test_the_disposition_sheet_names_nobody_who_reported(officer: Client, row: Complaint) -> None:
    answer = officer.get(url("sheet", row))

    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Lembar Disposisi" in text
    assert row.number in text
    assert "Sari" not in text


@pytest.mark.parametrize(
    "name", ["case", "sheet", "take-on", "decline", "note", "assign", "classify"]
)
def test_wati_finds_nothing(name: str, client: Client, wati: User, row: Complaint) -> None:
    client.force_login(wati)
    method = client.get if name in ("case", "sheet") else client.post

    assert method(url(name, row)).status_code == 404
    assert (
        method(reverse(f"complaints-staff:{name}", args=["PGD-2026-999999-9"])).status_code == 404
    )


def test_wati_takes_no_step(client: Client, wati: User, row: Complaint) -> None:
    client.force_login(wati)

    for move in Move:
        assert client.post(url("step", row, move.value), {"text": "x"}).status_code == 404
    row.refresh_from_db()
    assert row.state is Status.IN_PROGRESS


def test_steps_are_posts_and_unknown_ones_are_missing(officer: Client, row: Complaint) -> None:
    assert officer.get(url("step", row, "reply")).status_code == 405
    assert officer.post(url("step", row, "withdraw")).status_code == 404
    assert officer.post(url("case", row)).status_code == 405
