"""People who mean harm: the officer of the next agency, signs that break queries, moved services."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.models import AuditRow
from maklumat.surveys.actions import following, paper, tallying
from maklumat.surveys.actions.following import Plan
from maklumat.surveys.models import (
    FollowUp,
    PaperEntry,
    Point,
    Report,
    ReportPublication,
    Response,
    Served,
    SurveyImport,
    Suspicion,
    Tally,
    Ticket,
    Wording,
)
from maklumat.surveys.tests import factories as make
from maklumat.surveys.tests.reporting import begun
from maklumat.surveys.tests.sums import everything

pytestmark = pytest.mark.django_db
KEPT = (
    FollowUp, PaperEntry, Point, Report, ReportPublication, Response, Served, SurveyImport,
    Suspicion, Ticket, Wording,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _survey(service_a: Service) -> None:
    make.version()


def url(name: str, *args: object) -> str:
    return reverse(f"surveys-staff:{name}", args=args)


# --- The next agency ------------------------------------------------------------------------------


def test_the_next_agency_changes_nothing_by_any_form(
    client: Client, service_a: Service, agency_a: Agency, budi: User, agus: User, wati: User
) -> None:
    report = begun(service_a, budi)
    line = following.plan(
        report=report, by=budi, at=make.AT,
        line=Plan("waktu", "Loket kedua", "Kepala bidang", make.DAY + timedelta(days=30)),
    )  # fmt: skip
    note = ReportPublication.objects.create(
        report=report, medium="website", name="dukcapil.example", day=make.DAY, noted_by="Budi"
    )
    suspicion = make.suspicion(service_a)
    held = make.response(service_a, suspicion=suspicion, text="Loket dua.")
    entered = paper.enter(
        answers=make.answers(service_a), by=budi, today=make.DAY, at=make.AT
    ).response
    point = make.point(service_a)
    run = SurveyImport.objects.create(
        uid=uuid4(), owner=budi, service=service_a, unit=agency_a, agency=agency_a, name="a.csv",
        digest="x", rows=[["waktu"], ["4"]], total=1, made_at=make.AT,
    )  # fmt: skip
    a, s = agency_a.slug, service_a.slug
    marks = dict.fromkeys(make.skm().keys, "4")
    tries = [
        (url("entry-sheet", a, s), {**marks, "unit": agency_a.pk, "day": "2026-11-01"}),
        (url("entry-print", a, s), {"count": 5}),
        (url("entry-take-back", a, s, entered.entry.pk), {}),
        (url("imports"), {"opd": a, "place": f"{service_a.pk}.{agency_a.pk}"}),
        (url("imports"), {"place": f"{service_a.pk}.{agency_a.pk}"}),
        (url("import", run.uid), {"yes": "1", "order": "law"}),
        (url("import-drop", run.uid), {}),
        (url("points"), {"opd": a, "use": "survey", "name": "X"}),
        (url("points"), {"use": "survey", "name": "X", "service": service_a.pk}),
        (url("point", point.pk), {"use": "rating", "name": "X"}),
        (url("point-switch", point.pk), {"on": "0"}),
        (url("served"), {"opd": a, f"p{service_a.pk}-202611": "1"}),
        (url("wordings"), {"opd": a, "waktu": "Beri 4"}),
        (url("wordings") + f"?layanan={s}", {"waktu": "Beri 4"}),
        (url("report-begin"), {"agency": agency_a.pk, "periode": "2026-s1"}),
        *((url(f"report-{name}", report.pk), {"reason": "x" * 30, "why": "x" * 30})
          for name in ("texts", "renew", "discard", "publish", "withdraw", "publication")),
        (url("report-publication-drop", report.pk, note.pk), {}),
        (url("follow-up-new", report.pk), {"element": "waktu", "action": "x", "person": "y"}),
        *((url(name, line.pk), {"state": "dropped", "note": "x"})
          for name in ("follow-up", "follow-up-change", "follow-up-remove")),
        (url("suspicion", suspicion.pk), {"decision": "count", "why": "x", "which": "all"}),
        (url("tickets"), {"service": service_a.pk, "count": 5}),
        (url("settings"), {"period": "month"}),
        (url("redact", held.pk), {}),
    ]  # fmt: skip
    before = [list(model.objects.order_by("pk").values()) for model in KEPT]
    audit = AuditRow.objects.count()
    client.force_login(wati)

    answers = {address: client.post(address, data).status_code for address, data in tries}

    assert set(answers.values()) <= {404, 422}, answers
    assert [list(model.objects.order_by("pk").values()) for model in KEPT] == before
    assert AuditRow.objects.count() == audit


def test_the_own_agency_does_not_decide_on_itself(
    client: Client, service_a: Service, agus: User
) -> None:
    suspicion = make.suspicion(service_a)
    make.response(service_a, suspicion=suspicion)
    client.force_login(agus)
    sent = {"decision": "count", "why": "x", "which": "all"}
    assert client.post(url("suspicion", suspicion.pk), sent).status_code == 404
    assert Response.objects.get().state == "held"


# --- Signs that break queries ---------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "9" * 400, "{{", "%s", "../"])
def test_no_address_of_ours_breaks(
    client: Client, service_a: Service, dewi: User, sign: str
) -> None:
    answer = reverse("surveys:answer", args=[service_a.agency.slug, service_a.slug])
    point = make.point(service_a, "rating")
    public = [
        (reverse("surveys:index"), "q"), (answer, "titik"), (answer, "unit"), (answer, "kode"),
        (f"{answer}terima-kasih/", "titik"), (f"{answer}hasil/", "periode"),
        (reverse("surveys:point", args=[point.code]), "alasan"),
    ]  # fmt: skip
    staff = [
        *((url("overview"), name) for name in ("periode", "survei", "urut", "dari")),
        *((url("rows"), name) for name in ("opd", "layanan", "sesudah", "status")),
        *((url("texts"), name) for name in ("opd", "kata", "unsur", "sesudah")),
        (url("rows") + "?opd=dukcapil", "layanan"),
        (url("suspicions"), "p"), (url("tickets"), "layanan"), (url("reports"), "periode"),
        (url("follow-ups"), "opd"), (url("served"), "opd"), (url("wordings"), "layanan"),
    ]  # fmt: skip
    for address, name in public:
        assert Client().get(address, {name: sign}).status_code < 500, (address, name)
    client.force_login(dewi)
    for address, name in staff:
        assert client.get(address, {name: sign}).status_code < 500, (address, name)


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "9" * 5000, "-1", "1e9", "NaN"])
def test_no_field_of_a_questionnaire_breaks(client: Client, service_a: Service, sign: str) -> None:
    address = reverse("surveys:answer", args=[service_a.agency.slug, service_a.slug])
    good = {f"skm-{key}": "3" for key in make.skm().keys}
    for name in ("uid", "point", "channel", "ago", "seconds", "sex", "age", "text", "code", "unit"):
        sent = {**good, name: sign.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
        for accept in ("text/html", "application/json"):
            answer = client.post(address, sent, headers={"Accept": accept})
            assert answer.status_code < 500, (name, accept)
    broken = client.post(address, json.dumps([]), content_type="application/json")
    assert broken.status_code == 422


# --- The sums -------------------------------------------------------------------------------------


def test_sums_are_counted_anew_though_a_service_changed_its_agency(
    service_a: Service, agency_b: Agency, agency_a: Agency
) -> None:
    make.response(service_a, 4)
    Service.objects.filter(pk=service_a.pk).update(agency=agency_b)
    service_a.agency = agency_b
    make.response(service_a, 2, unit=agency_a)
    said = everything()[1]

    tallying.recount()

    assert everything()[1] == said
    assert [(row.agency, row.n) for row in Tally.objects.all()] == [(agency_b, 2)]
