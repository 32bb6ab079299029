"""What is kept too long goes; keys are changed; merged agencies hand over; the demo has a year."""

from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government, Region
from maklumat.agencies.signals import agency_closing, agency_merged
from maklumat.catalogue.models import Service
from maklumat.catalogue.signals import served
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow, Message, StoredFile
from maklumat.core.uploads import Accepted
from maklumat.eforms import sealing, standing
from maklumat.eforms.actions import keeping, submitting
from maklumat.eforms.actions.submitting import Filled, Said
from maklumat.eforms.demo import loading
from maklumat.eforms.handling import Move, Status
from maklumat.eforms.models import ServiceForm, Submission, SubmissionEvent
from maklumat.eforms.queries import inbox
from maklumat.eforms.queries import submissions as queries
from maklumat.eforms.queries.forms import offered_form
from maklumat.eforms.tests import factories as make

NEW_KEY = "bmV3LWtleS1uZXcta2V5LW5ldy1rZXktbmV3LWtleSE="
ANSWERS = {
    "data": {"nama": "Sari Wulandari", "nik": "3204114505900001", "alasan": "rusak"},
    "keluarga": [{"nama": "Budi"}],
}


@pytest.fixture
def form(service_a: Service, government: Government) -> ServiceForm:
    Region.objects.get_or_create(
        code="32", defaults={"level": "province", "name": "Jawa Barat", "full_name": "Jawa Barat"}
    )
    return make.form(service_a, takes_submissions=True)


def finished(by: User, days_ago: int = 0) -> Submission:
    at = now() - timedelta(days=days_ago)
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", at)
    filled = Filled(offered, ANSWERS, uuid4(), "sari@contoh.example")
    row = submitting.submit(filled=filled, at=at).submission
    file = Accepted("kk.png", "image/png", b"piksel", 1, 1)
    said = Said("Ini hasilnya", files=[file])
    submitting.take(submission=row, move=Move.FINISH, by=by, at=at, said=said)
    return row


def told(*words: str) -> str:
    out = StringIO()
    call_command("eforms", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_what_is_over_its_time_is_emptied(form: ServiceForm, budi: User) -> None:
    old, young = finished(budi, 400), finished(budi, 300)
    assert told("retain", "--dry-run") == "1 submission would be emptied\n"
    assert told("retain") == "1 submission emptied\n"
    old.refresh_from_db()
    assert (old.sealed, old.files.count(), old.status) == ("", 0, Status.DONE)
    assert old.took == 1
    assert [one.text for one in queries.story(old)] == ["", ""]
    assert not StoredFile.objects.filter(about__contains=old.number).exists()
    assert not Message.objects.filter(about=old.number).exclude(to="").exists()
    assert queries.answers_of(young) == ANSWERS
    assert AuditRow.objects.filter(action="eforms.emptied").count() == 1
    assert told("retain") == "0 submissions emptied\n"


def test_everything_is_sealed_under_the_newest_key(form: ServiceForm, budi: User, settings) -> None:
    row = finished(budi)
    old_keys = settings.FORM_KEYS
    settings.FORM_KEYS = [NEW_KEY, *old_keys]
    assert told("rekey", "--dry-run").startswith("2 texts")
    assert told("rekey").startswith("2 texts")
    assert told("rekey").startswith("0 texts"), "cut off, it goes on where it stopped"
    settings.FORM_KEYS = [NEW_KEY]
    row.refresh_from_db()
    assert queries.answers_of(row) == ANSWERS
    assert all(sealing.is_newest(one.sealed) for one in SubmissionEvent.objects.exclude(sealed=""))
    settings.FORM_KEYS = old_keys
    with pytest.raises(CommandError, match="FORM_KEYS"):
        told("rekey")
    settings.FORM_KEYS = []
    with pytest.raises(CommandError, match="FORM_KEYS"):
        told("rekey", "--dry-run")


def test_a_merged_agency_hands_everything_over(
    form: ServiceForm, budi: User, agus: User, agency_a: Agency, agency_b: Agency
) -> None:
    row = finished(budi)
    from_b = ServiceForm.objects.create(agency=agency_b, code=form.code, title="Sudah ada")
    agency_merged.send(
        sender=Agency, predecessor=agency_a, successor=agency_b, actor=agus, at=now()
    )
    form.refresh_from_db()
    row.refresh_from_db()
    assert (form.agency, form.code) == (agency_b, "ktp-hilang-dukcapil")
    assert row.agency == agency_b
    from_b.refresh_from_db()
    assert from_b.code == "ktp-hilang"


def test_an_agency_is_not_closed_over_open_forms(
    form: ServiceForm, budi: User, agency_a: Agency
) -> None:
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", now())
    submitting.submit(filled=Filled(offered, ANSWERS, uuid4()), at=now())
    with pytest.raises(RuleBroken, match="formulir"):
        agency_closing.send(sender=Agency, agency=agency_a, actor=budi, at=now())


def test_who_got_the_result_is_told_as_served(form: ServiceForm, budi: User) -> None:
    heard = []

    def listen(sender: type, service: Service, unit: Agency, day: date, **_more: object) -> None:
        heard.append((service, unit, day))

    served.connect(listen)
    row = finished(budi, 1)
    served.disconnect(listen)
    assert [(service, unit) for service, unit, _day in heard] == [(row.service, row.agency)]


def test_a_card_tells_the_usual_time_from_twenty_on(
    form: ServiceForm, budi: User, service_a: Service, django_assert_num_queries
) -> None:
    first = finished(budi)
    for place in range(19):
        standing.keep(at=now())
        assert standing.card_line(service_a) is None, place
        copy = Submission.objects.get(pk=first.pk)
        copy.pk, copy.client_uid, copy.number = None, uuid4(), f"FRM-2026-{place:06}-0"
        copy.took = 3
        copy.save()
    standing.keep(at=now())
    with django_assert_num_queries(0):
        line = standing.card_line(service_a)
    assert line is not None
    assert "3 hari kerja" in line.text
    cache.clear()
    assert standing.card_line(service_a) is None


def test_the_staff_home_counts_what_waits(form: ServiceForm, budi: User, wati: User) -> None:
    offered = offered_form("dukcapil", "ktp-el-ganti", "ktp-hilang", now())
    submitting.submit(filled=Filled(offered, ANSWERS, uuid4()), at=now())
    assert inbox.waiting(budi).unassigned == 1
    assert inbox.waiting(wati).unassigned == 0


def test_the_demo_hands_in_through_the_real_steps(form: ServiceForm, budi: User) -> None:
    ServiceForm.objects.update(taken_from="ktp-ganti")
    at = now()
    assert loading.hand_in(at=at, count=30) == 30
    rows = Submission.objects.all()
    assert {row.status for row in rows} >= {"done", "received"}
    assert not Message.objects.exists()
    assert all(row.received_at <= at for row in rows)
    assert loading.hand_in(at=at) == 0
    assert keeping.retain(at=at) == 0
