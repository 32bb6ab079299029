"""The three steps as browsers send them: what is kept, what is given back, what comes out."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from PIL import Image
from pypdf import PdfReader

from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue.models import Service
from maklumat.complaints import sent
from maklumat.complaints.actions import drafting
from maklumat.complaints.filing_steps import BEGUN_SALT
from maklumat.complaints.models import (
    Attachment,
    Complaint,
    DraftFile,
    Follower,
    Publication,
    Reporter,
)
from maklumat.complaints.tests import factories as make
from maklumat.core.models import AuditRow, StoredFile
from maklumat.core.tests.pageform import form_fields

NEW = "/pengaduan/baru/"
JPEG = BytesIO()
Image.new("RGB", (8, 8), "red").save(JPEG, "JPEG")
FORM = "form[data-filing-form]"
TEXT = "KTP saya belum jadi sesudah tiga minggu di loket 3."


@pytest.fixture(autouse=True)
def _terms(government: Any) -> None:
    make.terms()


def begin(client: Client, query: str = "") -> dict[str, Any]:
    return fields(client.get(NEW + query))


def fields(response: Any) -> dict[str, Any]:
    return form_fields(response.content.decode(), FORM)


def post(client: Client, sent_fields: dict[str, Any], go: str = "next", **more: Any) -> Any:
    return client.post(NEW, {**sent_fields, "go": go, **more})


def at_last_step(client: Client, query: str = "", **answers: Any) -> dict[str, Any]:
    """Go through the first two steps as a browser does."""
    second = fields(post(client, begin(client, query), text=TEXT))
    third = fields(post(client, second, **answers))
    return {**third, "begun": old_stamp()}


def old_stamp() -> str:
    """The signed time of a page that was opened ten minutes ago."""
    return signing.dumps((now() - timedelta(minutes=10)).timestamp(), salt=BEGUN_SALT)


def file_it(client: Client, **answers: Any) -> Complaint:
    last = at_last_step(client)
    response = post(client, last, "send", **answers)
    assert response.status_code == 302, response.content.decode()
    return Complaint.objects.get(client_uid=last["uid"])


# --- Works ---------------------------------------------------------------------------------------


def test_three_steps_without_scripts_file_a_report(
    sari: Client, service_a: Service, agency_a: Agency
) -> None:
    last = at_last_step(
        sari, "?layanan=dukcapil/ktp-el-ganti", kind="complaint", place="Loket 3", wish="KTP jadi."
    )

    response = post(sari, last, "send", identity="named", name="Sari", email="sari@contoh.example")

    case = Complaint.objects.get()
    assert (case.text, case.place, case.wish) == (TEXT, "Loket 3", "KTP jadi.")
    assert (case.service, case.agency, case.channel) == (service_a, agency_a, "web")
    assert case.reporter.name == "Sari"
    page = sari.get(response["Location"]).content.decode()
    assert case.number in page
    assert sent.token(case).split(":")[0] in response["Location"]


def test_the_result_page_can_be_opened_again_and_files_nothing(sari: Client) -> None:
    last = at_last_step(sari)
    first = post(sari, last, "send")
    again = post(sari, last, "send")

    pages = [sari.get(answer["Location"]).content.decode() for answer in (first, again)]

    case = Complaint.objects.get()
    codes = {re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", page)[0] for page in pages}
    assert len(codes) == 1
    assert all(case.number in page for page in pages)


def test_a_wrong_or_old_result_address_is_not_there(sari: Client) -> None:
    assert sari.get(f"{NEW}abc/").status_code == 404
    assert sari.get(f"{NEW}abc/tanda-terima.pdf").status_code == 404


def test_an_anonymous_report_keeps_nothing_of_the_person(sari: Client) -> None:
    case = file_it(sari, identity="anonymous", name="Sari", email="bukan alamat", phone="x")

    assert case.anonymous
    assert not Reporter.objects.exists()


def test_the_receipt_names_the_number_and_no_identity_of_an_anonymous_person(
    sari: Client, tmp_path: Any
) -> None:
    case = file_it(sari, identity="anonymous", name="Sari Wulandari")
    response = sari.get(f"{NEW}{sent.token(case)}/tanda-terima.pdf")

    (tmp_path / "receipt.pdf").write_bytes(response.content)
    text = PdfReader(tmp_path / "receipt.pdf").pages[0].extract_text()
    assert case.number in text.replace("\n", "")
    assert "Wulandari" not in text


def test_a_report_on_abuse_of_office_is_hidden_at_once(sari: Client, agency_a: Agency) -> None:
    inspectorate = agency_rows.agency("Inspektorat", slug="inspektorat", kind="inspektorat")
    last = at_last_step(sari, category="penyalahgunaan", about="dukcapil")
    page = post(sari, last, "next").content.decode()

    post(sari, last, "send")

    case = Complaint.objects.get()
    assert (case.restricted, case.confidential, case.kind) == (True, True, "supervision")
    assert case.agency == inspectorate
    assert "Inspektorat" in page


# --- Nothing typed is lost -----------------------------------------------------------------------


def test_going_back_keeps_every_answer(sari: Client) -> None:
    last = at_last_step(sari, place="Loket 3", category="waktu")

    second = fields(post(sari, {**last, "name": "Sari", "confidential": "on"}, "back"))
    first = fields(post(sari, second, "back"))
    third = fields(post(sari, fields(post(sari, first))))

    assert (second["place"], second["category"]) == ("Loket 3", "waktu")
    assert first["text"] == TEXT
    assert (third["name"], third["confidential"]) == ("Sari", "on")


@pytest.mark.parametrize(
    ("wrong", "step"),
    [
        ({"text": "pendek"}, "story"),
        ({"happened_on": "2999-01-01"}, "about"),
        ({"happened_on": "kemarin"}, "about"),
        ({"about": "+", "agency": ""}, "about"),
        ({"tell_by": "email", "email": ""}, "self"),
        ({"phone": "nol delapan"}, "self"),
        ({"homepage": "http://iklan.example"}, "self"),
    ],
)
def test_bad_input_goes_back_to_its_step_with_everything(
    sari: Client, wrong: dict[str, str], step: str
) -> None:
    last = at_last_step(sari)

    response = post(sari, {**last, **wrong}, "send")

    back = fields(response)
    assert back["step"] == step
    assert back["text"] == wrong.get("text", TEXT)
    assert "error-summary" in response.content.decode()
    assert not Complaint.objects.exists()


def test_files_stay_accepted_when_the_rest_is_wrong(sari: Client) -> None:
    photo = SimpleUploadedFile("ktp sari.jpg", JPEG.getvalue(), "image/jpeg")

    refused = post(sari, begin(sari), text="", attachments=photo)
    second = fields(post(sari, fields(refused), text=TEXT))
    third = fields(post(sari, second))
    post(sari, {**third, "begun": old_stamp()}, "send", identity="anonymous")

    assert "ktp sari.jpg" in refused.content.decode()
    kept = Attachment.objects.get()
    assert kept.complaint.text == TEXT
    assert kept.file.name == "lampiran-1.jpg"
    assert not DraftFile.objects.exists()


def test_a_file_can_be_taken_out_again(sari: Client) -> None:
    photo = SimpleUploadedFile("ktp.jpg", JPEG.getvalue(), "image/jpeg")
    page = post(sari, begin(sari), "files", text=TEXT, attachments=photo)
    uid = DraftFile.objects.get().file.uid

    post(sari, fields(page), f"drop:{uid}")

    assert not DraftFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_sixth_file_is_left_out_with_a_sentence(sari: Client) -> None:
    photos = [SimpleUploadedFile(f"foto{n}.jpg", JPEG.getvalue(), "image/jpeg") for n in range(6)]

    page = post(sari, begin(sari), "files", text=TEXT, attachments=photos).content.decode()

    assert DraftFile.objects.count() == 5
    assert "foto5.jpg" in page


def test_files_of_reports_never_sent_are_swept_after_a_day(sari: Client) -> None:
    photo = SimpleUploadedFile("ktp.jpg", JPEG.getvalue(), "image/jpeg")
    post(sari, begin(sari), "files", text=TEXT, attachments=photo)

    assert drafting.sweep(at=now()) == 0
    assert drafting.sweep(at=now() + timedelta(hours=25)) == 1
    assert not StoredFile.objects.exists()


# --- Helps and informs ---------------------------------------------------------------------------


def test_an_old_event_is_told_and_taken(sari: Client) -> None:
    day = (now() - timedelta(days=90)).date().isoformat()
    second = fields(post(sari, begin(sari), text=TEXT))
    page = post(sari, second, happened_on=day)
    last = {**fields(page), "begun": old_stamp()}

    assert "UU 25/2009 Pasal 42" in page.content.decode()
    assert post(sari, last, "send").status_code == 302


def test_a_position_is_kept_to_a_metre_and_a_wrong_one_refused(sari: Client) -> None:
    last = at_last_step(sari, latitude="-6.914744123", longitude="107.60981")
    post(sari, last, "send")

    case = Complaint.objects.get()
    assert (str(case.latitude), str(case.longitude)) == ("-6.91474", "107.60981")


def published(agency: Agency, **fields_of_case: Any) -> Publication:
    case = make.complaint("Lampu jalan di Jalan Melati mati sejak Senin.", agency=agency,
                          **fields_of_case)  # fmt: skip
    return Publication.objects.create(
        complaint=case, title="Lampu jalan mati", text="Lampu di Jalan Melati mati.", live=True
    )


def test_a_similar_public_report_is_offered_and_joined_once(sari: Client, agency_a: Agency) -> None:
    public = published(agency_a)
    page = post(sari, begin(sari), text="Lampu di Jalan Melati mati, gelap sekali.")
    offered = fields(page)
    number = public.complaint.number
    joining = form_fields(post(sari, offered, f"join:{number}").content.decode(), "main form")

    for _time in range(2):
        answer = sari.post(
            NEW, {**joining, "go": "join", "tell_by": "email", "email": "sari@contoh.example"}
        )

    assert number in page.content.decode()
    assert Follower.objects.get().to == "sari@contoh.example"
    assert sari.get(answer["Location"]).status_code == 200
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("hidden", [{"confidential": True}, {"category": "penyalahgunaan"}])
def test_what_is_not_public_is_never_offered(
    sari: Client, agency_a: Agency, hidden: dict[str, Any]
) -> None:
    if "category" in hidden:
        hidden = {"category": make.category(hidden["category"])}
    public = published(agency_a, **hidden)
    page = post(sari, begin(sari), text="Lampu di Jalan Melati mati, gelap sekali.")

    assert public.complaint.number not in page.content.decode()


def test_what_a_link_named_stays_on_offer_when_another_is_chosen(
    sari: Client, agency_a: Agency
) -> None:
    second = fields(post(sari, begin(sari, "?opd=dukcapil"), text=TEXT))

    refused = post(sari, second, about="+", agency="")

    assert 'value="dukcapil"' in refused.content.decode()


def test_leaving_the_join_page_keeps_the_report(sari: Client, agency_a: Agency) -> None:
    text = "Lampu di Jalan Melati mati, gelap sekali."
    number = published(agency_a).complaint.number
    page = post(sari, fields(post(sari, begin(sari), text=text)), f"join:{number}")
    joining = form_fields(page.content.decode(), "main form")

    back = fields(sari.post(NEW, {**joining, "go": "write"}))

    assert (back["step"], back["text"]) == ("about", text)


def test_how_reports_are_handled_shows_terms_with_sources(sari: Client) -> None:
    page = sari.get("/pengaduan/cara/").content.decode()

    assert "SP4N-LAPOR!" in page
    assert sari.get("/en/pengaduan/cara/").status_code == 200


def test_no_answer_stands_in_an_address_and_pages_are_not_kept(sari: Client) -> None:
    last = at_last_step(sari)
    response = post(sari, last, "send", identity="named", name="Sari")

    assert "no-store" in sari.get(NEW)["Cache-Control"]
    assert "no-store" in sari.get(response["Location"])["Cache-Control"]
    assert "Sari" not in response["Location"]
    assert not any("Sari" in str(row.details) for row in AuditRow.objects.all())


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(sari: Client, method: str) -> None:
    assert getattr(sari, method)(NEW).status_code == 405


@pytest.mark.django_db(transaction=True)  # else savepoints of the test would count too
def test_filing_stays_within_its_budget_of_queries(
    sari: Client, service_a: Service, django_assert_max_num_queries: Any
) -> None:
    last = at_last_step(sari, "?layanan=dukcapil/ktp-el-ganti", category="waktu")
    post(sari, at_last_step(sari), "send")  # warm

    with django_assert_max_num_queries(18):
        response = post(
            sari, last, "send", identity="named", name="Sari", email="s@contoh.example",
            tell_by="email",
        )  # fmt: skip

    assert response.status_code == 302
