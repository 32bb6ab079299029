"""Steps of a case on real rows: states, clocks, timeline, who may."""

from datetime import UTC, date, datetime

import pytest

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import acting, queries
from maklumat.complaints.actions import filing, moving
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.models import Complaint, Reporter
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Move, Status
from maklumat.core.errors import NotFound, RuleBroken

TUESDAY = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def clocks(complaint: Complaint) -> list[tuple[str, str, date | None]]:
    return [(row.kind, row.state, row.due) for row in complaint.clocks.all()]


def test_filing_gives_number_code_and_clocks(agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a)

    assert filed.complaint.number == "PGD-2026-000001-5"
    assert queries.case_for_complainant(filed.complaint.number, filed.code.lower())
    assert clocks(filed.complaint) == [
        ("verification", "running", date(2026, 11, 19)),
        ("resolution", "running", date(2026, 12, 4)),
    ]
    assert (filed.complaint.due, filed.complaint.due_clock) == (date(2026, 11, 19), "verification")


def test_a_wrong_code_finds_nothing(agency_a: Agency) -> None:
    filed = make.filed(agency=agency_a)

    with pytest.raises(NotFound):
        queries.case_for_complainant(filed.complaint.number, "AAAAA-AAAAA")


def test_the_same_form_twice_is_one_case(agency_a: Agency) -> None:
    report = filing.Report(text="Loket tutup.", agency=agency_a)
    make.terms()

    first = filing.file_complaint(report=report, at=make.AT)
    second = filing.file_complaint(report=report, at=make.AT)

    assert (first.complaint.number, first.code) == (second.complaint.number, second.code)
    assert (first.again, second.again) == (False, True)


def test_nothing_of_an_anonymous_person_is_kept(agency_a: Agency) -> None:
    make.filed(agency=agency_a, anonymous=True, contact=make.contact())

    assert not Reporter.objects.exists()


def test_a_question_holds_the_clocks_and_its_answer_lets_them_run(
    agency_a: Agency, budi: User
) -> None:
    row = make.disposed(agency_a)
    moving.take(
        complaint=row,
        move=Move.ASK,
        by=acting.officer(budi, row),
        at=TUESDAY,
        said=Said(text="Di kecamatan mana?"),
    )
    assert row.state is Status.WAITING
    assert row.due is None

    moving.take(
        complaint=row,
        move=Move.COMPLETE,
        by=acting.COMPLAINANT,
        at=FRIDAY,
        said=Said(text="Kecamatan Kota."),
    )

    assert row.state is Status.DISPOSED
    assert row.due == date(2026, 11, 26)  # 5 days from Monday 16, Wednesday to Friday not counted


def test_bukan_wewenang_goes_back_and_keeps_the_limit_of_the_class(
    agency_a: Agency, agency_b: Agency, budi: User, dewi: User
) -> None:
    row = make.disposed(agency_a)
    moving.take(
        complaint=row,
        move=Move.RETURN,
        by=acting.officer(budi, row),
        at=TUESDAY,
        said=Said(reason="Ini urusan Dinas Sosial."),
    )
    assert row.state is Status.RETURNED
    with pytest.raises(NotFound):
        queries.case_for(budi, row.number)

    moving.take(
        complaint=row,
        move=Move.DISPOSE,
        by=acting.officer(dewi, row),
        at=FRIDAY,
        said=Said(agency=agency_b),
    )

    assert [clock for clock in clocks(row) if clock[1] == "running"] == [
        ("resolution", "running", date(2026, 12, 4)),
        ("first_answer", "running", date(2026, 11, 27)),
    ]


def test_a_case_for_supervision_vanishes_for_everybody_else(
    agency_a: Agency, budi: User, dewi: User
) -> None:
    row = make.disposed(agency_a)

    moving.supervise(
        complaint=row, by=acting.officer(dewi, row), at=TUESDAY, reason="Dugaan pungutan."
    )

    assert not queries.cases_for(budi).exists()
    assert not queries.cases_for(dewi).exists()
    assert ("resolution", "running", date(2027, 2, 15)) in clocks(row)


def test_wati_finds_nothing_of_agency_a(agency_a: Agency, wati: User) -> None:
    row = make.disposed(agency_a)

    assert not queries.cases_for(wati).exists()
    with pytest.raises(NotFound):
        acting.officer(wati, row)


def test_the_second_of_two_who_answer_is_told(agency_a: Agency, budi: User) -> None:
    row = make.disposed(agency_a)
    stale = Complaint.objects.get(pk=row.pk)
    moving.answer(
        complaint=row, by=acting.officer(budi, row), at=TUESDAY, result=Result(text="Selesai.")
    )

    with pytest.raises(RuleBroken):
        moving.answer(
            complaint=stale,
            by=acting.officer(budi, stale),
            at=TUESDAY,
            result=Result(text="Selesai."),
        )


def test_silence_after_an_answer_closes(agency_a: Agency, budi: User) -> None:
    row = make.answered(agency_a, budi)

    assert moving.run_out(at=datetime(2026, 11, 30, 3, 0, tzinfo=UTC)) == 0
    assert moving.run_out(at=datetime(2026, 12, 1, 3, 0, tzinfo=UTC)) == 1
    row.refresh_from_db()
    assert row.state is Status.CLOSED


def test_a_step_that_touches_no_clock_keeps_the_next_term(agency_a: Agency, budi: User) -> None:
    row = make.complaint(agency=agency_a)
    verify_by = row.due
    moving.take(complaint=row, move=Move.VERIFY, by=acting.officer(budi, row), at=TUESDAY)
    assert (row.due, row.due_clock) == (verify_by, "verification")
    row = make.disposed(agency_a)
    reply_by = row.due

    moving.take(complaint=row, move=Move.START, by=acting.officer(budi, row), at=TUESDAY)

    row.refresh_from_db()
    assert (row.due, row.due_clock) == (reply_by, "first_answer")
