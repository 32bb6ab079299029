import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.db import transaction

from maklumat.core.models import Message
from maklumat.core.outbox import no_letters

pytestmark = pytest.mark.django_db


def test_mail_becomes_a_row_for_each_recipient() -> None:
    send_mail("Subjek", "Isi", None, ["a@example.org", "b@example.org"], html_message="<p>Isi</p>")

    rows = Message.objects.order_by("to").values_list("to", "subject", "text", "html")
    assert list(rows) == [
        ("a@example.org", "Subjek", "Isi", "<p>Isi</p>"),
        ("b@example.org", "Subjek", "Isi", "<p>Isi</p>"),
    ]
    assert not mail.outbox


def test_mail_of_a_change_that_failed_is_never_sent() -> None:
    with transaction.atomic():
        send_mail("Subjek", "Isi", None, ["a@example.org"])
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_an_attachment_is_refused() -> None:
    letter = EmailMessage("Subjek", "Isi", None, ["a@example.org"])
    letter.attach("a.txt", "x", "text/plain")

    with pytest.raises(ValueError, match="no attachments"):
        letter.send()


def test_a_bulk_load_writes_no_letters() -> None:
    with no_letters():
        send_mail("Subjek", "Isi", None, ["a@example.org"])

    assert not Message.objects.exists()
