import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.test import Client
from django.urls import reverse

from maklumat.core import audit, outbox
from maklumat.core.models import Message

pytestmark = pytest.mark.django_db
PAGE = "/petugas/pesan/"


@pytest.fixture
def operator(client: Client) -> Client:
    """Signed in as the administrator."""
    user = get_user_model().objects.create_superuser("admin@contoh.example", "x", first_name="Adi")
    client.force_login(user)
    return client


@pytest.fixture
def stuck() -> Message:
    row = outbox.send(
        to="sari@example.org", subject="Dijawab <b>", text="x", about="PGD-2026-000123-8"
    )
    Message.objects.update(state="stuck", attempts=9, last_error="550 no such mailbox")
    row.refresh_from_db()
    return row


def act(client: Client, row: Message, name: str) -> object:
    return client.post(reverse(f"core-staff:message-{name}", args=[row.uid]))


def test_page_is_where_posters_say() -> None:
    assert reverse("core-staff:messages") == PAGE


def test_messages_shows_stuck_first_with_reason_and_masked_address(
    operator: Client, stuck: Message
) -> None:
    outbox.send(to="budi@example.org", subject="Menunggu", text="x", about="waiting-one")
    page = operator.get(PAGE).content.decode()
    assert page.index("PGD-2026-000123-8") < page.index("waiting-one")
    assert "550 no such mailbox" in page
    assert "s•••@example.org" in page
    assert "sari@example.org" not in page
    assert "Dijawab &lt;b&gt;" in page


def test_messages_can_show_only_stuck_ones(operator: Client, stuck: Message) -> None:
    outbox.send(to="budi@example.org", subject="Menunggu", text="x", about="waiting-one")
    assert "waiting-one" not in operator.get(PAGE, {"state": "stuck"}).content.decode()
    assert "waiting-one" in operator.get(PAGE, {"state": "nonsense", "p": "x"}).content.decode()


def test_messages_says_when_all_is_delivered(operator: Client) -> None:
    assert "Semua pesan sudah terkirim." in operator.get(PAGE).content.decode()


def test_messages_asks_few_queries_however_long_the_list(
    operator: Client, django_assert_max_num_queries: object
) -> None:
    for n in range(60):
        outbox.send(to="sari@example.org", subject=f"{n}", text="x", about=f"T-{n}")
    operator.get(PAGE)
    with django_assert_max_num_queries(12):
        page = operator.get(PAGE).content.decode()
    assert page.count("/ulangi/") == 50


def test_retry_lets_the_message_go_out(operator: Client, stuck: Message) -> None:
    assert act(operator, stuck, "retry").status_code == 302
    stuck.refresh_from_db()
    assert (stuck.state, stuck.attempts) == ("waiting", 0)
    assert audit.history(str(stuck.uid)).get().actor == "admin@contoh.example"


def test_give_up_ends_it(operator: Client, stuck: Message) -> None:
    act(operator, stuck, "give-up")
    stuck.refresh_from_db()
    assert stuck.state == "dropped"
    again = operator.post(reverse("core-staff:message-retry", args=[stuck.uid]), follow=True)
    assert "Pesan ini sedang dikirim" in again.content.decode()


@pytest.mark.parametrize("name", ["retry", "give-up"])
def test_settling_needs_a_post_and_a_message(operator: Client, stuck: Message, name: str) -> None:
    address = reverse(f"core-staff:message-{name}", args=[stuck.uid])
    assert operator.get(address).status_code == 405
    assert (
        operator.post(address.replace(str(stuck.uid), "0" * 8 + str(stuck.uid)[8:])).status_code
        == 404
    )


def test_wati_and_citizens_find_nothing(client: Client, stuck: Message, wati: AbstractUser) -> None:
    assert client.get(PAGE).status_code in (302, 404)
    client.force_login(wati)
    assert client.get(PAGE).status_code in (302, 404)
    assert act(client, stuck, "retry").status_code in (302, 404)
    stuck.refresh_from_db()
    assert stuck.state == "stuck"


def test_a_right_opens_the_page_to_others(client: Client, wati: AbstractUser) -> None:
    group = Group.objects.create(name="Operator")
    rights = ["change_message", "access_admin"]
    group.permissions.set(Permission.objects.filter(codename__in=rights))
    wati.groups.add(group)
    client.force_login(wati)
    assert client.get(PAGE).status_code == 200
