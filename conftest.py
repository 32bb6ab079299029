"""What every test may ask for: compiled translations, a browser, and the cast."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import StreamingHttpResponse
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.tests import factories as agency_rows
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories as service_rows
from maklumat.core.translations import compile_catalogues
from tests import database

pytest_plugins = ["tests.browser"]

ROOT = Path(__file__).resolve().parent


def pytest_configure() -> None:
    # A machine that is busy with two databases is no reason to fail.
    hypothesis_settings.register_profile(
        "maklumat", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis_settings.load_profile("maklumat")
    compile_catalogues(ROOT / "maklumat")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run; run on PostgreSQL only what asks a database.

    A rule, a page of prose or a template asks none (pytest-django refuses it to them), so nothing
    is proved by running them twice. Nor by a second walk marked `one_database`: see that mark.
    """
    no_browser = pytest.mark.skip(reason="Chromium is not installed")
    kept = []
    for item in items:
        is_journey = item.get_closest_marker("browser") is not None
        if is_journey and not shutil.which("chromium"):
            item.add_marker(no_browser)
        if is_journey:
            item.add_marker(pytest.mark.django_db(transaction=True), append=False)
        if _belongs_here(item):
            kept.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _belongs_here(item: pytest.Item) -> bool:
    if database.is_sqlite():
        return item.get_closest_marker("postgres") is None
    return _asks_a_database(item)


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_database"):
        return False
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass by what stays until the end: it is a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Begin with a copy of a migrated SQLite file; PostgreSQL is migrated once in any case."""
    if not database.is_sqlite():
        yield
        return
    copy = Path(settings.DATABASES["default"]["TEST"]["NAME"])
    with django_db_blocker.unblock():
        database.copy_migrated(copy)
    yield
    for file in copy.parent.glob(f"{copy.name}*"):  # with what SQLite keeps beside it
        file.unlink()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    return database.is_sqlite()


@pytest.fixture(scope="session")
def django_db_createdb() -> bool:
    return False


@pytest.fixture(autouse=True, scope="session")
def _rows_of_migrations_come_back(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """After a test that commits; Django's way takes a second, and triggers refuse it."""
    with django_db_blocker.unblock():
        database.remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", database.put_back)
        yield


@pytest.fixture(autouse=True, scope="session")
def _mail_goes_into_the_outbox(django_test_environment: None) -> None:
    """As in production; Django's own test set-up would keep it in a list."""
    settings.EMAIL_BACKEND = "maklumat.core.mailbackend.OutboxBackend"


_STREAMS: list[StreamingHttpResponse] = []


@pytest.fixture(autouse=True, scope="session")
def _streams_are_remembered() -> Iterator[None]:
    """Remember what was answered from a file: a server closes it, a test may not even read it."""
    request = Client.request

    def remembering(self: Client, **environ: Any) -> Any:  # Any: Django's own signature
        response = request(self, **environ)
        if response.streaming:
            _STREAMS.append(response)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", remembering)
        yield


@pytest.fixture(autouse=True)
def _streams_are_closed() -> Iterator[None]:
    """At the end of the test that asked; left open, the file is an error in some later test."""
    yield
    while _STREAMS:
        response = _STREAMS.pop()
        if not response.closed:
            response.close()


# --- The cast: the same people in every test --------------------------------------------------


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Forget what an earlier test left in the cache, such as its government."""
    cache.clear()


@pytest.fixture
def government(db: None) -> Government:
    return agency_rows.government()


@pytest.fixture
def agency_a(government: Government) -> Agency:
    """Where Budi and Agus work."""
    row = agency_rows.agency("Dinas Kependudukan", slug="dukcapil", short_name="Dukcapil")
    agency_rows.office_hours(row)
    return row


@pytest.fixture
def agency_b(government: Government) -> Agency:
    """Where Wati works, who must never get into what is agency A's."""
    return agency_rows.agency("Dinas Sosial", slug="dinsos", short_name="Dinsos")


@pytest.fixture
def service_a(agency_a: Agency) -> Service:
    """A live service of agency A with all 14 components."""
    return service_rows.service("Penggantian KTP-el", agency=agency_a, slug="ktp-el-ganti")


@pytest.fixture
def sari(client: Client) -> Client:
    """A citizen: a browser and no account."""
    return client


@pytest.fixture
def budi(agency_a: Agency) -> User:
    """An officer of agency A."""
    return _member("Budi", "officer", agency_a)


@pytest.fixture
def agus(agency_a: Agency) -> User:
    """The head of agency A."""
    return _member("Agus", "head", agency_a)


@pytest.fixture
def wati(agency_b: Agency) -> User:
    """An officer of agency B."""
    return _member("Wati", "officer", agency_b)


@pytest.fixture
def dewi(government: Government) -> User:
    """The organisation bureau."""
    return _member("Dewi", "organiser", None)


def _member(name: str, role: str, agency: Agency | None) -> User:
    user = people.user(name)
    agency_rows.membership(user, role, agency)
    return user
