"""Personal data goes after its time or on request; the case stays in the figures."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.complaints import acting, codes
from maklumat.complaints.actions import following, moving, publishing, removing
from maklumat.complaints.actions.removing import Wish
from maklumat.complaints.models import Complaint, Erasure, Event, Follower, LearnedRouting
from maklumat.complaints.models.inout import Basis
from maklumat.complaints.queries import removing as queries
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move
from maklumat.core import uploads
from maklumat.core.errors import NotFound, Refused, RuleBroken
from maklumat.core.models import AuditRow, Message, StoredFile
from maklumat.core.tests.pageform import form_fields

WORD = "Kencanawungu"  # in nothing else
PAGE = "/petugas/pengaduan/hapus-data/"
WISH = Wish(Basis.REQUEST, "code", "470/12")


def finished(agency: Agency, officer: User, **fields: object) -> Complaint:
    """A case that says the word wherever a person or an officer can say it, and is closed."""
    photo = uploads.Accepted(f"{WORD}.pdf", "application/pdf", f"%PDF-1.4 {WORD}".encode())
    row = make.disposed(
        agency,
        **{
            "text": f"Saya {WORD}, KTP saya belum jadi.",
            "title": f"KTP {WORD}",
            "wish": f"Kata {WORD}",
            "loss": f"Rugi {WORD}",
            "place": f"Rumah {WORD}",
            "files": [photo],
            "contact": make.contact(name=WORD, email=f"{WORD}@contoh.example", address=WORD),
            **fields,
        },
    )
    desk = acting.officer(officer, row)
    moving.note(complaint=row, by=desk, at=make.AT, text=f"Catatan {WORD}")
    moving.write(complaint=row, at=make.AT, text=f"Pesan {WORD}", files=[photo])
    said = moving.Said(text=f"Apakah {WORD} sudah ke loket?")
    moving.take(complaint=row, move=Move.ASK, by=desk, at=make.AT, said=said)
    said = moving.Said(text=f"Sudah. {WORD}")
    moving.take(complaint=row, move=Move.COMPLETE, by=acting.COMPLAINANT, at=make.AT, said=said)
    result = moving.Result(f"KTP {WORD} jadi", compensation="given", compensation_text=WORD)
    moving.answer(complaint=row, by=desk, at=make.AT, result=result)
    moving.take(complaint=row, move=Move.ACCEPT, by=acting.COMPLAINANT, at=make.AT)
    following.rate(complaint=row, score=4, text=f"Terima kasih {WORD}", at=make.AT)
    Follower.objects.create(complaint=row, at=make.AT, tell_by="email", to=f"{WORD}@contoh.example")
    row.subscriptions.create(endpoint=f"https://push.example/{WORD}", at=make.AT)
    return row


def everything() -> str:
    """Return all rows of all tables and all files as one text."""
    rows = [serializers.serialize("json", model.objects.all()) for model in apps.get_models()]
    return "".join(rows) + "".join(_files(""))


def _files(folder: str) -> list[str]:
    folders, names = default_storage.listdir(folder or ".")
    found = []
    for name in names:
        with default_storage.open(f"{folder}{name}") as file:
            found.append(name + file.read().decode(errors="replace"))
    return found + [text for inner in folders for text in _files(f"{folder}{inner}/")]


@pytest.fixture(autouse=True)
def _own_files(settings: object, tmp_path: object) -> None:
    folder = {"location": str(tmp_path)}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": folder},
    }


def test_after_its_time_nothing_of_the_person_is_left(
    agency_a: Agency, budi: User, django_capture_on_commit_callbacks: object
) -> None:
    row = finished(agency_a, budi)
    clocks = list(row.clocks.values_list("kind", "state", "due"))
    assert WORD in everything()

    with django_capture_on_commit_callbacks(execute=True):
        assert removing.retain(at=make.AT + timedelta(days=800)) == 1

    assert WORD.lower() not in everything().lower()
    kept = Complaint.objects.get(pk=row.pk)
    assert (kept.agency, kept.status, kept.rating) == (agency_a, "closed", 4)
    assert (kept.received_at, kept.answered_at) == (make.AT, make.AT)
    assert list(kept.clocks.values_list("kind", "state", "due")) == clocks
    assert kept.text == removing.AFTER_TIME
    assert kept.outcomes.get().compensation == "given"
    assert not StoredFile.objects.exists()
    assert AuditRow.objects.filter(action="complaints.data_removed").count() == 1


@pytest.mark.parametrize(("days", "count"), [(725, 0), (735, 1)])
def test_the_time_counts_from_the_end(agency_a: Agency, budi: User, days: int, count: int) -> None:
    finished(agency_a, budi)

    assert removing.retain(at=make.AT + timedelta(days=days)) == count


def test_an_open_case_keeps_its_data(agency_a: Agency) -> None:
    make.disposed(agency_a)

    assert removing.retain(at=make.AT + timedelta(days=4000)) == 0


def test_a_case_waits_for_what_it_was_joined_with(agency_a: Agency, budi: User) -> None:
    row, main = finished(agency_a, budi), make.disposed(agency_a)
    Complaint.objects.filter(pk=row.pk).update(merged_into=main, status="merged")

    assert removing.retain(at=make.AT + timedelta(days=800)) == 0


def test_a_public_summary_stays_after_the_time(agency_a: Agency, budi: User) -> None:
    row = finished(agency_a, budi)
    words = publishing.Words("KTP lama", "KTP belum jadi.", "Jadi.")
    publishing.publish(complaint=row, by=acting.officer(budi, row), at=make.AT, words=words)

    removing.retain(at=make.AT + timedelta(days=800))

    row.refresh_from_db()
    assert (row.title, row.text) == ("KTP lama", "KTP belum jadi.")


def test_what_was_learned_from_the_texts_goes_too(agency_a: Agency, budi: User) -> None:
    finished(agency_a, budi)
    LearnedRouting.objects.create(
        made_at=make.AT, samples=1, precision=1, coverage=1, margin=1, rarity={WORD: 1.0}
    )

    removing.retain(at=make.AT + timedelta(days=800))

    assert not LearnedRouting.objects.exists()


def test_letters_on_their_way_are_not_sent(agency_a: Agency, budi: User) -> None:
    finished(agency_a, budi)

    removing.retain(at=make.AT + timedelta(days=800))

    assert set(Message.objects.values_list("state", "to")) == {("dropped", "")}


def test_the_command_says_first_and_does_then(agency_a: Agency, budi: User) -> None:
    finished(agency_a, budi)
    Complaint.objects.update(ended_at=make.AT - timedelta(days=4000))
    said = StringIO()

    call_command("complaints", "retain", "--dry-run", stdout=said)
    assert not Erasure.objects.exists()
    call_command("complaints", "retain", stdout=said)

    assert said.getvalue().splitlines() == [
        "the data of 1 case would be removed",
        "the data of 1 case was removed",
    ]
    assert Erasure.objects.get().basis == "term"


# --- On request ---------------------------------------------------------------------------------


def test_on_request_everything_goes_and_the_ledger_says_what(
    agency_a: Agency, budi: User, dewi: User, django_capture_on_commit_callbacks: object
) -> None:
    row = finished(agency_a, budi)

    with django_capture_on_commit_callbacks(execute=True):
        removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT)

    assert WORD.lower() not in everything().lower()
    line = Erasure.objects.get()
    assert (line.number, line.basis, line.checked) == (row.number, "request", "code")
    assert line.kinds["files"] == 2
    with pytest.raises(Refused):
        line.save()
    with pytest.raises(Refused):
        line.delete()
    with pytest.raises(RuleBroken, match="sebelumnya"):
        removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT)


def test_an_open_case_must_end_first(agency_a: Agency, dewi: User) -> None:
    row = make.disposed(agency_a)

    with pytest.raises(RuleBroken, match=row.number):
        removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT)


def test_the_link_and_the_code_lead_nowhere_afterwards(
    client: Client, agency_a: Agency, budi: User, dewi: User
) -> None:
    row = finished(agency_a, budi)
    removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT)

    from_link = client.get(f"/pengaduan/lacak/{codes.token(row.number)}/")

    assert from_link.status_code == 404


def test_restricted_cases_are_the_inspectorates_alone(agency_a: Agency, dewi: User) -> None:
    inspector = people.user("Intan")
    office = agency_rows.agency("Inspektorat", kind="inspektorat")
    agency_rows.membership(inspector, "inspector", office)
    row = make.complaint("Pungli.", category=make.category("penyalahgunaan"))
    moving.take(complaint=row, move=Move.WITHDRAW, by=acting.COMPLAINANT, at=make.AT)

    with pytest.raises(NotFound):
        removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT)
    removing.erase(number=row.number, by=inspector, wish=WISH, at=make.AT)

    assert not queries.ledger(dewi).exists()
    assert queries.ledger(inspector).count() == 1


def test_the_page_finds_asks_and_removes(
    client: Client, agency_a: Agency, budi: User, dewi: User
) -> None:
    row = finished(agency_a, budi)
    client.force_login(dewi)
    page = client.get(f"{PAGE}?nomor={row.number}").content.decode()
    form = form_fields(page, "form[method=post]") | {
        "basis": "request",
        "checked": "card",
        "sure": "on",
    }

    assert client.post(PAGE, form | {"sure": ""}).status_code == 422
    assert client.post(PAGE, form).status_code == 302

    assert Complaint.objects.get().purged_at is not None
    assert row.number in client.get(PAGE).content.decode()


def test_the_page_says_what_is_wrong(client: Client, agency_a: Agency, dewi: User) -> None:
    open_case = make.disposed(agency_a)
    client.force_login(dewi)

    for number in ("PGD-2026-999999-1", "abc", open_case.number):
        assert 'role="alert"' in client.get(PAGE, {"nomor": number}).content.decode()


@pytest.mark.parametrize("who", ["budi", "agus", "wati"])
def test_to_others_the_page_does_not_exist(
    client: Client, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"number": "x"}).status_code == 404


def test_files_of_a_failed_removal_stay(agency_a: Agency, budi: User, dewi: User) -> None:
    row = finished(agency_a, budi)
    default_storage.save("andere.txt", ContentFile(b"x"))
    Complaint.objects.create(
        number="PGD-2026-900000-1", parent=row, rules=row.rules, received_at=make.AT,
        status_since=make.AT, title="x", text="x",
    )  # fmt: skip

    with pytest.raises(RuleBroken):
        removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT)

    assert StoredFile.objects.count() == 2
    assert Event.objects.filter(text__contains=WORD).exists()


def test_a_case_without_its_texts_is_still_shown_to_the_office(
    client: Client, agency_a: Agency, budi: User, dewi: User
) -> None:
    row = finished(agency_a, budi)
    removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT)
    client.force_login(budi)

    for address in ("", "lembar-disposisi.pdf"):
        shown = client.get(f"/petugas/pengaduan/{row.number}/{address}")
        assert shown.status_code == 200
    page = client.get(f"/petugas/pengaduan/{row.number}/").content.decode()
    assert removing.ON_REQUEST in page
    assert WORD not in page


def test_a_whole_goes_with_its_parts(agency_a: Agency, budi: User, dewi: User) -> None:
    row = finished(agency_a, budi)
    part = Complaint.objects.create(
        number="PGD-2026-900000-1", parent=row, rules=row.rules, received_at=make.AT,
        status_since=make.AT, status="closed", ended_at=make.AT, title=WORD, text=WORD,
    )  # fmt: skip

    with pytest.raises(RuleBroken, match=row.number):
        removing.erase(number=part.number, by=dewi, wish=WISH, at=make.AT)
    assert removing.erase(number=row.number, by=dewi, wish=WISH, at=make.AT) == 2

    part.refresh_from_db()
    assert part.text == removing.ON_REQUEST


def test_the_inspectorate_finds_the_page_and_no_other(client: Client, government: object) -> None:
    make.terms()
    inspector = people.user("Intan")
    agency_rows.membership(inspector, "inspector", None)
    client.force_login(inspector)

    assert client.get(PAGE).status_code == 200
    assert client.get("/petugas/pengaduan/masuk-keluar/").status_code == 200
    for part in ("impor", "lapor", "webhook"):
        assert client.get(f"/petugas/pengaduan/{part}/").status_code == 404
