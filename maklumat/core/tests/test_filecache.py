"""The cache in files: shared by processes, counting under a lock, never too many files."""

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from maklumat.core.filecache import FileCache


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(str(tmp_path / "cache"), {"OPTIONS": {"MAX_ENTRIES": 2560}})


def test_keeps_touches_and_forgets(cache: FileCache) -> None:
    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", None)
    assert cache.get("a", "nothing") is None
    assert cache.has_key("a")
    assert not cache.add("a", 2)
    assert cache.touch("a", 100)
    assert cache.delete("a")
    assert not cache.delete("a")
    assert not cache.touch("a")
    assert cache.add("a", 2)
    cache.clear()
    assert not cache.has_key("a")


def test_an_entry_expires(cache: FileCache) -> None:
    cache.set("a", 1, timeout=60)
    assert cache.get("a") == 1
    cache.set("a", 1, timeout=0.05)
    time.sleep(0.06)
    assert cache.get("a") is None
    assert cache.add("a", 2)


def test_a_damaged_file_is_a_missing_one(cache: FileCache, tmp_path: Path) -> None:
    cache.set("a", 1)
    for content in (b"", b"\x80\x05", b"not a pickle", b"\x80\x05K\x01."):
        next((tmp_path / "cache").glob("??/*.cache")).write_bytes(content)
        assert cache.get("a") is None


def test_counts_of_many_threads_are_all_kept(cache: FileCache) -> None:
    cache.set("n", 0)
    threads = [Thread(target=lambda: [cache.incr("n") for _ in range(50)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get("n") == 200
    with pytest.raises(ValueError, match="not found"):
        cache.incr("other")


def test_counts_of_two_processes_are_all_kept(cache: FileCache, tmp_path: Path) -> None:
    cache.set("n", 0)
    code = (
        "from maklumat.core.filecache import FileCache\n"
        f"cache = FileCache({str(tmp_path / 'cache')!r}, {{}})\n"
        "for _ in range(300): cache.incr('n')\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]  # noqa: S603
    assert [process.wait(30) for process in processes] == [0, 0]
    assert cache.get("n") == 600


def test_tidying_keeps_the_youngest_and_drops_what_expired(tmp_path: Path) -> None:
    cache = FileCache(str(tmp_path / "cache"), {"OPTIONS": {"MAX_ENTRIES": 512}})
    for number in range(3000):
        cache.set(str(number), number, timeout=-1 if number == 2998 else 300)
    cache.tidy()
    assert len(list((tmp_path / "cache").glob("??/*.cache"))) <= 512
    assert cache.get("2999") == 2999
    assert cache.get("2998") is None


def test_writing_alone_keeps_the_number_of_files_in_bounds(tmp_path: Path) -> None:
    cache = FileCache(str(tmp_path / "cache"), {"OPTIONS": {"MAX_ENTRIES": 256}})
    for number in range(6000):
        cache.set(str(number), number)
    assert len(list((tmp_path / "cache").glob("??/*.cache"))) < 5000
