"""Dashboards of satisfaction for staff: government, agency, service, and the rows behind them."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.tests import factories as rows
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.surveys import queries
from maklumat.surveys.actions import answering, reporting
from maklumat.surveys.actions.answering import Tap
from maklumat.surveys.periods import parse
from maklumat.surveys.tests import factories as make

PERIOD = {"periode": "2026-s2"}


def page(client: Client, user: User, name: str, *args: str, **query: str) -> str:
    client.force_login(user)
    response = client.get(reverse(f"surveys-staff:{name}", args=args), {**PERIOD, **query})
    assert response.status_code == 200, response.status_code
    return " ".join(strip_tags(response.content.decode()).split())


@pytest.fixture
def answered(service_a: Service) -> Service:
    """A service with six answers that mark one element low."""
    make.version()
    for _one in range(6):
        make.response(service_a, marks=make.marks(3, waktu=1), text="Antre lama di loket dua")
    return service_a


@pytest.fixture(autouse=True)
def _loaded(db: None) -> None:
    make.version()


def test_the_head_reads_one_sentence_and_the_lowest_elements(
    client: Client, agus: User, answered: Service
) -> None:
    text = page(client, agus, "agency", "dukcapil")

    assert "IKM 69,44 (C, Kurang baik) dari 6 jawaban" in text
    assert "3 unsur terendah" in text
    assert text.index("Waktu Penyelesaian") < text.index("Persyaratan")
    assert answered.name in text


def test_the_page_of_a_service(client: Client, budi: User, answered: Service) -> None:
    text = page(client, budi, "service", "dukcapil", answered.slug)
    assert "IKM 69,44" in text
    assert "Belum ada yang mengisi jumlah orang yang dilayani" in text


def test_the_bureau_sees_all_agencies_and_who_is_silent(
    client: Client, dewi: User, answered: Service, agency_b: Agency
) -> None:
    services.service("Bantuan sosial", agency=agency_b, slug="bantuan")
    text = page(client, dewi, "overview")

    assert "IKM 69,44" in text
    assert "1 perangkat daerah belum punya jawaban" in text
    assert "Dinas Sosial" in text


def test_an_officer_is_led_to_the_own_agency(client: Client, budi: User, answered: Service) -> None:
    client.force_login(budi)
    response = client.get(reverse("surveys-staff:overview"), PERIOD)
    assert response.status_code == 302
    assert response.headers["Location"] == (
        reverse("surveys-staff:agency", args=["dukcapil"]) + "?periode=2026-s2"
    )


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("agency", ["dukcapil"], {}),
        ("agency-file", ["dukcapil", "csv"], {}),
        ("service", ["dukcapil", "ktp-el-ganti"], {}),
        ("service-file", ["dukcapil", "ktp-el-ganti", "xlsx"], {}),
        ("texts", [], {"opd": "dukcapil"}),
        ("rows", [], {"opd": "dukcapil"}),
        ("rows-file", [], {"opd": "dukcapil"}),
        ("ratings", [], {"opd": "dukcapil"}),
        ("ratings-file", [], {"opd": "dukcapil"}),
    ],
)
def test_wati_finds_nothing_of_another_agency(
    client: Client, wati: User, answered: Service, name: str, args: list[str], query: dict[str, str]
) -> None:
    client.force_login(wati)
    response = client.get(reverse(f"surveys-staff:{name}", args=args), {**PERIOD, **query})
    assert response.status_code == 404


@pytest.mark.parametrize("name", ["texts", "rows", "ratings"])
def test_lists_without_a_choice_hold_only_ones_own(
    client: Client, wati: User, answered: Service, name: str
) -> None:
    text = page(client, wati, name)
    assert "Antre lama" not in text
    assert answered.name not in text


@pytest.mark.parametrize(
    "name", ["overview", "texts", "rows", "rows-file", "ratings", "ratings-file"]
)
def test_only_reading_is_possible(client: Client, dewi: User, name: str) -> None:
    client.force_login(dewi)
    assert client.post(reverse(f"surveys-staff:{name}")).status_code == 405


def test_agency_and_service_pages_can_only_be_read(
    client: Client, dewi: User, answered: Service
) -> None:
    client.force_login(dewi)
    for url in (
        reverse("surveys-staff:agency", args=["dukcapil"]),
        reverse("surveys-staff:service", args=["dukcapil", answered.slug]),
    ):
        assert client.post(url).status_code == 405


@pytest.mark.parametrize("code", ["2026-tw9", "kemarin", "2026-13", "<script>", "9999", "٢٠٢٦"])
def test_a_period_that_cannot_be_read_is_told_in_a_sentence(
    client: Client, agus: User, answered: Service, code: str
) -> None:
    text = page(client, agus, "agency", "dukcapil", periode=code)
    assert "bukan periode yang dapat dibaca" in text


def test_own_months_are_taken_and_bad_ones_told(
    client: Client, agus: User, answered: Service
) -> None:
    text = page(client, agus, "agency", "dukcapil", dari="2026-11", sampai="2026-12")
    assert "November–Desember 2026" in text
    text = page(client, agus, "agency", "dukcapil", dari="2026-11", sampai="2026-03")
    assert "Pilih bulan pertama dan terakhir" in text


def test_four_answers_show_nothing(client: Client, agus: User, service_a: Service) -> None:
    for _one in range(4):
        make.response(service_a, marks=make.marks(3, waktu=1), text="Antre lama", sex="P")
    for name, args, query in (
        ("agency", ["dukcapil"], {}),
        ("service", ["dukcapil", service_a.slug], {}),
        ("texts", [], {"opd": "dukcapil"}),
        ("rows", [], {"opd": "dukcapil"}),
    ):
        text = page(client, agus, name, *args, **query)
        assert "69,44" not in text
        assert "Antre lama" not in text
        assert "Perempuan" not in text
    assert "Baru 4 jawaban" in page(client, agus, "agency", "dukcapil")
    client.force_login(agus)
    file = client.get(reverse("surveys-staff:rows-file"), {**PERIOD, "opd": "dukcapil"})
    assert len(b"".join(file.streaming_content).splitlines()) == 1


def test_both_figures_are_shown_while_answers_are_held(
    client: Client, agus: User, answered: Service
) -> None:
    make.response(answered, 1, suspicion=make.suspicion(answered))
    text = page(client, agus, "agency", "dukcapil")
    assert "1 jawaban tampak janggal" in text
    assert "69,44 (C, Kurang baik)" in text
    assert "63,10" in text


def test_no_answers_say_what_to_do(client: Client, agus: User, service_a: Service) -> None:
    text = page(client, agus, "agency", "dukcapil")
    assert "Belum ada yang menjawab pada periode ini" in text


def test_a_head_of_an_agency_sees_those_below(
    client: Client, agus: User, agency_a: Agency, answered: Service
) -> None:
    office = rows.agency("Kantor Unit", slug="unit", parent=agency_a)
    own = services.service("Legalisir", agency=office, slug="legalisir")
    for _one in range(5):
        make.response(own, 4)
    text = page(client, agus, "agency", "dukcapil")
    assert "dari 11 jawaban" in text
    assert "Kantor Unit" in text


def test_a_unit_reads_what_is_said_of_it(
    client: Client, wati: User, agency_b: Agency, answered: Service
) -> None:
    for _one in range(5):
        make.response(answered, 4, unit=agency_b)
    text = page(client, wati, "agency", agency_b.slug)
    assert "IKM 100,00 (A, Sangat baik) dari 5 jawaban" in text
    assert answered.name in text
    assert reverse("surveys-staff:service", args=["dukcapil", answered.slug]) not in text


def test_a_low_element_leads_to_its_line_in_the_plan(
    client: Client, budi: User, wati: User, agency_a: Agency, answered: Service
) -> None:
    query = {**PERIOD, "opd": "dukcapil", "unsur": "waktu"}
    assert "belum punya laporan" in page(client, budi, "plan", **query)
    report = reporting.begin(
        agency=agency_a, instrument=make.version(), period=parse("2026-s2"), by=budi, at=make.AT
    )
    response = client.get(reverse("surveys-staff:plan"), query)
    url = reverse("surveys-staff:follow-up-new", args=[report.pk])
    assert response.headers["Location"] == f"{url}?unsur=waktu"
    assert client.post(reverse("surveys-staff:plan")).status_code == 405
    client.force_login(wati)
    assert client.get(reverse("surveys-staff:plan"), query).status_code == 404


@pytest.mark.parametrize("name", ["overview", "agency", "service"])
def test_a_dashboard_costs_the_same_for_many(
    client: Client, dewi: User, answered: Service, agency_a: Agency, name: str,
    django_assert_max_num_queries: object,
) -> None:  # fmt: skip
    args = {"overview": [], "agency": ["dukcapil"], "service": ["dukcapil", answered.slug]}[name]
    for turn in range(6):
        other = services.service(f"Layanan {turn}", agency=agency_a, slug=f"layanan-{turn}")
        make.response(other, unit=agency_a)
        make.response(other, day=date(2026, 2, 1))
        make.response(answered, day=date(2026, 2, 1))
    client.force_login(dewi)
    client.get(reverse("surveys-staff:overview"))
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(reverse(f"surveys-staff:{name}", args=args), PERIOD)


def test_rows_can_be_taken_away_without_texts(
    client: Client, budi: User, answered: Service
) -> None:
    client.force_login(budi)
    response = client.get(reverse("surveys-staff:rows-file"), {**PERIOD, "opd": "dukcapil"})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))

    assert len(lines) == 7
    assert lines[1][0] == "2026-11-16"
    assert "Antre" not in content


def test_the_bureau_chooses_an_agency_before_it_reads_rows(
    client: Client, dewi: User, answered: Service
) -> None:
    assert "Pilih perangkat daerah" in page(client, dewi, "rows")
    assert answered.name in page(client, dewi, "rows", opd="dukcapil")
    assert client.get(reverse("surveys-staff:rows-file"), PERIOD).status_code == 302


def test_a_list_of_rows_goes_on_where_it_ended(
    client: Client, budi: User, service_a: Service
) -> None:
    for _one in range(55):
        make.response(service_a)
    client.force_login(budi)
    url = reverse("surveys-staff:rows")
    first = client.get(url, {**PERIOD, "opd": "dukcapil"})
    assert len(first.context["lines"]) == 50
    second = client.get(url, {**PERIOD, "opd": "dukcapil", "sesudah": first.context["next"]})
    assert len(second.context["lines"]) == 5
    assert client.get(url, {**PERIOD, "sesudah": "x.y"}).status_code == 200


def test_the_table_of_agencies_is_a_file_too(client: Client, dewi: User, answered: Service) -> None:
    client.force_login(dewi)
    file = client.get(reverse("surveys-staff:overview-file", args=["csv"]), PERIOD)
    assert "69.44" in file.content.decode()
    assert (
        client.get(reverse("surveys-staff:overview-file", args=["xlsx"]), PERIOD).content[:2]
        == b"PK"
    )
    assert (
        client.get(reverse("surveys-staff:overview-file", args=["exe"]), PERIOD).status_code == 404
    )


def test_home_tells_the_index_in_one_line(client: Client, budi: User, answered: Service) -> None:
    client.force_login(budi)
    text = " ".join(strip_tags(client.get("/petugas/").content.decode()).split())
    assert "IKM, Semester" in text
    assert "69,44 C" in text


def test_home_says_nothing_of_four_answers(
    client: Client, budi: User, wati: User, service_a: Service
) -> None:
    for _one in range(4):
        make.response(service_a)
    for user in (budi, wati):
        client.force_login(user)
        assert "IKM, " not in client.get("/petugas/").content.decode()


def test_suggestions_can_be_narrowed(client: Client, budi: User, answered: Service) -> None:
    make.response(answered, 4, text="Petugas ramah (loketnya bersih)")
    query = {"opd": "dukcapil"}
    assert "Petugas ramah" in page(client, budi, "texts", **query)
    assert "Petugas ramah" not in page(client, budi, "texts", **query, unsur="waktu")
    found = page(client, budi, "texts", **query, kata="bersih")
    assert "Petugas ramah" in found
    assert "Antre lama di loket dua" not in found
    assert "Tidak ada saran di sini" in page(client, budi, "texts", **query, kata="bersi")
    assert "Tidak ada saran" in page(client, budi, "texts", **query, kata="(")
    assert "Antre lama" in page(client, budi, "texts", **query, unsur="tidak-ada")


def test_texts_that_do_not_count_are_not_read(
    client: Client, budi: User, answered: Service
) -> None:
    row = make.response(answered, 1, text="Teks yang dikeluarkan")
    type(row).objects.filter(pk=row.pk).update(state="left_out")
    assert "dikeluarkan" not in page(client, budi, "texts", opd="dukcapil")


def test_many_suggestions_cost_the_same(
    client: Client, budi: User, answered: Service, django_assert_max_num_queries: object
) -> None:
    for _one in range(40):
        make.response(answered, text="Ruang tunggu panas sekali")
    client.force_login(budi)
    url = reverse("surveys-staff:texts")
    client.get(url, PERIOD)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        response = client.get(url, {**PERIOD, "opd": "dukcapil"})
    assert len(response.context["lines"]) == 30
    older = client.get(url, {**PERIOD, "opd": "dukcapil", "sesudah": response.context["next"]})
    assert len(older.context["lines"]) == 16


def test_taps_are_shown_by_hour_place_and_reason(
    client: Client, budi: User, agency_a: Agency
) -> None:
    for turn in range(6):
        tap = Tap(agency_a, agency_a, 1 + turn % 4, date(2026, 11, 3), 9)
        answering.rate(tap=tap, at=make.AT)
    text = page(client, budi, "ratings")
    assert "6 sentuhan, rata-rata 2,17 dari 4" in text
    assert "tanpa tempat" in text
    assert "6 sentuhan" in page(client, budi, "agency", "dukcapil")
    client.force_login(budi)
    file = client.get(reverse("surveys-staff:ratings-file"), PERIOD).content.decode()
    assert "2.17" in file


def test_few_taps_show_only_how_many(client: Client, budi: User, agency_a: Agency) -> None:
    for _one in range(4):
        tap = Tap(agency_a, agency_a, 1, date(2026, 11, 3), 9)
        answering.rate(tap=tap, at=make.AT)
    assert "4 sentuhan pada periode ini; angkanya tampil mulai 5" in page(client, budi, "ratings")
    client.force_login(budi)
    file = client.get(reverse("surveys-staff:ratings-file"), PERIOD).content.decode()
    assert "1.0" not in file


def test_another_survey_has_its_own_figures(
    client: Client, agus: User, government: Government, answered: Service
) -> None:
    spak = make.version("spak")
    queries.settings_of(government).extra_instruments.add(spak)
    for _one in range(5):
        make.response(answered, instrument=spak, marks=dict.fromkeys(spak.rules.keys, 3))
    text = page(client, agus, "agency", "dukcapil", survei="spak")
    assert "IPAK 3,00 dari 5 jawaban" in text
    assert "69,44" not in text
    assert "IKM 69,44" in page(client, agus, "agency", "dukcapil", survei="tidak-ada")


@pytest.mark.django_db
def test_a_name_that_begins_like_a_formula_is_no_formula_in_the_file(
    client: Client, service_a: Service, budi: User
) -> None:
    Service.objects.filter(pk=service_a.pk).update(name='=HYPERLINK("http://x.example")')
    for _one in range(5):
        make.response(service_a)
    client.force_login(budi)
    file = client.get(reverse("surveys-staff:rows-file"), {**PERIOD, "opd": "dukcapil"})
    text = b"".join(file.streaming_content).decode()
    assert "'=HYPERLINK" in text
    assert ',"=' not in text
