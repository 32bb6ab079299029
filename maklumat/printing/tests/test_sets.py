"""Whole sets: ordered, made in the background, fetched by those who may, and forgotten in time."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue import models as m
from maklumat.catalogue.tests import factories
from maklumat.core.errors import RuleBroken
from maklumat.printing import actions, sets
from maklumat.printing.models import PrintJob

PAGE = "/petugas/cetak/"


def ordered(agency: Agency | None, by: User) -> PrintJob:
    return actions.order(agency=agency, by=by, at=now(), begin=lambda _pk: None)


def made(agency: Agency | None, by: User) -> PrintJob:
    job = ordered(agency, by)
    actions.make(pk=job.pk, clock=now)
    job.refresh_from_db()
    return job


def test_the_set_holds_posters_in_both_sizes_and_the_booklet(
    client: Client, budi: User, service_a: m.Service
) -> None:
    job = made(service_a.agency, budi)
    client.force_login(budi)

    body = client.get(f"{PAGE}paket/{job.pk}/").getvalue()

    assert sorted(ZipFile(BytesIO(body)).namelist()) == [
        "dukcapil/buku-standar-dukcapil.pdf",
        "dukcapil/poster-a3/ktp-el-ganti.pdf",
        "dukcapil/poster-a4/ktp-el-ganti.pdf",
    ]
    assert (job.state, job.done, job.total, job.problems) == ("done", 3, 3, [])


def test_the_page_orders_a_set_and_shows_how_far_it_is(
    client: Client, budi: User, service_a: m.Service
) -> None:
    client.force_login(budi)

    client.post(f"{PAGE}paket/", {"agency": service_a.agency_id})

    job = PrintJob.objects.get()
    PrintJob.objects.update(state="running", done=1, total=3)
    assert '<progress max="3" value="1"' in client.get(PAGE).content.decode()
    shown = client.get(f"{PAGE}paket/kemajuan/").content.decode()
    assert "hx-trigger" in shown
    assert job.agency == service_a.agency
    assert job.owner == budi


def test_ordering_twice_makes_one_set(budi: User, service_a: m.Service) -> None:
    assert ordered(service_a.agency, budi) == ordered(service_a.agency, budi)


def test_nothing_published_is_said_plainly(client: Client, wati: User, agency_b: Agency) -> None:
    with pytest.raises(RuleBroken):
        ordered(agency_b, wati)
    client.force_login(wati)
    response = client.post(f"{PAGE}paket/", {"agency": agency_b.pk}, follow=True)
    assert "Belum ada layanan" in response.content.decode()


def test_a_task_that_runs_again_changes_nothing_that_is_done(
    budi: User, service_a: m.Service
) -> None:
    job = made(service_a.agency, budi)

    actions.make(pk=job.pk, clock=now)

    again = PrintJob.objects.get(pk=job.pk)
    assert (again.path, again.finished_at) == (job.path, job.finished_at)


def test_a_set_of_a_dead_worker_is_made_by_the_next(budi: User, service_a: m.Service) -> None:
    job = ordered(service_a.agency, budi)
    PrintJob.objects.update(state="running", run=uuid4(), done=2)

    actions.make(pk=job.pk, clock=now)

    assert PrintJob.objects.get(pk=job.pk).is_ready


def test_a_worker_stops_when_another_has_taken_over(budi: User, service_a: m.Service) -> None:
    job = ordered(service_a.agency, budi)
    other = uuid4()

    def clock() -> object:
        PrintJob.objects.filter(pk=job.pk, state="running").update(run=other)
        return now()

    actions.make(pk=job.pk, clock=clock)  # type: ignore[arg-type]  # it returns a datetime

    found = PrintJob.objects.get(pk=job.pk)
    assert (found.run, found.state, found.path) == (other, "running", "")


def test_one_paper_that_fails_leaves_the_others(budi: User, service_a: m.Service) -> None:
    wanted = sets.pieces([m.Service.objects.get(pk=service_a.pk)], now())
    missing = m.Service(agency=service_a.agency, name="Hilang", slug="hilang")
    wanted = [*sets.pieces([missing], now())[:1], *wanted]
    file = BytesIO()

    problems = sets.write(file, wanted, now(), lambda _done: None)

    assert len(problems) == 1
    assert problems[0].startswith("Hilang (A3)")
    assert len(ZipFile(file).namelist()) == len(wanted) - 1 + len(["BACA-DULU.txt"])


def test_a_set_of_another_agency_looks_missing(
    client: Client, budi: User, wati: User, service_a: m.Service
) -> None:
    job = made(service_a.agency, budi)
    client.force_login(wati)

    assert client.get(f"{PAGE}paket/{job.pk}/").status_code == 404
    assert client.post(f"{PAGE}paket/{job.pk}/hapus/").status_code == 404
    assert client.post(f"{PAGE}paket/", {"agency": service_a.agency_id}).status_code == 404
    assert client.post(f"{PAGE}paket/", {"agency": "²"}).status_code == 404
    assert "Dinas Kependudukan" not in client.get(PAGE).content.decode()


def test_only_the_bureau_may_print_the_whole_government(
    client: Client, budi: User, dewi: User, service_a: m.Service, agency_b: Agency
) -> None:
    factories.service("Bantuan sosial", agency=agency_b)
    client.force_login(budi)
    assert client.post(f"{PAGE}paket/").status_code == 404

    job = made(None, dewi)

    assert job.total == 6
    assert client.get(f"{PAGE}paket/{job.pk}/").status_code == 404
    client.force_login(dewi)
    assert len(client.get(f"{PAGE}paket/{job.pk}/").getvalue()) == job.size


@pytest.mark.django_db(transaction=True)
def test_an_old_set_is_forgotten_with_its_file(budi: User, service_a: m.Service) -> None:
    job = made(service_a.agency, budi)
    assert default_storage.exists(job.path)

    actions.tidy(at=now() + timedelta(days=8))

    assert not default_storage.exists(job.path)
    assert not PrintJob.objects.exists()


def test_a_set_that_nobody_makes_is_said_to_have_failed(
    client: Client, budi: User, service_a: m.Service
) -> None:
    ordered(service_a.agency, budi)

    actions.tidy(at=now() + timedelta(hours=1))

    client.force_login(budi)
    assert "Pesan lagi" in client.get(PAGE).content.decode()


def test_whoever_deletes_a_set_is_written_down(
    client: Client, budi: User, service_a: m.Service
) -> None:
    job = made(service_a.agency, budi)
    client.force_login(budi)

    assert client.get(f"{PAGE}paket/{job.pk}/hapus/").status_code == 405
    client.post(f"{PAGE}paket/{job.pk}/hapus/")

    assert not PrintJob.objects.exists()
