"""Duplicates, parts and related cases: who is told, whose clock runs, who reads what."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.tests import factories as agency_rows
from maklumat.complaints import acting, queries
from maklumat.complaints.actions import counting, moving, relating
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.models import Complaint, FigureCount, Follower
from maklumat.complaints.queries import relations
from maklumat.complaints.queries.figures import month_cells
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move, Status
from maklumat.core.errors import RuleBroken
from maklumat.core.models import Message

pytestmark = pytest.mark.django_db
LAMP = "Lampu jalan di Jalan Melati mati sejak tiga hari, gelap sekali."


@pytest.fixture
def main(agency_a: Agency) -> Complaint:
    return make.disposed(agency_a, text=LAMP, at=now())


@pytest.fixture
def double(agency_a: Agency, main: Complaint) -> Complaint:
    return make.disposed(
        agency_a,
        text="Di Jalan Melati lampu jalan mati semua, gelap. Nama saya Rina.",
        contact=make.contact(email="rina@contoh.example"),
        at=now(),
    )


def merged(double: Complaint, main: Complaint, by: User) -> None:
    relating.merge(
        complaint=double, into=main, by=acting.officer(by, double), at=now(), reason="Lampu sama."
    )
    double.refresh_from_db()


def split(parent: Complaint, agency: Agency, by: User) -> Complaint:
    actor = acting.officer(by, parent)
    found = relating.split(
        complaint=parent, agencies=[agency], by=actor, at=now(), task="Periksa datanya."
    )
    return found[0]


def letters_to(address: str) -> list[str]:
    return list(Message.objects.filter(to=address).order_by("pk").values_list("text", flat=True))


def test_all_who_reported_or_follow_go_along(
    main: Complaint, double: Complaint, budi: User
) -> None:
    Follower.objects.create(complaint=double, at=now())
    before = len(letters_to("rina@contoh.example"))

    merged(double, main, budi)

    assert double.state is Status.MERGED
    assert double.merged_into == main
    assert main.followers.count() == 1
    assert len(letters_to("rina@contoh.example")) == before + 1
    assert not double.clocks.filter(state__in=["running", "paused"]).exists()
    assert main.events.filter(kind="linked", open=False).count() == 1


def test_the_progress_of_the_main_case_becomes_theirs_and_no_text_does(
    main: Complaint, double: Complaint, budi: User
) -> None:
    merged(double, main, budi)
    moving.answer(
        complaint=main, by=acting.officer(budi, main), at=now(), result=Result(text="Diganti.")
    )

    told = letters_to("rina@contoh.example")[-1]
    assert double.number in told
    assert "Jalan Melati mati sejak tiga hari" not in told


def test_what_was_joined_before_goes_on_in_the_last(
    main: Complaint, double: Complaint, budi: User, agency_a: Agency
) -> None:
    third = make.disposed(agency_a, text=LAMP, at=now())
    merged(double, main, budi)

    merged(main, third, budi)

    double.refresh_from_db()
    assert double.merged_into == third


def test_a_case_is_not_joined_with_itself_or_with_a_finished_one(
    main: Complaint, double: Complaint, budi: User
) -> None:
    with pytest.raises(RuleBroken):
        merged(double, double, budi)
    merged(double, main, budi)
    with pytest.raises(RuleBroken):
        merged(main, double, budi)


def test_a_restricted_case_is_joined_with_no_ordinary_one(
    main: Complaint, double: Complaint, budi: User
) -> None:
    Complaint.objects.filter(pk=main.pk).update(restricted=True)

    with pytest.raises(RuleBroken):
        merged(double, main, budi)


def test_likely_duplicates_are_shown_and_others_are_not(
    main: Complaint, double: Complaint, budi: User, agency_a: Agency
) -> None:
    make.disposed(agency_a, text="Petugas loket KTP tidak ramah kepada orang tua.", at=now())
    hidden = make.disposed(agency_a, text=LAMP, at=now())
    Complaint.objects.filter(pk=hidden.pk).update(restricted=True)

    assert [found.case for found in relations.alike(budi, main)] == [double]


def test_a_part_has_its_own_clocks_and_the_limit_of_the_whole(
    main: Complaint, agency_b: Agency, dewi: User, wati: User
) -> None:
    part = split(main, agency_b, dewi)

    limit = main.clocks.get(kind="resolution")
    own = part.clocks.get(kind="resolution")
    assert (own.start, own.due, own.agency) == (limit.start, limit.due, agency_b)
    assert part.clocks.get(kind="first_answer").agency == agency_b
    assert acting.officer(wati, part)  # who may handle the part, and not the whole
    assert not hasattr(part, "reporter")


def test_a_part_is_no_report_of_its_own_in_the_figures(
    main: Complaint, agency_b: Agency, dewi: User
) -> None:
    split(main, agency_b, dewi)
    zone = agency_b.government.zone
    month = main.received_at.astimezone(zone).date().replace(day=1)

    cells = month_cells([month], zone)

    assert sum(found.counts["n"] for found in cells.values()) == 1


def test_the_whole_is_answered_after_its_parts(
    main: Complaint, agency_b: Agency, dewi: User, budi: User, wati: User
) -> None:
    part = split(main, agency_b, dewi)
    with pytest.raises(RuleBroken, match=part.number):
        moving.answer(
            complaint=main, by=acting.officer(budi, main), at=now(), result=Result(text="Selesai.")
        )
    said = Said(text="Di mana?")
    with pytest.raises(RuleBroken):
        moving.take(
            complaint=part, move=Move.ASK, by=acting.officer(wati, part), at=now(), said=said
        )

    moving.answer(
        complaint=part, by=acting.officer(wati, part), at=now(), result=Result(text="Data benar.")
    )
    moving.answer(
        complaint=main, by=acting.officer(budi, main), at=now(), result=Result(text="Selesai.")
    )

    main.refresh_from_db()
    assert main.state is Status.ANSWERED


def test_what_is_withdrawn_is_withdrawn_everywhere(
    main: Complaint, agency_b: Agency, dewi: User
) -> None:
    part = split(main, agency_b, dewi)

    moving.take(complaint=main, move=Move.WITHDRAW, by=acting.COMPLAINANT, at=now())

    part.refresh_from_db()
    assert part.state is Status.WITHDRAWN


def test_for_the_inspectorate_the_parts_vanish_too(
    main: Complaint, agency_b: Agency, dewi: User, wati: User
) -> None:
    agency_rows.membership(dewi, "inspector", None)
    part = split(main, agency_b, dewi)

    moving.supervise(complaint=main, by=acting.officer(dewi, main), at=now(), reason="Pungutan.")

    part.refresh_from_db()
    assert part.restricted


def test_for_the_inspectorate_joined_reports_vanish_too(
    main: Complaint, double: Complaint, dewi: User, budi: User
) -> None:
    merged(double, main, budi)

    moving.supervise(complaint=main, by=acting.officer(dewi, main), at=now(), reason="Pungutan.")

    double.refresh_from_db()
    assert double.restricted
    assert not queries.cases_for(budi).exists()


def test_what_vanishes_with_another_vanishes_from_stored_figures_too(
    main: Complaint, double: Complaint, dewi: User, budi: User, government: Government
) -> None:
    merged(double, main, budi)
    counting.count(government=government, at=now())
    last = FigureCount.objects.get().last_event

    moving.supervise(complaint=main, by=acting.officer(dewi, main), at=now(), reason="Pungutan.")

    assert double.events.filter(pk__gt=last, open=False).exists()  # so its month is counted anew


def test_only_the_coordinator_divides_and_nobody_twice(
    main: Complaint, agency_b: Agency, dewi: User, budi: User
) -> None:
    with pytest.raises(RuleBroken):
        split(main, agency_b, budi)
    part = split(main, agency_b, dewi)
    with pytest.raises(RuleBroken):
        split(main, agency_b, dewi)
    with pytest.raises(RuleBroken):
        split(part, main.agency, dewi)


def test_related_cases_are_linked_both_ways_and_let_go(
    main: Complaint, double: Complaint, budi: User
) -> None:
    by = acting.officer(budi, main)
    for _twice in range(2):
        relating.relate(complaint=main, other=double, by=by, at=now())

    assert list(double.related.all()) == [main]
    assert main.events.filter(kind="linked").count() == 1

    relating.unrelate(complaint=double, other=main, by=by, at=now())
    assert not main.related.exists()


# --- The pages ----------------------------------------------------------------------------------


def address(case: Complaint, page: str) -> str:
    return f"/petugas/pengaduan/{case.number}/{page}/"


def test_the_pages_work(
    client: Client, main: Complaint, double: Complaint, agency_b: Agency, dewi: User
) -> None:
    client.force_login(dewi)

    shown = client.get(address(double, "gabung")).content.decode()
    assert main.number in shown  # proposed
    client.post(address(double, "terkait"), {"number": main.number})
    assert double.related.get() == main
    client.post(address(double, "terkait/lepas"), {"number": main.number})
    assert not double.related.exists()
    sent = {"agencies": [agency_b.pk], "task": "Periksa."}
    assert client.post(address(main, "bagian"), sent).status_code == 302
    assert main.children.get().agency == agency_b
    other = make.disposed(agency_b, at=now())
    done = client.post(address(double, "gabung"), {"number": other.number, "reason": "Sama."})
    assert done.status_code == 302
    case = client.get(f"/petugas/pengaduan/{main.number}/").content.decode()
    assert main.children.get().number in case


@pytest.mark.parametrize("page", ["gabung", "bagian", "terkait", "terkait/lepas"])
def test_wati_finds_nothing_of_agency_a(
    client: Client, main: Complaint, wati: User, page: str
) -> None:
    client.force_login(wati)

    assert client.post(address(main, page), {"number": "x"}).status_code == 404
    assert client.get(address(main, page)).status_code in (404, 405)


def test_a_number_of_another_agency_looks_wrong(
    client: Client, main: Complaint, budi: User, agency_b: Agency
) -> None:
    other = make.disposed(agency_b, text=LAMP, at=now() - timedelta(days=1))
    client.force_login(budi)

    for page in ("gabung", "terkait"):
        answer = client.post(address(main, page), {"number": other.number, "reason": "Sama."})
        assert answer.status_code == 422
        again = client.post(address(main, page), {"number": "PGD-2026-999999-1", "reason": "x"})
        assert again.status_code == 422
    assert client.get(address(main, "bagian")).status_code == 404  # a handler divides nothing
    assert client.delete(address(main, "gabung")).status_code == 405
