"""A channel that an app brings takes messages only while it is set up."""

from dataclasses import dataclass, field

import pytest

from maklumat.core import delivery, outbox
from maklumat.core.models import Message, MessageState

pytestmark = pytest.mark.django_db


@dataclass
class Pigeons:
    """A way that can be set up, and whose recipients can be gone."""

    ready: bool = True
    gone: bool = False
    carried: list[str] = field(default_factory=list)

    def is_ready(self) -> bool:
        return self.ready

    def carry(self, message: Message) -> None:
        if self.gone:
            raise delivery.Gone("nobody lives there")
        self.carried.append(message.text)


@pytest.fixture
def pigeons(monkeypatch: pytest.MonkeyPatch) -> Pigeons:
    monkeypatch.setattr(delivery, "_WAYS", {})
    loft = Pigeons()
    delivery.offer("pigeon", delivery.Way(loft.is_ready, loft.carry))
    return loft


def send() -> Message:
    return outbox.send(to="1", subject="", text="News", channel="pigeon", about="X")


def test_an_app_carries_what_its_channel_takes(pigeons: Pigeons) -> None:
    send()

    assert outbox.Courier().deliver() == 1
    assert pigeons.carried == ["News"]
    assert Message.objects.get().state == MessageState.SENT


def test_a_channel_that_is_not_set_up_takes_nothing(pigeons: Pigeons) -> None:
    pigeons.ready = False

    assert "pigeon" not in delivery.channels()
    with pytest.raises(ValueError, match="pigeon"):
        send()


def test_a_recipient_who_is_gone_worries_no_operator(pigeons: Pigeons) -> None:
    pigeons.gone = True
    send()
    outbox.Courier().deliver()

    assert Message.objects.get().state == MessageState.DROPPED
    assert not outbox.undelivered().exists()
