"""One-time codes: few, short, used once, and joined to nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from hypothesis import given
from hypothesis import strategies as st

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.catalogue import asking
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as services
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow
from maklumat.surveys import ticketcodes
from maklumat.surveys.actions import tickets, watching
from maklumat.surveys.actions.watching import Trace
from maklumat.surveys.models import Response, SurveySettings, Ticket
from maklumat.surveys.quotas import Quota, Reason
from maklumat.surveys.tests import factories as make


@pytest.fixture(autouse=True)
def _instrument(db: None) -> None:
    make.version()


def one(service: Service) -> str:
    (code,) = tickets.issue(service=service, unit=service.agency, way="sheet", at=make.AT)
    return code


def use(code: str, service: Service, **more: object) -> None:
    tickets.use(**{"code": code, "service": service, "at": make.AT, **more})


# --- The signs ------------------------------------------------------------------------------------


@given(st.integers(0, ticketcodes.HOW_MANY - 1))
def test_a_code_is_read_however_it_is_typed(number: int) -> None:
    code = ticketcodes.code(number)
    assert ticketcodes.read(f" {code.lower().replace('-', ' ')} ") == code


@given(
    st.integers(0, ticketcodes.HOW_MANY - 1),
    st.integers(0, 7),
    st.sampled_from(ticketcodes.ALPHABET),
)
def test_one_wrong_sign_is_noticed(number: int, place: int, sign: str) -> None:
    signs = ticketcodes.code(number).replace("-", "")
    typed = signs[:place] + sign + signs[place + 1 :]
    assert ticketcodes.read(typed) == ("" if typed != signs else ticketcodes.grouped(signs))


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "KLUI-0000", "x" * 500, "🙂🙂🙂🙂🙂🙂🙂🙂", "2222-2222-2"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert ticketcodes.read(typed) == ""


# --- Use ------------------------------------------------------------------------------------------


def test_a_code_works_once(service_a: Service) -> None:
    code = one(service_a)
    use(code, service_a)
    with pytest.raises(RuleBroken, match="sudah dipakai"):
        use(code, service_a)


def test_a_code_of_another_service_is_told_so(service_a: Service) -> None:
    other = services.service("Akta kelahiran", agency=service_a.agency)
    with pytest.raises(RuleBroken, match="layanan lain"):
        use(one(service_a), other)


@pytest.mark.parametrize(("days", "works"), [(60, True), (61, False)])
def test_a_code_works_for_sixty_days(service_a: Service, days: int, works: bool) -> None:  # noqa: FBT001  a table
    code = one(service_a)
    at = make.AT + timedelta(days=days)
    if works:
        use(code, service_a, at=at)
    else:
        with pytest.raises(RuleBroken, match="sudah habis"):
            use(code, service_a, at=at)


@pytest.mark.parametrize("code", ["2222-2222", "halo", ""])
def test_an_unknown_code_gets_a_clear_sentence(service_a: Service, code: str) -> None:
    with pytest.raises(RuleBroken, match="tidak kami kenal"):
        use(code, service_a)


def test_guessing_ends_after_ten_tries_of_one_connection(service_a: Service) -> None:
    code = one(service_a)
    for _try in range(10):
        with pytest.raises(RuleBroken, match="tidak kami kenal"):
            use("2222-2222", service_a, who="203.0.113.7")
    with pytest.raises(RuleBroken, match="Terlalu banyak"):
        use(code, service_a, who="203.0.113.7")
    use(code, service_a, who="198.51.100.9")


def test_a_code_is_stored_as_a_hash_alone(service_a: Service) -> None:
    code = one(service_a)
    stored = str(list(Ticket.objects.values_list()))
    assert code not in stored
    assert code.replace("-", "") not in stored


def test_nothing_joins_a_ticket_and_an_answer(service_a: Service) -> None:
    """Neither a key, nor a moment, nor an order: of two used on a day nobody tells which is whose."""
    codes = tickets.issue(
        service=service_a, unit=service_a.agency, way="sheet", at=make.AT, count=2
    )
    for code in reversed(codes):
        answers = make.answers(service_a, text="Baik sekali.")
        watching.receive(answers=answers, trace=Trace("", 60), at=make.AT, code=code)

    first, second = Ticket.objects.order_by("pk")
    assert first.used_on == second.used_on == make.DAY
    told = {"pk", "id", "code_hash", "service", "unit", "way", "month", "expires_on", "used_on"}
    assert {field.name for field in Ticket._meta.get_fields()} <= told
    assert not [field for field in Response._meta.get_fields() if field.related_model is Ticket]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == "surveys_ticket":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names from the database itself
            rows = str(cursor.fetchall())
            assert not [code for code in codes if code in rows or tickets.hashed(code) in rows], (
                table
            )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_typed_twice_at_the_same_moment_it_works_once(service_a: Service) -> None:
    make.version()
    code, ready, came = one(service_a), threading.Barrier(6), []

    def try_it() -> None:
        try:
            ready.wait()
            use(code, service_a)
            came.append("used")
        except RuleBroken:
            came.append("refused")
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=try_it) for _one in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["refused"] * 5 + ["used"]


# --- How many ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quota", "left", "reason"),
    [
        (Quota(200, 0), 200, None),
        (Quota(200, 199), 1, None),
        (Quota(200, 200), 0, Reason.MONTH_IS_FULL),
        (Quota(100, 200), 0, Reason.MONTH_IS_FULL),
        (Quota(0, 0), 0, Reason.SWITCHED_OFF),
        (Quota(200, 0, answered=19, sample=10), 200, None),
        (Quota(200, 0, answered=20, sample=10), 0, Reason.ENOUGH_ANSWERED),
        (Quota(200, 0, answered=5000, sample=None), 200, None),
    ],
)
def test_how_many_are_left_and_why_not(quota: Quota, left: int, reason: Reason | None) -> None:
    assert (quota.left, quota.reason) == (left, reason)


def test_a_month_has_its_limit_and_the_next_begins_anew(
    service_a: Service, government: Government
) -> None:
    SurveySettings.objects.create(government=government, monthly_invitations=3)
    issue = {"service": service_a, "unit": service_a.agency, "way": "sheet"}

    assert len(tickets.issue(**issue, at=make.AT, count=2)) == 2
    assert len(tickets.issue(**issue, at=make.AT, count=5)) == 1
    assert tickets.issue(**issue, at=make.AT) == []
    assert len(tickets.issue(**issue, at=make.AT + timedelta(days=30), count=5)) == 3


def test_nobody_is_invited_once_twice_the_sample_answered(service_a: Service) -> None:
    make.served(service_a, 5)  # five must answer, ten are plenty
    for _one in range(10):
        make.response(service_a)
    assert tickets.issue(service=service_a, unit=service_a.agency, way="sheet", at=make.AT) == []


def test_a_sheet_is_audited(service_a: Service, budi: User) -> None:
    codes = tickets.issue_sheet(
        service=service_a, unit=service_a.agency, count=24, by=budi, at=make.AT
    )
    assert len(set(codes)) == 24
    assert '"codes":24' in AuditRow.objects.get(action="surveys.codes_issued").details


# --- Invitations ----------------------------------------------------------------------------------


def occasion(service: Service, about: str = "a") -> dict[str, object]:
    return {
        "service": service,
        "unit": service.agency,
        "way": "receipt",
        "about": about,
        "at": make.AT,
    }


def test_a_case_is_invited_once_and_finds_its_code_again(service_a: Service) -> None:
    made = asking.ask(**occasion(service_a))

    assert made is not None
    assert made.url.endswith(f"/survei/dukcapil/{service_a.slug}/?kode={made.code}")
    assert asking.ask(**occasion(service_a)) is None
    assert asking.again(**occasion(service_a)) == made
    assert asking.again(**occasion(service_a, "b")) is None
    assert Ticket.objects.count() == 1


def test_after_use_the_invitation_is_not_shown_any_more(service_a: Service) -> None:
    made = asking.ask(**occasion(service_a))
    use(made.code, service_a)
    assert asking.again(**occasion(service_a)) is None


def test_without_quota_nobody_is_asked(service_a: Service, government: Government) -> None:
    SurveySettings.objects.create(government=government, monthly_invitations=0)
    assert asking.ask(**occasion(service_a)) is None


def test_a_service_without_a_public_page_asks_nobody(service_a: Service) -> None:
    Service.objects.filter(pk=service_a.pk).update(live=False)
    service_a.refresh_from_db()
    assert asking.ask(**occasion(service_a)) is None
