"""Routing: which rule catches what, what it then does, and what was learned."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints import learning
from maklumat.complaints.actions import routing as actions
from maklumat.complaints.models import Complaint, Event, RoutingRule
from maklumat.complaints.queries import routing as queries
from maklumat.complaints.routing import Condition, Rule, Told, caught
from maklumat.complaints.tests import factories as make
from maklumat.core.tests.pageform import form_fields

LAMP = Rule(1, "Lampu", lines=("lampu jalan", "pju"))
QUEUE = Rule(2, "Antrean", category=frozenset({"prosedur-antrean"}), lines=("mengantre*",))


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (Told("Lampu di jalan kami mati"), LAMP),
        (Told("PJU padam sejak Senin"), LAMP),
        (Told("Lampu kantor mati"), None),
        (Told("Kami mengantrekan berkas", category="prosedur-antrean"), QUEUE),
        (Told("Kami mengantrekan berkas"), None),
        (Told("Kami menunggu", category="prosedur-antrean"), None),
        (Told(""), None),
        (Told("\x00 ‮ 😀 " * 200), None),
    ],
)
def test_a_rule_asks_for_all_its_conditions_and_one_of_its_lines(
    told: Told, rule: Rule | None
) -> None:
    found = caught([LAMP, QUEUE], told)

    assert (found and found.rule) == rule


def test_the_first_fitting_rule_acts() -> None:
    second = Rule(3, "Juga lampu", lines=("lampu",))

    assert caught([LAMP, second], Told("Lampu jalan mati")).rule == LAMP
    assert caught([second, LAMP], Told("Lampu jalan mati")).rule == second


def test_an_agency_covers_those_below_it() -> None:
    rule = Rule(4, "Dinas", agency="/1/")

    assert caught([rule], Told("x", agency="/1/7/")).because == [(Condition.AGENCY, "/1/7/")]
    assert caught([rule], Told("x", agency="/12/")) is None


def test_a_rule_without_a_condition_catches_nothing() -> None:
    assert caught([Rule(5, "Kosong")], Told("apa saja")) is None


# --- On rows ------------------------------------------------------------------------------------


def rule_to(agency: Agency, **fields: object) -> RoutingRule:
    make.terms()
    row = RoutingRule.objects.create(
        **{"name": "Lampu jalan", "words": "lampu jalan", "to": agency, **fields}
    )
    cache.clear()
    return row


def test_a_rule_proposes_where_the_person_named_nobody(agency_a: Agency, agency_b: Agency) -> None:
    rule = rule_to(agency_b)

    case = make.complaint("Lampu jalan mati sejak Senin.")
    named = make.complaint("Lampu jalan mati sejak Senin.", agency=agency_a)

    assert (case.agency, case.rule, case.status) == (agency_b, rule, "received")
    assert (named.agency, named.rule) == (agency_a, rule)
    logged = Event.objects.get(complaint=case, kind="routed")
    assert (logged.text, logged.open) == ("Lampu jalan", False)


def test_a_rule_passes_on_at_once_where_it_says_so(agency_b: Agency) -> None:
    rule_to(agency_b, dispose=True)

    case = make.complaint("Lampu jalan mati sejak Senin.")

    case.refresh_from_db()
    assert (case.agency, case.status, case.due_clock) == (agency_b, "disposed", "first_answer")


def test_no_rule_touches_what_is_for_the_inspectorate(agency_b: Agency) -> None:
    rule_to(agency_b, dispose=True)

    case = make.complaint("Lampu jalan dijual petugas.", category=make.category("penyalahgunaan"))

    assert (case.rule, case.agency) == (None, None)


# --- The pages ----------------------------------------------------------------------------------


@pytest.fixture
def desk(client: Client, dewi: User) -> Client:
    client.force_login(dewi)
    return client


def test_the_organiser_writes_orders_and_deletes_rules(desk: Client, agency_b: Agency) -> None:
    first = rule_to(agency_b, position=1)
    page = desk.get("/petugas/pengaduan/aturan/baru/").content.decode()
    form = form_fields(page, ".routing form")
    form |= {"name": "Kartu sehat", "words": "kartu sehat", "to": str(agency_b.pk)}

    assert desk.post("/petugas/pengaduan/aturan/baru/", form).status_code == 302

    second = RoutingRule.objects.get(name="Kartu sehat")
    desk.post(f"/petugas/pengaduan/aturan/{second.pk}/urutan/", {"to": "up"})
    assert list(RoutingRule.objects.all()) == [second, first]
    desk.post(f"/petugas/pengaduan/aturan/{first.pk}/hapus/")
    assert list(RoutingRule.objects.all()) == [second]


def test_a_rule_without_condition_is_refused(desk: Client, agency_b: Agency) -> None:
    answer = desk.post(
        "/petugas/pengaduan/aturan/baru/", {"name": "Semua", "to": agency_b.pk, "active": "on"}
    )

    assert answer.status_code == 422
    assert "paling sedikit satu syarat" in answer.content.decode()
    assert not RoutingRule.objects.exists()


def test_the_box_says_which_rule_catches_a_text_and_keeps_nothing(
    desk: Client, agency_b: Agency
) -> None:
    rule_to(agency_b)

    answer = desk.post("/petugas/pengaduan/aturan/", {"text": "Lampu jalan padam"})

    assert "“Lampu jalan” menangkapnya" in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("who", ["budi", "agus", "wati"])
def test_routing_is_the_organisers_alone(
    client: Client, who: str, agency_b: Agency, request: pytest.FixtureRequest
) -> None:
    rule = rule_to(agency_b)
    client.force_login(request.getfixturevalue(who))

    for address in ("", "baru/", f"{rule.pk}/"):
        assert client.get(f"/petugas/pengaduan/aturan/{address}").status_code == 404
    assert client.post(f"/petugas/pengaduan/aturan/{rule.pk}/hapus/").status_code == 404
    assert RoutingRule.objects.exists()


def test_the_lines_of_a_rule_stand_apart(desk: Client, agency_b: Agency) -> None:
    rule_to(agency_b, words="lampu jalan\r\n\r\npju ")

    page = desk.get("/petugas/pengaduan/aturan/").content.decode()

    assert "“lampu jalan” / “pju”" in page


def test_asking_with_the_wrong_method_is_refused(desk: Client, agency_b: Agency) -> None:
    rule = rule_to(agency_b)

    assert desk.get(f"/petugas/pengaduan/aturan/{rule.pk}/hapus/").status_code == 405


def test_the_list_costs_the_same_for_many_rules(
    desk: Client, agency_b: Agency, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(30):
        rule_to(agency_b, name=f"Aturan {number}")
    desk.get("/petugas/pengaduan/aturan/")

    with django_assert_max_num_queries(20):
        desk.get("/petugas/pengaduan/aturan/")


# --- Learning -----------------------------------------------------------------------------------

LAMPS = [f"Lampu jalan di {place} mati dan gelap" for place in ("Melati", "Mawar", "Kota")] * 10
CARDS = [f"KTP saya belum dicetak di {place}" for place in ("loket", "kantor", "dinas")] * 10


def test_it_learns_and_stays_silent_where_it_does_not_know() -> None:
    found = learning.learn([("1", text) for text in LAMPS] + [("2", text) for text in CARDS])

    assert found is not None
    assert found.precision >= learning.RIGHT_OFTEN
    assert found.knowledge.sure_guess("Lampu jalan di Kenanga mati dan gelap") == "1"
    assert found.knowledge.sure_guess("KTP saya belum dicetak di kelurahan") == "2"
    assert found.knowledge.sure_guess("zzz qqq") == ""


def test_noise_teaches_nothing() -> None:
    samples = [(str(at % 2), "laporan yang sama persis isinya") for at in range(80)]

    assert learning.learn(samples) is None


def test_too_few_reports_teach_nothing() -> None:
    assert learning.learn([("1", LAMPS[0])] * 10) is None


def test_what_was_learned_proposes_and_names_nobody(
    agency_a: Agency, agency_b: Agency, budi: User
) -> None:
    for number, text in enumerate(LAMPS[:21]):
        make.answered(agency_a, budi, text=f"{text}. Saya Sari{number} Wulandari{number}.")
    for text in CARDS[:21]:
        make.disposed(agency_b, text=text)
    Complaint.objects.filter(agency=agency_b).update(answered_at=make.AT)

    row = actions.learn(actor="dewi", at=make.AT)
    cache.clear()

    assert queries.learned_agency("Lampu jalan di Kenanga mati dan gelap") == agency_a
    assert not [word for word in row.rarity if word.startswith(("sari", "wulandari"))]


def test_who_files_is_offered_where_such_reports_went(
    client: Client, agency_a: Agency, agency_b: Agency, budi: User
) -> None:
    for text in LAMPS[:21]:
        make.answered(agency_a, budi, text=text)
    for text in CARDS[:21]:
        make.disposed(agency_b, text=text)
    Complaint.objects.filter(agency=agency_b).update(answered_at=make.AT)
    actions.learn(actor="dewi", at=make.AT)
    cache.clear()

    first = form_fields(client.get("/pengaduan/baru/").content.decode(), "form[data-filing-form]")
    said = {**first, "text": "Lampu jalan di Kenanga mati dan gelap.", "go": "next"}
    page = client.post("/pengaduan/baru/", said).content.decode()

    assert f'value="{agency_a.slug}"' in page


def test_who_passes_on_finds_the_proposal_chosen(
    desk: Client, agency_a: Agency, agency_b: Agency, budi: User
) -> None:
    for text in LAMPS[:21]:
        make.answered(agency_a, budi, text=text)
    for text in CARDS[:21]:
        make.disposed(agency_b, text=text)
    Complaint.objects.filter(agency=agency_b).update(answered_at=make.AT)
    actions.learn(actor="dewi", at=make.AT)
    cache.clear()
    case = make.complaint("Lampu jalan di Kenanga mati dan gelap.")

    page = desk.get(f"/petugas/pengaduan/{case.number}/").content.decode()

    assert "Laporan serupa sebelumnya ditangani instansi ini." in page
    assert f'<option value="{agency_a.pk}" selected>' in page
