"""Reports of a period: begun, written, published, frozen, withdrawn; who may do what."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.core import audit, documents
from maklumat.core.documents import State as DocumentState
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.tests.pageform import form_fields
from maklumat.surveys.actions import reporting
from maklumat.surveys.actions.reporting import Publication, Texts
from maklumat.surveys.models import Report, ReportPublication
from maklumat.surveys.periods import parse
from maklumat.surveys.queries import reports as queries
from maklumat.surveys.report_figures import figures_of
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.reporting import AT, DAY, PERIOD, answered, begun, published

pytestmark = pytest.mark.django_db
LIST = "/petugas/survei/laporan/"
WHY = "Pemeriksaan jawaban ganda belum selesai."


def page(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def deeds(row: Report) -> list[str]:
    target = f"survey-report:{row.agency.slug}:{row.period.code}"
    return [one.action for one in audit.history(target)][::-1]


# --- Beginning and writing --------------------------------------------------------------------


def test_a_report_begins_with_honest_sentences(service_a: Service, budi: User) -> None:
    row = begun(service_a, budi)

    assert "Dinas Kependudukan untuk Triwulan III 2026" in row.background
    assert "6 kuesioner lengkap dihitung" in row.method
    assert "Waktu Penyelesaian" in row.analysis
    assert "Waktu Penyelesaian" in row.conclusion
    assert deeds(row) == ["surveys.report_begun"]


def test_four_answers_are_too_few(service_a: Service, budi: User) -> None:
    with pytest.raises(RuleBroken, match="5"):
        begun(service_a, budi, count=4)


def test_a_period_has_one_report(service_a: Service, budi: User) -> None:
    begun(service_a, budi)

    with pytest.raises(RuleBroken):
        begun(service_a, budi, count=0)


def test_answers_of_agencies_below_count(agency_a: Agency, service_a: Service, budi: User) -> None:
    from_below = services.service("Layanan UPTD", agency=agency_a, slug="uptd")
    answered(from_below, 3)

    assert figures_of(begun(service_a, budi))["n"] == 9


def test_what_was_written_is_printed_and_an_empty_chapter_is_not_empty(
    service_a: Service, budi: User
) -> None:
    row = begun(service_a, budi)
    reporting.write(
        report=row, texts=Texts("Kata kami.", "", "", "", "000/1", "Belu"), by=budi, at=AT
    )
    row.refresh_from_db()

    shown = reporting.paper_content(row, figures_of(row), day=None)

    assert shown["texts"]["background"] == ["Kata kami."]
    assert "kuesioner lengkap dihitung" in " ".join(shown["texts"]["method"])


def test_chapters_can_be_written_anew_from_newer_figures(service_a: Service, budi: User) -> None:
    row = begun(service_a, budi)
    answered(service_a, 2)

    reporting.renew(report=row, by=budi, at=AT)

    row.refresh_from_db()
    assert "8 kuesioner lengkap dihitung" in row.method


# --- Publishing -------------------------------------------------------------------------------


def test_a_published_report_stays_as_it_was(service_a: Service, agus: User) -> None:
    row = published(service_a, agus)
    score, paper = row.figures["score"], bytes(queries.current_edition(row).paper)

    answered(service_a, 10, mark=4)

    row.refresh_from_db()
    assert figures_of(row)["score"] == score
    assert figures_of(row)["n"] == 6
    assert bytes(queries.current_edition(row).paper) == paper
    with pytest.raises(RuleBroken):
        reporting.write(report=row, texts=Texts("x", "", "", "", "", ""), by=agus, at=AT)


def test_it_gets_a_code_and_this_site_is_noted_as_a_medium(service_a: Service, agus: User) -> None:
    row = published(service_a, agus)
    edition = queries.current_edition(row)

    assert documents.state(documents.document_by_code(edition.code)) is DocumentState.GENUINE
    assert [one.medium for one in row.publications.all()] == ["website"]
    assert list(queries.published_reports(row.agency)) == [row]
    assert deeds(row)[-1] == "surveys.report_published"


def test_a_running_period_is_not_published(service_a: Service, agus: User) -> None:
    row = begun(service_a, agus)

    with pytest.raises(RuleBroken):
        reporting.publish(report=row, by=agus, at=datetime(2026, 9, 30, 9, 0, tzinfo=UTC))


def test_held_answers_need_a_reason_and_both_figures_are_printed(
    service_a: Service, agus: User
) -> None:
    held = make.suspicion(service_a, day=DAY)
    answered(service_a, 5, mark=4, suspicion=held)
    row = begun(service_a, agus)
    with pytest.raises(RuleBroken):
        reporting.publish(report=row, by=agus, at=AT)

    edition = reporting.publish(report=row, by=agus, at=AT, why=WHY)

    row.refresh_from_db()
    assert row.figures["score"] != row.figures["held_score"]
    for score in (row.figures["score"], row.figures["held_score"]):
        assert score.replace(".", ",") in edition.content["held"]
    assert WHY in edition.content["held"]


def test_a_withdrawn_report_is_kept_and_becomes_a_new_edition(
    service_a: Service, agus: User, sari: Client
) -> None:
    row = published(service_a, agus)
    code = queries.current_edition(row).code
    reporting.withdraw(report=row, why="Nama layanan tertulis salah.", by=agus, at=AT)
    row.refresh_from_db()

    assert not row.is_published
    assert documents.state(documents.document_by_code(code)) is DocumentState.WITHDRAWN
    assert sari.get("/survei/laporan/dukcapil/2026-tw3.pdf").status_code == 404
    assert deeds(row)[-1] == "surveys.report_withdrawn"

    reporting.publish(report=row, by=agus, at=AT)
    row.refresh_from_db()
    assert [one.number for one in queries.editions_of(row)] == [2, 1]
    assert [one.withdrawn_at is None for one in queries.editions_of(row)] == [True, False]
    assert ReportPublication.objects.filter(report=row).count() == 1


def test_a_draft_can_be_deleted_but_not_what_was_public(service_a: Service, agus: User) -> None:
    row = published(service_a, agus)
    reporting.withdraw(report=row, why="Angka orang dilayani salah.", by=agus, at=AT)
    with pytest.raises(RuleBroken):
        reporting.discard(report=row, by=agus, at=AT)

    other = reporting.begin(
        agency=row.agency, instrument=row.instrument, period=parse("2026-08"), by=agus, at=AT
    )
    reporting.discard(report=other, by=agus, at=AT)
    assert Report.objects.count() == 1


def test_a_publication_is_noted_and_taken_back(service_a: Service, budi: User) -> None:
    row = begun(service_a, budi)
    noted = Publication("board", "Papan ruang tunggu", date(2026, 10, 2))
    one = reporting.note_publication(report=row, publication=noted, by=budi, at=AT)
    with pytest.raises(RuleBroken):
        reporting.note_publication(
            report=row, publication=Publication("board", "x", date(2027, 1, 1)), by=budi, at=AT
        )

    reporting.drop_publication(report=row, publication=one, by=budi, at=AT)

    assert deeds(row)[-2:] == ["surveys.publication_noted", "surveys.publication_dropped"]


# --- Pages ------------------------------------------------------------------------------------


def test_the_list_names_who_has_none_first(
    client: Client, dewi: User, service_a: Service, agency_b: Agency
) -> None:
    make.version()
    other = services.service("Bantuan sosial", agency=agency_b)
    begun(service_a, dewi)
    answered(other)

    shown = page(client, dewi, f"{LIST}?periode={PERIOD.code}")

    assert shown.index("Dinas Sosial") < shown.index("Dinas Kependudukan")
    assert "belum ada" in shown


def test_an_officer_begins_one_from_the_list(
    client: Client, budi: User, service_a: Service
) -> None:
    answered(service_a)
    shown = page(client, budi, f"{LIST}?periode={PERIOD.code}")

    sent = form_fields(shown, "form[action*='mulai']")
    response = client.post(f"{LIST}mulai/", sent, follow=True)

    row = Report.objects.get()
    assert response.redirect_chain[-1][0] == f"{LIST}{row.pk}/"
    assert row.period == PERIOD


@pytest.mark.parametrize("sent", [{"agency": "x"}, {"agency": "999999"}, {}])
def test_a_made_up_agency_is_not_found(
    client: Client, budi: User, service_a: Service, sent: dict[str, str]
) -> None:
    make.version()
    client.force_login(budi)

    assert client.post(f"{LIST}mulai/", {**sent, "periode": "2026-tw3"}).status_code == 404


def test_a_made_up_period_is_not_found(client: Client, budi: User, service_a: Service) -> None:
    make.version()
    client.force_login(budi)
    sent = {"agency": service_a.agency_id, "periode": "2026-tw9"}

    assert client.post(f"{LIST}mulai/", sent).status_code == 404


def test_an_officer_writes_and_only_the_head_publishes(
    client: Client, budi: User, agus: User, service_a: Service
) -> None:
    row = begun(service_a, budi)
    address = f"{LIST}{row.pk}/"
    assert "terbit/" not in page(client, budi, address)
    assert client.post(f"{address}terbit/").status_code == 404

    fields = form_fields(page(client, budi, f"{address}naskah/"), ".rp-form")
    client.post(f"{address}naskah/", {**fields, "conclusion": "Kami sudah membaca."})
    page(client, agus, f"{address}terbit/")
    client.post(f"{address}terbit/")

    row.refresh_from_db()
    assert row.conclusion == "Kami sudah membaca."
    assert row.is_published


def test_a_reason_is_asked_while_answers_wait(
    client: Client, agus: User, service_a: Service
) -> None:
    answered(service_a, 1, suspicion=make.suspicion(service_a, day=DAY))
    row = begun(service_a, agus)
    client.force_login(agus)

    refused = client.post(f"{LIST}{row.pk}/terbit/", {"why": "ya"})
    assert refused.status_code == 422
    client.post(f"{LIST}{row.pk}/terbit/", {"why": WHY})

    row.refresh_from_db()
    assert row.is_published


def test_withdrawing_asks_for_a_reason(client: Client, agus: User, service_a: Service) -> None:
    row = published(service_a, agus)
    client.force_login(agus)

    assert client.post(f"{LIST}{row.pk}/tarik/", {"reason": ""}).status_code == 422
    client.post(f"{LIST}{row.pk}/tarik/", {"reason": "Nama layanan tertulis salah."})

    row.refresh_from_db()
    assert not row.is_published


def test_a_medium_is_noted_on_the_page(client: Client, budi: User, service_a: Service) -> None:
    row = begun(service_a, budi)
    fields = form_fields(page(client, budi, f"{LIST}{row.pk}/"), "form[action$='publikasi/']")
    bad = client.post(f"{LIST}{row.pk}/publikasi/", {**fields, "name": "", "link": "bukan alamat"})
    assert bad.status_code == 422

    sent = {**fields, "medium": "print", "name": "Harian Contoh", "day": "2026-10-02"}
    client.post(f"{LIST}{row.pk}/publikasi/", sent)

    assert "Harian Contoh" in page(client, budi, f"{LIST}{row.pk}/")
    assert "media lain: 1" in page(client, budi, f"{LIST}{row.pk}/")


WAYS = ["", ".pdf", ".xlsx", ".csv", "/naskah/", "/terbit/", "/tarik/", "/rtl/", "/edisi/1.pdf"]
DEEDS = ["naskah/ulang/", "hapus/", "publikasi/", "terbit/", "tarik/", "rtl/", "naskah/"]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_it_exists_for_wati(
    client: Client, wati: User, agus: User, service_a: Service, way: str
) -> None:
    row = published(service_a, agus)
    client.force_login(wati)

    assert client.get(f"{LIST}{row.pk}{way or '/'}").status_code == 404


@pytest.mark.parametrize("way", DEEDS)
def test_wati_can_do_nothing_to_it(
    client: Client, wati: User, budi: User, service_a: Service, way: str
) -> None:
    row = begun(service_a, budi)
    client.force_login(wati)

    assert client.post(f"{LIST}{row.pk}/{way}", {"reason": WHY}).status_code == 404
    assert Report.objects.filter(pk=row.pk, published_at=None).exists()


@pytest.mark.parametrize("way", ["naskah/ulang/", "hapus/", "publikasi/"])
def test_a_deed_is_no_link(client: Client, budi: User, service_a: Service, way: str) -> None:
    row = begun(service_a, budi)
    client.force_login(budi)

    assert client.get(f"{LIST}{row.pk}/{way}").status_code == 405


def test_a_leader_reads_and_changes_nothing(
    client: Client, dewi: User, service_a: Service, agus: User
) -> None:
    row = published(service_a, agus)
    assert "/tarik/" in page(client, dewi, f"{LIST}{row.pk}/")  # the organiser may

    with pytest.raises(NotFound):
        queries.agency_to_report(User.objects.create(email="x@y.id"), row.agency_id)


def test_the_list_asks_the_same_for_many_agencies(
    client: Client, dewi: User, service_a: Service,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    answered(service_a)
    client.force_login(dewi)
    client.get(LIST)

    with django_assert_max_num_queries(20):
        client.get(f"{LIST}?periode={PERIOD.code}")


def test_a_report_of_many_services_asks_no_more(
    client: Client, budi: User, service_a: Service, agency_a: Agency,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    row = begun(service_a, budi)
    for at in range(4):
        answered(services.service(f"Layanan {at}", agency=agency_a, slug=f"layanan-{at}"), 1)
    page(client, budi, f"{LIST}{row.pk}/")

    with django_assert_max_num_queries(36):
        client.get(f"{LIST}{row.pk}/")


def test_the_list_is_a_file_too(client: Client, dewi: User, service_a: Service) -> None:
    answered(service_a)
    client.force_login(dewi)

    shown = client.get(f"/petugas/survei/laporan.csv?periode={PERIOD.code}").content.decode()

    assert "Dinas Kependudukan" in shown
    assert client.get("/petugas/survei/laporan.txt").status_code == 404
