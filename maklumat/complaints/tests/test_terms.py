"""Terms are versions: shown with their source, changed by a new one, never for what has begun."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from maklumat.accounts.models import User
from maklumat.complaints import queries
from maklumat.complaints.actions import rules
from maklumat.complaints.models import RuleSet
from maklumat.complaints.terms_form import VersionForm
from maklumat.complaints.tests import factories as make
from maklumat.core.errors import Refused, RuleBroken
from maklumat.core.models import AuditRow

pytestmark = pytest.mark.django_db
HOME, NEW = "/petugas/pengaduan/batas-waktu/", "/petugas/pengaduan/batas-waktu/baru/"


@pytest.fixture
def bureau(client: Client, dewi: User) -> Client:
    make.terms()
    client.force_login(dewi)
    return client


def filled_in(**changed: object) -> dict[str, object]:
    """Return the form of a new version as the page shows it, with some lines changed."""
    form = VersionForm(base=make.terms(), today=localdate())
    shown = {name: field.initial for name, field in form.fields.items()}
    shown |= {"valid_from": localdate(), "name": "Perbup 7/2026", "note": "Perbup 7/2026 Pasal 4"}
    return {name: "" if value is None else value for name, value in {**shown, **changed}.items()}


def test_the_page_names_terms_sources_and_how_sure_they_are(bureau: Client) -> None:
    shown = bureau.get(HOME).content.decode()

    assert "Pengaduan tidak berkadar pengawasan: BPOM" in shown
    assert "14 " in shown
    assert "2026-1" in shown


def test_a_new_version_shows_its_differences_before_it_is_kept(bureau: Client) -> None:
    sent = filled_in(**{"classes-complaint-days": 10})

    preview = bureau.post(NEW, {**sent, "preview": "1"})

    assert RuleSet.objects.count() == 1
    assert "<del>14 " in preview.content.decode()
    assert "<ins>10 " in preview.content.decode()

    saved = bureau.post(NEW, {**sent, "save": "1"})

    row = RuleSet.objects.get(name="Perbup 7/2026")
    assert saved.status_code == 302
    assert row.version == f"{localdate().year}-{1 if localdate().year != 2026 else 2}"
    assert row.book.classes["complaint"].term.days == 10
    assert row.book.classes["complaint"].source == "Perbup 7/2026 Pasal 4"
    assert row.book.classes["information"].source != "Perbup 7/2026 Pasal 4"
    assert AuditRow.objects.filter(action="complaints.rules_made").exists()


def test_old_cases_keep_their_version(bureau: Client, agency_a: object) -> None:
    old = make.complaint(agency=agency_a, at=now())
    due = old.clocks.get(kind="resolution").due

    bureau.post(NEW, {**filled_in(**{"classes-complaint-days": 3}), "save": "1"})
    new = make.complaint(agency=agency_a, at=now())

    old.refresh_from_db()
    assert (old.rules.version, old.clocks.get(kind="resolution").due) == ("2026-1", due)
    assert new.rules.name == "Perbup 7/2026"
    assert new.clocks.get(kind="resolution").days == 3
    assert old.clocks.get(kind="resolution").days == 14


def test_a_version_of_a_later_day_waits_for_it(bureau: Client, dewi: User) -> None:
    later = localdate() + timedelta(days=30)
    bureau.post(NEW, {**filled_in(valid_from=later, remind_before=3), "save": "1"})

    assert queries.current_rules(localdate()).version == "2026-1"
    assert queries.current_rules(later).book.remind_before == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": date(2020, 1, 1)},
        {"note": ""},
        {"name": ""},
        {"classes-complaint-days": 0},
        {"classes-complaint-days": 999},
        {"clocks-verification-days": ""},
        {"ladder-unit": 9, "ladder-head": 1},
        {"keep_contact_months": 0},
        {},  # nothing differs
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(bureau: Client, wrong: dict[str, object]) -> None:
    sent = filled_in(**wrong)

    page = bureau.post(NEW, {**sent, "save": "1"})

    assert page.status_code == 200
    assert RuleSet.objects.count() == 1
    assert str(sent["name"]) in page.content.decode()
    assert 'role="alert"' in page.content.decode()


def test_reasons_of_the_archive_can_be_added_and_left_out(bureau: Client) -> None:
    sent = filled_in(**{"reason-0": "", "reason-4": "Laporan ganda", "reason-4-en": "Sent twice"})

    bureau.post(NEW, {**sent, "save": "1"})

    book = RuleSet.objects.get(name="Perbup 7/2026").book
    assert book.archive_reasons[0].key == "too_general"
    assert book.archive_reasons[-1].key == "laporan-ganda"


def test_a_kept_version_is_frozen(bureau: Client) -> None:
    row = make.terms()
    row.name = "Lain"

    with pytest.raises(Refused):
        row.save()


def test_the_action_refuses_the_past(dewi: User) -> None:
    content = {**make.terms().content, "valid_from": "2020-01-01"}

    with pytest.raises(RuleBroken):
        rules.make_version(content=content, note="x", by=dewi, at=now(), today=localdate())


def test_only_the_bureau_comes_here(client: Client, budi: User, agus: User) -> None:
    make.terms()
    for person in (budi, agus):
        client.force_login(person)
        assert [client.get(page).status_code for page in (HOME, NEW, f"{HOME}2026-1/")] == [404] * 3
        assert client.post(NEW, filled_in()).status_code == 404


def test_the_wrong_method_and_a_version_that_is_none(bureau: Client) -> None:
    assert bureau.post(HOME).status_code == 405
    assert bureau.get(f"{HOME}1999-1/").status_code == 404


def test_the_page_needs_few_queries(bureau: Client, django_assert_max_num_queries: object) -> None:
    bureau.get(HOME)
    with django_assert_max_num_queries(20):
        bureau.get(HOME)
