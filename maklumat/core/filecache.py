"""The cache that all processes of one machine share when there is no Valkey or Redis.

Django's own file cache lists its whole folder at each write, may lose a count when two processes
add at once, and compresses what is compressed already. This one spreads files over 256 folders and
tidies only the folder it writes to, now and then; it counts under a lock.
"""

import os
import pickle
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.files import locks

_TIDY_EVERY = 16  # writes, on average
_MISSING = object()


class FileCache(BaseCache):
    """A Django cache: `LOCATION` is a folder, `MAX_ENTRIES` bounds the number of files."""

    def __init__(self, folder: str, params: dict[str, Any]) -> None:  # Any: Django's signature
        super().__init__(params)
        self._folder = folder

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = _read(self._file(key, version))
        return default if found is _MISSING else found

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        self._write(self._file(key, version), value, self.get_backend_timeout(timeout))

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        file = self._file(key, version)
        with _lock(file):
            if _read(file) is not _MISSING:
                return False
            self._write(file, value, self.get_backend_timeout(timeout))
            return True

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number, keeping its expiry; two processes at once are both counted."""
        file = self._file(key, version)
        with _lock(file):
            entry = _entry(file)
            if entry is None:
                raise ValueError(f"Key {key!r} not found")
            expires, value = entry
            self._write(file, value + delta, expires)
            return int(value + delta)

    def touch(
        self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        file = self._file(key, version)
        with _lock(file):
            value = _read(file)
            if value is _MISSING:
                return False
            self._write(file, value, self.get_backend_timeout(timeout))
            return True

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            Path(self._file(key, version)).unlink()
        except FileNotFoundError:
            return False
        return True

    def has_key(self, key: str, version: int | None = None) -> bool:
        return _read(self._file(key, version)) is not _MISSING

    def clear(self) -> None:
        for file in Path(self._folder).glob("??/*.cache"):
            file.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Drop what has expired in all folders, and the oldest of what is too much."""
        for folder in Path(self._folder).glob("??"):
            self._tidy(folder)

    def _file(self, key: str, version: int | None) -> str:
        name = blake2b(
            self.make_and_validate_key(key, version=version).encode(), digest_size=20
        ).hexdigest()
        return f"{self._folder}/{name[:2]}/{name[2:]}.cache"

    def _write(self, file: str, value: object, expires: float | None) -> None:
        content = pickle.dumps((expires, value), pickle.HIGHEST_PROTOCOL)
        folder = os.path.dirname(file)  # noqa: PTH120  a hot path: no Path objects
        try:
            descriptor, temporary = tempfile.mkstemp(dir=folder, suffix=".new")
        except FileNotFoundError:
            _make(folder)
            descriptor, temporary = tempfile.mkstemp(dir=folder, suffix=".new")
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
            os.replace(temporary, file)  # noqa: PTH105
        except BaseException:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()
            raise
        if random.randrange(_TIDY_EVERY) == 0:  # noqa: S311  chance, not secrecy
            self._tidy(Path(folder))

    def _tidy(self, folder: Path) -> None:
        """Drop what has expired, then the oldest above this folder's share of `MAX_ENTRIES`."""
        living = []
        for file in folder.iterdir():
            with suppress(FileNotFoundError):
                modified = file.stat().st_mtime
                if file.suffix == ".cache" and _entry(str(file)) is not None:
                    living.append((modified, file))
                elif file.suffix == ".cache" or modified < time.time() - 3600:
                    file.unlink()
        share = max(1, self._max_entries // 256)
        for _, file in sorted(living)[: max(0, len(living) - share)]:
            file.unlink(missing_ok=True)


def _make(folder: str) -> None:
    Path(folder).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Path(folder).mkdir(mode=0o700, exist_ok=True)


def _entry(file: str) -> tuple[float | None, Any] | None:
    """Return (expiry, value); nothing when the file is missing, expired or damaged."""
    try:
        with open(file, "rb") as source:  # noqa: PTH123
            expires, value = pickle.loads(source.read())  # noqa: S301
    except (FileNotFoundError, EOFError, pickle.UnpicklingError, ValueError, TypeError):
        return None
    if expires is not None and expires < time.time():
        return None
    return expires, value


def _read(file: str) -> Any:
    entry = _entry(file)
    return _MISSING if entry is None else entry[1]


@contextmanager
def _lock(file: str) -> Iterator[None]:
    """Hold the lock of the file's folder."""
    folder = Path(file).parent
    if not folder.is_dir():
        _make(str(folder))
    with (folder / "lock").open("ab") as held:
        locks.lock(held, locks.LOCK_EX)
        yield
