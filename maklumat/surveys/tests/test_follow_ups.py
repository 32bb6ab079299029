"""The follow-up plan: lines, proof, how far and how fast, who may see and change them."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.core import audit
from maklumat.core.errors import RuleBroken
from maklumat.core.models import StoredFile
from maklumat.core.tests.pageform import form_fields
from maklumat.surveys import follow_up
from maklumat.surveys.actions import following
from maklumat.surveys.actions.following import Plan, Standing
from maklumat.surveys.follow_up import Horizon, Progress, Step
from maklumat.surveys.models import FollowUp, Report
from maklumat.surveys.queries import follow_ups as queries
from maklumat.surveys.tests.reporting import AT, TODAY, begun, published

LIST = "/petugas/survei/rtl/"
DUE = date(2026, 12, 1)


def planned(row: Report, by: User, due: date = DUE, element: str = "waktu") -> FollowUp:
    line = Plan(element, "Memasang layar antrean", "Kepala Seksi", due)
    return following.plan(report=row, line=line, by=by, at=AT)


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    return SimpleUploadedFile("bukti.png", file.getvalue(), "image/png")


# --- Rules ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 6, 1), Horizon.SHORT),
        (date(2027, 1, 15), Horizon.SHORT),
        (date(2027, 1, 16), Horizon.MIDDLE),
        (date(2028, 1, 15), Horizon.MIDDLE),
        (date(2028, 1, 16), Horizon.LONG),
    ],
)
def test_the_horizon_follows_the_months(due: date, expected: Horizon) -> None:
    assert follow_up.horizon(date(2026, 1, 15), due) is expected


@pytest.mark.parametrize(
    ("months", "within"), [(0, 1), (1, 1), (2, 3), (3, 3), (6, 6), (7, 9), (12, 12), (13, None)]
)
def test_speed_is_told_in_the_steps_of_pekppp(months: int, within: int | None) -> None:
    assert Progress(1, 1, 0, 0, months).within == within


def test_a_dropped_line_stays_in_the_plan() -> None:
    steps = [Step("done", DUE), Step("dropped", DUE), Step("planned", DUE)]

    found = follow_up.progress(steps, TODAY)

    assert (found.lines, found.done, found.dropped) == (3, 1, 1)
    assert str(found.share) == "33.3"
    assert follow_up.progress([], TODAY).share is None


# --- Actions ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "standing",
    [
        Standing("done"),
        Standing("done", date(2026, 10, 6), "besok"),
        Standing("done", date(2025, 1, 1), "tahun salah"),
        Standing("done", TODAY),
        Standing("dropped"),
    ],
)
def test_a_line_is_not_finished_without_day_and_proof(
    service_a: Service, budi: User, standing: Standing
) -> None:
    row = planned(begun(service_a, budi), budi)

    with pytest.raises(RuleBroken):
        following.move(row=row, to=standing, by=budi, at=AT)

    row.refresh_from_db()
    assert row.state == "planned"


@pytest.mark.django_db
def test_a_finished_line_is_audited_and_counted(service_a: Service, budi: User) -> None:
    report = begun(service_a, budi)
    row = planned(report, budi)
    planned(report, budi, due=date(2026, 10, 1), element="biaya")

    done = Standing("done", TODAY, "https://contoh.go.id/foto")
    following.move(row=row, to=done, by=budi, at=AT)

    actions = [one.action for one in audit.history(f"follow-up:dukcapil:{row.pk}")]
    assert actions[0] == "surveys.follow_up_moved"
    progress = queries.progress_of(report.follow_ups.all(), TODAY, report.agency.government.zone)
    assert (progress.done, progress.overdue, str(progress.share)) == (1, 1, "50.0")


@pytest.mark.django_db
def test_a_line_of_a_published_report_is_dropped_never_removed(
    service_a: Service, agus: User
) -> None:
    row = planned(published(service_a, agus), agus)

    with pytest.raises(RuleBroken):
        following.remove(row=row, by=agus, at=AT)
    following.move(row=row, to=Standing("dropped", note="Anggaran dialihkan."), by=agus, at=AT)

    row.refresh_from_db()
    assert row.state == "dropped"


@pytest.mark.django_db
def test_an_element_that_is_not_asked_is_refused(service_a: Service, budi: User) -> None:
    with pytest.raises(RuleBroken):
        planned(begun(service_a, budi), budi, element="cuaca")


# --- Pages ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_lowest_elements_are_proposed_and_planned(
    client: Client, service_a: Service, budi: User
) -> None:
    report = begun(service_a, budi)
    client.force_login(budi)
    shown = client.get(f"/petugas/survei/laporan/{report.pk}/").content.decode()
    assert shown.index("unsur=waktu") < shown.index("unsur=persyaratan")

    address = f"/petugas/survei/laporan/{report.pk}/rtl/?unsur=waktu"
    fields = form_fields(client.get(address).content.decode(), ".rp-form")
    assert fields["element"] == "waktu"
    bad = client.post(address, {**fields, "due": "2020-01-01", "action": "Menambah loket"})
    assert bad.status_code == 422
    assert "Menambah loket" in bad.content.decode()

    sent = {**fields, "due": "2026-12-01", "action": "Menambah loket", "person": "Kasi"}
    client.post(address, sent)

    assert report.follow_ups.get().action == "Menambah loket"


@pytest.mark.django_db
def test_proof_is_uploaded_served_and_replaced(
    client: Client, wati: User, service_a: Service, budi: User
) -> None:
    row = planned(begun(service_a, budi), budi)
    client.force_login(budi)
    sent = {"state": "done", "finished_on": "2026-10-05", "proof": picture(), "note": ""}
    client.post(f"{LIST}{row.pk}/", sent)
    row.refresh_from_db()
    address = f"{LIST}{row.pk}/bukti/{row.proof.uid}/"

    assert b"".join(client.get(address).streaming_content).startswith(b"\x89PNG")
    client.force_login(wati)
    assert client.get(address).status_code == 404

    client.force_login(budi)
    client.post(f"{LIST}{row.pk}/", {"state": "running", "drop_proof": "on"})
    row.refresh_from_db()
    assert row.proof is None
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_no_proof_is_refused_with_a_sentence(
    client: Client, service_a: Service, budi: User
) -> None:
    row = planned(begun(service_a, budi), budi)
    client.force_login(budi)
    file = SimpleUploadedFile("bukti.exe", b"MZ program", "image/png")

    response = client.post(f"{LIST}{row.pk}/", {"state": "running", "proof": file})

    assert response.status_code == 422
    assert "bukti.exe" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["", "ubah/"])
def test_a_line_does_not_exist_for_wati(
    client: Client, wati: User, service_a: Service, budi: User, way: str
) -> None:
    row = planned(begun(service_a, budi), budi)
    client.force_login(wati)

    assert client.get(f"{LIST}{row.pk}/{way}").status_code == 404
    assert client.post(f"{LIST}{row.pk}/{way}", {"state": "running"}).status_code == 404
    assert client.post(f"{LIST}{row.pk}/hapus/").status_code == 404
    assert "Memasang" not in client.get(f"{LIST}?tampil=all").content.decode()


@pytest.mark.django_db
def test_a_deed_is_no_link(client: Client, service_a: Service, budi: User) -> None:
    row = planned(begun(service_a, budi), budi)
    client.force_login(budi)

    assert client.get(f"{LIST}{row.pk}/hapus/").status_code == 405
    assert client.post(LIST).status_code == 405


@pytest.mark.django_db
def test_the_list_puts_first_what_is_late(
    client: Client, dewi: User, service_a: Service, agency_b: Agency
) -> None:
    report = begun(service_a, dewi)
    planned(report, dewi, due=date(2099, 1, 1))
    other = services.service("Bantuan sosial", agency=agency_b)
    late = planned(begun(other, dewi), dewi, due=date(2026, 10, 20))
    client.force_login(dewi)

    page = client.get(LIST)

    assert page.context["lines"][0].row.pk == late.pk
    assert {one.agency.slug for one, _speed in page.context["each"]} == {"dukcapil", "dinsos"}
    chosen = client.get(f"{LIST}?opd=dinsos&tampil=all")
    assert [line.row.pk for line in chosen.context["lines"]] == [late.pk]


@pytest.mark.django_db
def test_the_list_asks_the_same_for_many_lines(
    client: Client, dewi: User, service_a: Service,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    report = begun(service_a, dewi)
    for _line in range(12):
        planned(report, dewi)
    client.force_login(dewi)
    client.get(LIST)

    with django_assert_max_num_queries(16):
        client.get(LIST)


@pytest.mark.django_db
def test_all_lines_are_a_file(client: Client, dewi: User, service_a: Service) -> None:
    planned(begun(service_a, dewi), dewi)
    client.force_login(dewi)

    shown = client.get("/petugas/survei/rtl.csv?tampil=all").content.decode()

    assert "Memasang layar antrean" in shown
    assert "jangka pendek" in shown


@pytest.mark.django_db
def test_what_is_due_is_counted_for_who_does_it(
    service_a: Service, budi: User, wati: User, dewi: User
) -> None:
    report = begun(service_a, budi)
    planned(report, budi, due=date(2026, 10, 1))
    planned(report, budi, due=date(2026, 10, 15))
    planned(report, budi, due=date(2026, 12, 15))

    assert queries.due_for(budi, TODAY) == queries.Due(overdue=1, soon=1)
    assert queries.due_for(wati, TODAY) == queries.Due(overdue=0, soon=0)


@pytest.mark.django_db
def test_the_home_page_reminds_who_carries_it_out(
    client: Client, service_a: Service, budi: User, wati: User
) -> None:
    planned(begun(service_a, budi), budi, due=date(2026, 9, 30))

    client.force_login(budi)
    assert "tampil=overdue" in client.get("/petugas/").content.decode()
    client.force_login(wati)
    assert "tampil=overdue" not in client.get("/petugas/").content.decode()
