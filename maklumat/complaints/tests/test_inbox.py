"""The inbox: what expires next first, only one's own, few queries, the same step on many."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency
from maklumat.agencies.tests import factories as agency_rows
from maklumat.complaints import acting
from maklumat.complaints.actions import moving
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.models import Complaint, SavedFilter
from maklumat.complaints.queries import inbox as reads
from maklumat.complaints.queries import waiting
from maklumat.complaints.queries.inbox import Tab, Wanted
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move, Status

pytestmark = pytest.mark.django_db
INBOX = reverse("complaints-staff:inbox")
BULK = reverse("complaints-staff:bulk")
JAKARTA = ZoneInfo("Asia/Jakarta")
TODAY = date(2026, 11, 20)


def filed_on(day: int, agency: Agency, **fields: object) -> Complaint:
    return make.complaint(agency=agency, at=datetime(2026, 11, day, 3, tzinfo=UTC), **fields)


def numbers(page: reads.Page) -> list[str]:
    return [row.number for row in page.rows]


def page(user: User, **wanted: object) -> list[str]:
    return numbers(reads.page(user, Wanted(**wanted), JAKARTA, TODAY))


@pytest.fixture
def officer(client: Client, budi: User) -> Client:
    client.force_login(budi)
    return client


def test_what_expires_next_stands_first_and_what_waits_last(budi: User, agency_a: Agency) -> None:
    waits = filed_on(10, agency_a)
    moving.take(complaint=waits, move=Move.ASK, by=acting.officer(budi, waits), at=now(),
                said=Said(text="Di mana?"))  # fmt: skip
    late, early = filed_on(18, agency_a), filed_on(11, agency_a)

    assert page(budi) == [early.number, late.number, waits.number]
    assert page(budi, tab=Tab.THEIRS) == [waits.number]
    assert page(budi, overdue=True) == [early.number]


def test_every_page_begins_after_the_last_row_of_the_one_before(
    budi: User, agency_a: Agency
) -> None:
    for day in (12, 12, 12, 13, 16):
        filed_on(day, agency_a)
    for day in (12, 13):
        row = filed_on(day, agency_a)
        moving.take(complaint=row, move=Move.ASK, by=acting.officer(budi, row), at=now(),
                    said=Said(text="Di mana?"))  # fmt: skip
    seen: list[str] = []
    after = ""

    for _page in range(4):
        found = reads.page(budi, Wanted(), JAKARTA, TODAY, after=after, size=2)
        seen += numbers(found)
        after = found.after

    assert after == ""
    assert seen == page(budi)
    assert len(set(seen)) == 7


def test_finished_cases_stand_by_their_end_and_page_too(budi: User, agency_a: Agency) -> None:
    for day in (2, 3, 4):
        row = filed_on(day, agency_a)
        moving.take(complaint=row, move=Move.WITHDRAW, by=acting.COMPLAINANT,
                    at=datetime(2026, 11, day + 5, 3, tzinfo=UTC))  # fmt: skip
    first = reads.page(budi, Wanted(tab=Tab.ENDED), JAKARTA, TODAY, size=2)
    second = reads.page(budi, Wanted(tab=Tab.ENDED), JAKARTA, TODAY, size=2, after=first.after)

    ends = [row.ended_at for row in [*first.rows, *second.rows]]
    assert ends == sorted(ends, reverse=True)
    assert len(ends) == 3


@pytest.mark.parametrize("after", ["x", "2026-11-12", "~", "2026-99-01~3", "-~9999999999999999999"])
def test_a_mark_that_is_none_is_the_first_page(after: str, budi: User, agency_a: Agency) -> None:
    row = filed_on(12, agency_a)
    for tab in (Tab.OPEN, Tab.ENDED):
        reads.page(budi, Wanted(tab=tab), JAKARTA, TODAY, after=after)

    assert numbers(reads.page(budi, Wanted(), JAKARTA, TODAY, after=after)) == [row.number]


def test_filters_narrow(budi: User, agency_a: Agency) -> None:
    row = filed_on(12, agency_a, category=make.category("waktu"), channel="counter")
    other = filed_on(16, agency_a, text="Pagar roboh di dekat pasar.")

    assert page(budi, category=row.category_id) == [row.number]
    assert page(budi, channel="counter") == [row.number]
    assert page(budi, q="pagar PASAR") == [other.number]
    assert page(budi, q=other.number.lower().replace("-", " ")) == [other.number]
    assert page(budi, since=date(2026, 11, 13)) == [other.number]
    assert page(budi, until=date(2026, 11, 13)) == [row.number]
    assert page(budi, agency=agency_a.pk, kind="complaint", status="received") == [
        row.number,
        other.number,
    ]
    assert page(budi, assignee=budi.pk) == []


def test_a_filter_that_makes_no_sense_is_left_out(officer: Client, agency_a: Agency) -> None:
    filed_on(12, agency_a)

    answer = officer.get(INBOX + "?tab=x&agency=abc&since=kemarin&status=?&rows=99999&after=%7E")

    assert answer.status_code == 200
    assert "PGD-2026-000001-5" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ["since=0001-01-01", "until=9999-12-31", "rows=" + "9" * 4400],
    ids=lambda text: text[:9],
)
def test_what_no_calendar_and_no_page_can_hold_is_left_out(
    query: str, officer: Client, agency_a: Agency
) -> None:
    filed_on(12, agency_a)

    answer = officer.get(f"{INBOX}?{query}")

    assert "PGD-2026-000001-5" in answer.content.decode()


def test_wati_sees_nothing_of_it(wati: User, client: Client, agency_a: Agency) -> None:
    row = filed_on(12, agency_a, service=None)
    client.force_login(wati)

    text = client.get(INBOX).content.decode()

    assert row.number not in text
    assert "Tidak ada laporan terbuka" in text


@pytest.mark.parametrize("role", ["leader", "desk", "taskforce", "assessor"])
def test_these_roles_have_no_inbox(role: str, client: Client, government: object) -> None:
    user = people.user(role)
    agency_rows.membership(user, role, None)
    client.force_login(user)

    assert client.get(INBOX).status_code == 404
    assert client.post(BULK).status_code == 404
    assert f'"{INBOX}"' not in client.get("/petugas/").content.decode()


def test_a_hundred_rows_cost_as_many_queries_as_three(
    officer: Client,
    budi: User,
    agency_a: Agency,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _row in range(3):
        filed_on(12, agency_a)
    officer.get(INBOX)
    with django_assert_max_num_queries(20) as few:
        officer.get(INBOX + "?rows=100")
    for _row in range(99):
        filed_on(12, agency_a)

    with django_assert_max_num_queries(len(few.captured_queries)):
        answer = officer.get(INBOX + "?rows=100")

    assert answer.content.decode().count('class="cw-row"') == 100


def test_a_view_is_saved_used_and_deleted(officer: Client, wati: User, budi: User) -> None:
    save = reverse("complaints-staff:filter-save")
    officer.post(save, {"name": "Lewat waktu", "query": "overdue=1&channel=web&x=<script>"})

    row = SavedFilter.objects.get()
    assert (row.user, row.query) == (budi, "tab=terbuka&channel=web&overdue=1")
    assert "Lewat waktu" in officer.get(INBOX).content.decode()
    delete = reverse("complaints-staff:filter-delete", args=[row.pk])
    stranger = Client()
    stranger.force_login(wati)
    assert stranger.post(delete).status_code == 404
    officer.post(delete)
    assert not SavedFilter.objects.exists()


def test_a_view_needs_a_name(officer: Client) -> None:
    answer = officer.post(
        reverse("complaints-staff:filter-save"), {"name": " ", "query": "overdue=1"}, follow=True
    )

    assert "Tulis nama untuk tampilan ini." in answer.content.decode()


def test_many_cases_go_to_one_person_and_each_is_told_of(
    officer: Client, budi: User, agus: User, agency_a: Agency, agency_b: Agency
) -> None:
    rows = [filed_on(12, agency_a), filed_on(13, agency_a)]
    foreign = filed_on(12, agency_b)
    done = filed_on(12, agency_a)
    moving.take(complaint=done, move=Move.WITHDRAW, by=acting.COMPLAINANT, at=now())

    answer = officer.post(
        BULK,
        {
            "do": "assign",
            "person": str(agus.pk),
            "case": [row.number for row in (*rows, done, foreign)],
        },
    )

    page = answer.content.decode()
    assert list(Complaint.objects.filter(assignee=agus).order_by("pk")) == rows
    assert "Berhasil untuk 2 dari 3 laporan." in page
    assert "tidak ada lagi yang mengerjakannya" in page
    assert foreign.number not in page


def test_the_coordinator_passes_many_on_and_archives_many(
    client: Client, dewi: User, agency_b: Agency
) -> None:
    client.force_login(dewi)
    rows = [make.complaint() for _row in range(3)]

    client.post(BULK, {"do": "dispose", "agency": str(agency_b.pk),
                       "case": [row.number for row in rows[:2]]})  # fmt: skip
    client.post(BULK, {"do": "archive", "reason": "wrong_format", "case": [rows[2].number]})

    states = list(Complaint.objects.order_by("pk").values_list("status", flat=True))
    assert states == [Status.DISPOSED, Status.DISPOSED, Status.ARCHIVED]


def test_an_officer_cannot_archive_many(officer: Client, agency_a: Agency) -> None:
    row = filed_on(12, agency_a)

    answer = officer.post(BULK, {"do": "archive", "reason": "unclear", "case": [row.number]})

    assert "Langkah ini bukan bagian Anda." in answer.content.decode()
    row.refresh_from_db()
    assert row.state is Status.RECEIVED


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"do": "assign"}, "Centang paling sedikit satu laporan."),
        ({"do": "assign", "case": ["PGD-2026-000001-5"]}, "Pilih petugasnya."),
        ({"case": ["PGD-2026-000001-5"]}, "Pilih yang akan dilakukan pada laporan itu."),
    ],
)
def test_bad_input_of_many_gets_a_sentence(
    given: dict[str, object], sentence: str, officer: Client
) -> None:
    make.terms()

    assert sentence in officer.post(BULK, given, follow=True).content.decode()
    assert officer.get(BULK).status_code == 405


def test_the_home_page_counts_what_is_due(
    budi: User, dewi: User, government: object, agency_a: Agency
) -> None:
    filed_on(11, agency_a)  # due on the 16th
    filed_on(18, agency_a)  # due on Monday the 23rd
    make.complaint(at=datetime(2026, 11, 20, 3, tzinfo=UTC))

    mine = waiting.waiting_for(budi, government, TODAY)
    all_of_them = waiting.waiting_for(dewi, government, TODAY)

    assert (mine.overdue, mine.soon, mine.soon_until) == (1, 1, TODAY + timedelta(days=3))
    assert (mine.unassigned, mine.unrouted) == (2, 0)
    assert (all_of_them.unrouted, all_of_them.unassigned) == (3, 0)


def test_the_home_page_leads_with_complaints(officer: Client, agency_a: Agency) -> None:
    make.complaint(agency=agency_a, at=now() - timedelta(days=20))

    home = officer.get("/petugas/").content.decode()

    assert "1 pengaduan lewat waktu" in home
    first = home.index('class="bench__kind"')
    assert home.index("Pengaduan warga") < home.find('class="bench__kind"', first + 1) % len(home)
    assert f"{INBOX}?tab=terbuka&amp;overdue=1" in home


def test_the_manual_names_every_state_and_only_steps_of_the_table(officer: Client) -> None:
    page = officer.get(reverse("complaints-staff:manual")).content.decode()

    for state in ("diterima", "dicarikan instansi yang tepat", "di Ombudsman", "diarsipkan"):
        assert f"<b>{state}</b>" in page
    assert "Bukan wewenang kami: kembalikan <small>(instansi yang menangani)</small>" in page
