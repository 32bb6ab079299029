"""Sheets of paper: numbered without gaps, entered once, taken back without a trace in the sums."""

from collections.abc import Iterable
from uuid import uuid4

import pytest

from maklumat.accounts.models import User
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow
from maklumat.surveys import numbering
from maklumat.surveys.actions import paper, tallying
from maklumat.surveys.actions.answering import Kept
from maklumat.surveys.models import Count, PaperEntry, PaperSeries, Response, Tally
from maklumat.surveys.tests import factories as make

pytestmark = pytest.mark.django_db


def enter(service: Service, by: User, number: str = "", **fields: object) -> Kept:
    answers = make.answers(service, form_number=number, **fields)
    return paper.enter(answers=answers, by=by, today=make.DAY, at=make.AT)


def batch(service: Service, by: User, count: int = 50) -> list[str]:
    made = paper.print_batch(service=service, count=count, by=by, at=make.AT)
    return paper.numbers(made)


def sums() -> list[object]:
    tallies = Tally.objects.exclude(n=0, incomplete=0).order_by("service", "unit", "month", "held")
    kept = Count.objects.filter(n__gt=0).order_by("tally__service", "subject", "value")
    return [
        *tallies.values_list("service", "unit", "month", "held", "n", "total", "squares", "incomplete"),
        *kept.values_list("tally__service", "tally__month", "subject", "value", "n"),
    ]  # fmt: skip


def test_numbers_go_on_from_batch_to_batch(service_a: Service, budi: User) -> None:
    first, second = batch(service_a, budi, 2), batch(service_a, budi, 1)

    prefix = PaperSeries.objects.get().prefix
    assert [*first, *second] == [f"{prefix}-0001", f"{prefix}-0002", f"{prefix}-0003"]
    assert AuditRow.objects.filter(action="surveys.sheets_printed").count() == 2


def test_two_services_never_share_letters(service_a: Service, budi: User) -> None:
    other = services.service("Penggantian KTP-el", agency=service_a.agency, slug="lain")

    assert batch(service_a, budi, 1) != batch(other, budi, 1)


@pytest.mark.parametrize("count", [0, -1, 201])
def test_a_batch_has_bounds(service_a: Service, budi: User, count: int) -> None:
    with pytest.raises(RuleBroken, match="200"):
        paper.print_batch(service=service_a, count=count, by=budi, at=make.AT)


def test_letters_run_out_late() -> None:
    letters = list(numbering.prefixes("Izin usaha mikro dan kecil"))

    assert letters[0] == "IUM"
    assert len(letters) == len(set(letters)) > 700


@pytest.mark.parametrize("typed", ["3", "0003", "PK-0003", "pk 3", "  PK0003 "])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert numbering.read(typed, "PK") == 3


@pytest.mark.parametrize("typed", ["x", "AB-3", "0", "3a", "12345678"])
def test_what_is_no_number_is_told(service_a: Service, budi: User, typed: str) -> None:
    batch(service_a, budi, 5)

    with pytest.raises(RuleBroken, match=r"-0005|tidak pernah|belum"):
        paper.form_number(service_a, typed)


def test_a_number_that_was_never_printed_is_refused(service_a: Service, budi: User) -> None:
    last = batch(service_a, budi, 5)[-1]

    assert paper.form_number(service_a, "5") == last
    with pytest.raises(RuleBroken, match=last):
        paper.form_number(service_a, "6")


def test_a_sheet_without_number_needs_none_printed(service_a: Service) -> None:
    assert paper.form_number(service_a, " ") == ""
    with pytest.raises(RuleBroken):
        paper.form_number(service_a, "1")


def test_a_sheet_is_entered_once(service_a: Service, budi: User, agus: User) -> None:
    number = batch(service_a, budi, 1)[0]
    enter(service_a, budi, number)

    with pytest.raises(RuleBroken, match=number):
        enter(service_a, agus, number)

    assert Response.objects.get().channel == "paper"
    assert PaperEntry.objects.get().by == budi


def test_the_same_post_twice_is_one_sheet(service_a: Service, budi: User) -> None:
    uid = uuid4()
    for _time in range(2):
        answers = make.answers(service_a, form_number="")
        answers = type(answers)(**{**answers.__dict__, "client_uid": uid})
        kept = paper.enter(answers=answers, by=budi, today=make.DAY, at=make.AT)

    assert kept.again
    assert (Response.objects.count(), PaperEntry.objects.count()) == (1, 1)
    assert AuditRow.objects.filter(action="surveys.sheet_entered").count() == 1


@pytest.mark.parametrize("marks", [make.marks(4), {"waktu": 2}], ids=["complete", "open"])
def test_a_sheet_taken_back_leaves_the_sums_as_they_were(
    service_a: Service, budi: User, marks: dict[str, int]
) -> None:
    make.response(service_a, 3)
    before = sums()
    kept = enter(service_a, budi, marks=marks, sex="P", age=30)

    paper.take_back(entry=kept.response.entry, by=budi, today=make.DAY, at=make.AT)

    assert sums() == before
    tallying.recount()
    assert sums() == before
    assert AuditRow.objects.filter(action="surveys.sheet_taken_back").count() == 1


def test_nobody_takes_back_what_another_typed(service_a: Service, budi: User, agus: User) -> None:
    entry = enter(service_a, budi).response.entry

    with pytest.raises(RuleBroken):
        paper.take_back(entry=entry, by=agus, today=make.DAY, at=make.AT)
    with pytest.raises(RuleBroken):
        paper.take_back(entry=entry, by=budi, today=make.DAY.replace(day=17), at=make.AT)

    assert Response.objects.count() == 1


def test_many_at_once_are_the_sums_of_each(service_a: Service) -> None:
    rows = [make.response(service_a, mark, sex="L", age=20 + mark) for mark in (1, 2, 3, 4)]
    one_by_one = sums()
    Tally.objects.all().delete()

    tallying.add_many(_fresh(rows))

    assert sums() == one_by_one


def _fresh(rows: Iterable[Response]) -> list[Response]:
    return list(Response.objects.filter(pk__in=[row.pk for row in rows]))
