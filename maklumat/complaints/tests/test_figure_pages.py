"""The pages and files of figures: for the public, for staff, on paper."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue.models import Service
from maklumat.complaints import acting, agency_point
from maklumat.complaints.actions import counting, moving, publishing
from maklumat.complaints.actions.publishing import Words
from maklumat.complaints.board import board
from maklumat.complaints.queries.register import Period, register
from maklumat.complaints.tests import factories as make

PERIOD = "?first=2026-01-01&last=2026-12-31&agency="
STAFF = "/petugas/pengaduan/angka/"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_an_empty_government_shows_the_ways_in(sari: Client, government: Government) -> None:
    shown = sari.get("/pengaduan/").content.decode()

    assert "/pengaduan/baru/" in shown
    assert "/pengaduan/lacak/" in shown


def test_the_page_counts_what_there_is(
    sari: Client, agency_a: Agency, service_a: Service, budi: User
) -> None:
    for _case in range(4):
        make.answered(agency_a, budi, service=service_a)

    page = sari.get("/pengaduan/")

    assert page.context["board"].whole.count == "4"
    assert page.context["board"].whole.percent == "100%"
    assert not page.context["board"].ranked  # four are too few for a place
    assert "complaints" in page.resolver_match.func.page_policy.tags


def test_public_numbers_below_three_are_hidden(
    sari: Client, agency_a: Agency, agency_b: Agency
) -> None:
    make.disposed(agency_a, confidential=True)
    for _case in range(5):
        make.disposed(agency_b)

    found = {row["kode"]: row for row in rows(sari.get("/pengaduan/angka.csv").content)}

    assert found["dukcapil"]["laporan"] == ""
    assert found["dinsos"]["laporan"] == ""  # else 6 - 5 would tell it
    assert found["dukcapil"]["disamarkan"] == "ya"


def test_a_place_needs_ten(government: Government, agency_a: Agency, agency_b: Agency) -> None:
    day = make.AT.date() + timedelta(days=1)
    for agency, count in ((agency_a, 10), (agency_b, 9)):
        for _case in range(count):
            make.disposed(agency, at=make.AT - timedelta(days=90))

    found = board(government, today=day)

    assert [row.slug for row in found.ranked] == ["dukcapil"]
    assert "dinsos" in [row.slug for row in found.small]


def test_the_page_stays_within_its_queries(
    sari: Client,
    government: Government,
    agency_a: Agency,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for months in range(12):
        make.disposed(agency_a, at=make.AT - timedelta(days=30 * months))
    counting.count(government=government, at=make.AT)

    with django_assert_max_num_queries(14):
        sari.get("/pengaduan/")


def test_public_cases_are_found_by_word_agency_and_year(
    sari: Client, agency_a: Agency, budi: User
) -> None:
    row = make.answered(agency_a, budi)
    publishing.publish(
        complaint=row, by=acting.officer(budi, row), at=make.AT,
        words=Words("Lampu padam", "Padam sebulan."),
    )  # fmt: skip

    for query, number in (("?q=padam", 1), ("?q=air", 0), ("?opd=dukcapil&tahun=2026", 1),
                          ("?jenis=aspiration", 0), ("?opd=nonsens&page=99", 1)):  # fmt: skip
        assert sari.get(f"/pengaduan/kasus/{query}").context["page"].paginator.count == number


@pytest.mark.parametrize("number", ["PGD-2026-000001-5", "PGD-2026-000001-1", "nonsens"])
def test_what_is_not_public_looks_missing(sari: Client, agency_a: Agency, number: str) -> None:
    make.disposed(agency_a)

    assert sari.get(f"/pengaduan/{number}/").status_code == 404


def test_no_file_holds_words_that_were_not_published(sari: Client, agency_a: Agency) -> None:
    make.disposed(agency_a, text="Kata yang tidak pernah diterbitkan.", contact=make.contact())

    for path in ("", "angka.csv", "kasus.csv", "kasus.xml", "kasus/", "data/"):
        shown = sari.get(f"/pengaduan/{path}").content.decode()
        assert "tidak pernah diterbitkan" not in shown
        assert "Sari" not in shown


def test_staff_see_the_figures_of_their_agencies(
    client: Client, agency_a: Agency, agency_b: Agency, wati: User, dewi: User
) -> None:
    make.disposed(agency_a)
    client.force_login(wati)
    assert client.get(STAFF).context["board"].whole.count == "0"

    client.force_login(dewi)
    assert client.get(STAFF).context["board"].whole.count == "1"


def test_a_leader_gets_numbers_and_no_register(client: Client, agency_a: Agency) -> None:
    make.disposed(agency_a)
    leader = people.user("Rahmat")
    agency_rows.membership(leader, "leader", None)
    client.force_login(leader)

    shown = client.get(STAFF)

    assert shown.context["board"].whole.count == "1"
    assert "register.pdf" not in shown.content.decode()
    assert client.get(f"{STAFF}register.xlsx{PERIOD}").status_code == 404
    assert client.get(f"{STAFF}evaluasi.xlsx{PERIOD}").status_code == 200


def test_the_register_holds_restricted_cases_for_inspectors_only(
    client: Client, agency_a: Agency, budi: User, dewi: User
) -> None:
    make.disposed(agency_a, title="Laporan biasa")
    row = make.disposed(agency_a, title="Laporan rahasia pengawasan")
    moving.supervise(complaint=row, by=acting.officer(dewi, row), at=make.AT, reason="Pungutan.")
    inspector = people.user("Hendra")
    agency_rows.membership(inspector, "inspector", None)

    for user, seen in ((budi, False), (dewi, False), (inspector, True)):
        client.force_login(user)
        made = client.get(f"{STAFF}register.pdf{PERIOD}")
        assert made.status_code == 200
        assert made.content.startswith(b"%PDF")

        period = Period(make.AT.date() - timedelta(days=1), make.AT.date())
        numbers = {case.number for case in register(user, period, agency_a.government.zone)}
        assert (row.number in numbers) is seen


@pytest.mark.parametrize("query", ["?first=x&last=y", "", "?first=2026-02-02&last=2026-01-01"])
def test_a_wrong_period_is_told(client: Client, agency_a: Agency, dewi: User, query: str) -> None:
    client.force_login(dewi)

    assert client.get(f"{STAFF}register.pdf{query}").status_code == 302


@pytest.mark.parametrize("kind", ["register.pdf", "evaluasi.pdf", "evaluasi.xlsx"])
def test_papers_of_an_empty_period(client: Client, agency_a: Agency, dewi: User, kind: str) -> None:
    make.terms()
    client.force_login(dewi)

    assert client.get(f"{STAFF}{kind}{PERIOD}").status_code == 200


def test_the_sitemap_names_public_cases(sari: Client, agency_a: Agency, budi: User) -> None:
    hidden, shown = make.answered(agency_a, budi), make.answered(agency_a, budi)
    publishing.publish(
        complaint=shown, by=acting.officer(budi, shown), at=make.AT, words=Words("A", "B")
    )

    addresses = sari.get("/sitemap.xml").content.decode()

    assert f"/pengaduan/{shown.number}/" in addresses
    assert hidden.number not in addresses


def test_the_agencys_page_shows_its_line_and_hides_a_small_one(
    sari: Client, agency_a: Agency, agency_b: Agency
) -> None:
    today = date.today()  # noqa: DTZ011  the page asks the clock of the wall
    moment = datetime(today.year, today.month, today.day, 3, tzinfo=UTC)
    for _case in range(3):
        make.disposed(agency_a, at=moment)
    for _case in range(4):
        make.disposed(agency_b, at=moment)
    sari.get("/pengaduan/")

    assert "4 laporan tahun ini" in sari.get("/opd/dinsos/").content.decode()
    make.disposed(agency_rows.agency("Dinas Kecil", slug="kecil"), at=moment)
    agency_point.keep(agency_a.government, today=today)
    assert agency_point.point_of("kecil", today) is None
    assert agency_point.point_of("dukcapil", today) is None  # 8 - 4 - 3 would tell it


def test_a_sign_no_workbook_can_hold_and_a_far_day_spoil_no_register(
    client: Client, agency_a: Agency, dewi: User
) -> None:
    make.disposed(agency_a, title="=1+1\x0b lampu")
    client.force_login(dewi)

    file = client.get(STAFF + "register.xlsx" + PERIOD)
    far = client.get(STAFF + "register.xlsx?first=9999-01-01&last=9999-12-31&agency=")

    assert file.status_code == 200
    cells = [
        str(cell) for row in load_workbook(io.BytesIO(file.content)).active.values for cell in row
    ]
    assert "'=1+1 lampu" in cells
    assert far.status_code == 302
