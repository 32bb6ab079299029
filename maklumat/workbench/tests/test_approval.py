"""What staff do to standards is audited, and told to those whom it concerns."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models.signals import pre_save
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.tests.factories import membership
from maklumat.catalogue import approval
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories
from maklumat.core import audit
from maklumat.core.models import AuditRow, Message
from maklumat.core.tests.pageform import form_fields

pytestmark = pytest.mark.django_db
FORM = "form[data-edit-form]"


@pytest.fixture
def two_steps(government: Government) -> None:
    approval.set_up(government)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, url: str, **changes: str) -> HttpResponse:
    client = signed_in(user)
    fields = form_fields(client.get(url).content.decode(), FORM)
    return client.post(url, fields | changes)


def edit(user: User, service: Service, **changes: str) -> HttpResponse:
    return send(user, reverse("services:edit", args=[service.pk]), **changes)


def decide(user: User, service: Service, action: str, comment: str = "") -> None:
    state = Service.objects.get(pk=service.pk).current_workflow_task_state
    url = reverse("services:workflow_action", args=[service.pk, action, state.pk])
    signed_in(user).post(url, {"comment": comment})


def deeds(target: str) -> list[tuple[str, str]]:
    """Return actions and actors, oldest first."""
    return list(reversed(audit.history(target).values_list("action", "actor")))


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("to", "subject"))


@pytest.mark.usefixtures("two_steps")
def test_a_full_approval_life_is_in_the_audit(
    budi: User, agus: User, dewi: User, service_a: Service
) -> None:
    target = f"service:{service_a.code}"
    before = len(deeds(target))

    edit(budi, service_a, **{"fees-0-note": "Baru", "action-submit": "1"})
    decide(agus, service_a, "reject", "Tulis dasar hukumnya.")
    edit(budi, service_a, **{"fees-0-note": "Lebih baik", "action-submit": "1"})
    decide(agus, service_a, "approve")
    decide(dewi, service_a, "approve")

    assert deeds(target)[before:] == [
        ("catalogue.service_draft_saved", budi.email),
        ("catalogue.service_submitted", budi.email),
        ("catalogue.service_returned", agus.email),
        ("catalogue.service_draft_saved", budi.email),
        ("catalogue.service_resubmitted", budi.email),
        ("catalogue.service_approved", agus.email),
        ("catalogue.service_approved", dewi.email),
        ("catalogue.service_published", dewi.email),
    ]
    returned = AuditRow.objects.get(action="catalogue.service_returned")
    assert '"reason":"Tulis dasar hukumnya."' in returned.details
    assert f'"step":"{approval.HEAD}"' in returned.details
    assert "Lebih baik" not in "".join(AuditRow.objects.values_list("details", flat=True))
    assert list(audit.problems()) == []


@pytest.mark.usefixtures("two_steps")
def test_letters_go_to_those_whom_a_step_concerns(
    budi: User, agus: User, dewi: User, wati: User, service_a: Service
) -> None:
    edit(budi, service_a, **{"fees-0-note": "Baru", "action-submit": "1"})
    decide(agus, service_a, "reject", "Tulis dasar hukumnya.")
    edit(budi, service_a, **{"fees-0-note": "Lebih baik", "action-submit": "1"})
    decide(agus, service_a, "approve")
    decide(dewi, service_a, "approve")

    name = service_a.name
    assert letters() == [
        (agus.email, f"Menunggu persetujuan Anda: {name}"),
        (budi.email, f"Dikembalikan kepada Anda: {name}"),
        (agus.email, f"Menunggu persetujuan Anda: {name}"),
        (dewi.email, f"Menunggu persetujuan Anda: {name}"),
        (budi.email, f"Disetujui: {name}"),
    ]
    asked, returned, *_rest, approved = Message.objects.order_by("pk")
    assert "Yth. Agus," in asked.text
    assert "Budi mengirim standar layanan" in asked.text
    assert reverse("services:edit", args=[service_a.pk]) in asked.text
    assert "Tulis dasar hukumnya." in returned.text
    assert service_a.get_absolute_url() in approved.text
    assert "Dewi menyetujui" in approved.text


@pytest.mark.usefixtures("two_steps")
def test_what_was_mended_is_what_the_head_approves(
    budi: User, agus: User, service_a: Service
) -> None:
    edit(budi, service_a, **{"fees-0-note": "Baru", "action-submit": "1"})
    decide(agus, service_a, "reject", "Tulis dasar hukumnya.")
    edit(budi, service_a, **{"fees-0-note": "Lebih baik", "action-submit": "1"})

    state = Service.objects.get(pk=service_a.pk).current_workflow_task_state
    assert state.revision.as_object().fees.first().note == "Lebih baik"


@pytest.mark.usefixtures("two_steps")
def test_who_wants_no_letters_gets_none(budi: User, agus: User, service_a: Service) -> None:
    UserProfile.objects.create(user=agus, submitted_notifications=False)

    edit(budi, service_a, **{"fees-0-note": "Baru", "action-submit": "1"})

    assert letters() == []


def test_a_head_above_is_told_too(
    budi: User, two_steps: None, agency_a: Agency, service_a: Service
) -> None:
    above = people.user("Citra")
    membership(above, "head", agency_a)

    edit(budi, service_a, **{"fees-0-note": "Baru", "action-submit": "1"})

    assert [to for to, _subject in letters()] == [above.email]


def test_saving_one_draft_again_and_again_is_one_row(budi: User, service_a: Service) -> None:
    edit(budi, service_a, **{"fees-0-note": "Satu"})
    draft = Service.objects.get(pk=service_a.pk).latest_revision_id
    edit(budi, service_a, **{"fees-0-note": "Dua", "overwrite_revision_id": str(draft)})

    rows = audit.history(f"service:{service_a.code}")
    assert rows.filter(action="catalogue.service_draft_saved").count() == 1


def test_lock_publish_later_and_take_down_are_in_the_audit(dewi: User, service_a: Service) -> None:
    client, key = signed_in(dewi), [service_a.pk]
    client.post(reverse("services:lock", args=key))
    client.post(reverse("services:unlock", args=key))
    Service.objects.get(pk=service_a.pk).get_latest_revision().publish(user=dewi)
    client.post(reverse("services:unpublish", args=key))

    actions = [action for action, _actor in deeds(f"service:{service_a.code}")]
    assert actions[-4:] == [
        "catalogue.service_locked",
        "catalogue.service_unlocked",
        "catalogue.service_published",
        "catalogue.service_unpublished",
    ]


def test_what_the_clock_publishes_is_the_systems_deed(service_a: Service) -> None:
    draft = Service.objects.get(pk=service_a.pk)
    draft.go_live_at = now() + timedelta(days=1)
    draft.save_revision().publish()
    later = Service.objects.get(pk=service_a.pk).scheduled_revision
    later.approved_go_live_at = now() - timedelta(hours=1)
    later.content |= {"go_live_at": later.approved_go_live_at.isoformat()}
    later.save()
    call_command("publish_scheduled", verbosity=0)

    rows = deeds(f"service:{service_a.code}")
    assert rows[-2:] == [
        ("catalogue.service_scheduled", "system"),
        ("catalogue.service_published", "system"),
    ]


def test_registers_and_places_are_in_the_audit(dewi: User, service_a: Service) -> None:
    law = factories.legal_document("UU 24/2013")
    place = factories.offering(service_a, service_a.agency)
    term = factories.term()
    for name, row in (("legal", law), ("offerings", place), ("terms", term)):
        send(dewi, reverse(f"{name}:edit", args=[row.pk]))

    assert deeds(f"legal_document:{law.pk}") == [("catalogue.legal_document_changed", dewi.email)]
    assert deeds(f"term:{term.pk}") == [("catalogue.term_changed", dewi.email)]
    row = audit.history(f"service:{service_a.code}").first()
    assert (row.action, row.details) == ("catalogue.offering_changed", '{"unit":"dukcapil"}')


def test_a_change_whose_audit_fails_is_undone(dewi: User, service_a: Service) -> None:
    def refuse(**_news: object) -> None:
        raise RuntimeError("the audit can't be written")

    pre_save.connect(refuse, AuditRow)
    try:
        with pytest.raises(RuntimeError):
            signed_in(dewi).post(reverse("services:lock", args=[service_a.pk]))
    finally:
        pre_save.disconnect(refuse, AuditRow)

    assert not Service.objects.get(pk=service_a.pk).locked
    assert not ModelLogEntry.objects.filter(action="wagtail.lock").exists()
