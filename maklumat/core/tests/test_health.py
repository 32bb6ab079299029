"""Alive, and ready: what /readyz says when a part fails."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries, Settings

from maklumat.core import outbox
from maklumat.core.models import Message, WorkerBeat

pytestmark = [pytest.mark.urls("maklumat.core.tests.web")]


@pytest.fixture
def running(db: None, settings: Settings, tmp_path: Path) -> None:
    """A worker that beat a moment ago, and a folder for uploads."""
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    WorkerBeat.objects.create(name="w", started_at=now(), beat_at=now())


def late_message(by: timedelta, state: str = "waiting") -> None:
    outbox.send(to="sari@example.org", subject="s", text="t", about="PGD-1")
    Message.objects.update(next_at=now() - by, state=state)


def test_alive_asks_nobody(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.json() == {"status": "alive"}
    assert "no-store" in response["Cache-Control"]
    assert client.post("/healthz").status_code == 405


def test_ready_when_all_parts_are_well(client: Client, running: None) -> None:
    late_message(timedelta(minutes=5))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert set(response.json()["checks"]) == {"database", "worker", "outbox", "storage", "cache"}
    assert response.json()["checks"]["outbox"]["waiting"] == 1
    assert "sari" not in response.content.decode()


def failing(client: Client) -> list[str]:
    response = client.get("/readyz")
    assert response.status_code == 503
    return list(response.json()["failing"])


def test_a_silent_worker_is_named(client: Client, running: None) -> None:
    WorkerBeat.objects.update(beat_at=now() - timedelta(minutes=2))
    assert failing(client) == ["worker"]
    WorkerBeat.objects.all().delete()
    assert failing(client) == ["worker"]


def test_overdue_messages_are_named_but_waiting_ones_are_not(client: Client, running: None) -> None:
    late_message(timedelta(minutes=11))
    assert failing(client) == ["outbox"]
    Message.objects.update(created_at=now() - timedelta(days=1), next_at=now() + timedelta(hours=1))
    assert client.get("/readyz").status_code == 200


def test_storage_that_cannot_be_written_is_named(
    client: Client, running: None, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = str(tmp_path / "file" / "uploads")
    assert failing(client) == ["storage"]


def test_a_cache_out_of_reach_is_named(client: Client, running: None, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "maklumat.core.rediscache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert failing(client) == ["cache"]
