"""Make `.venv` and install one locked list into it: `python3 requirements/install.py run|test`.

Only the standard library, because this runs before anything is installed. A stamp in `.venv`
remembers the digest of the list, so that a second call costs milliseconds.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.14", "python3.11")


def ensure_python(script: Path) -> None:
    """Go on under Python 3.11 or later, or end with a sentence that says how to get it."""
    if sys.version_info >= OLDEST:
        return
    for name in CANDIDATES:
        path = shutil.which(name)
        if path and subprocess.call([path, "--version"], stdout=subprocess.DEVNULL) == 0:
            os.execv(path, [path, str(script), *sys.argv[1:]])
    have = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(
        f"Maklumat needs Python 3.11 or later; this is Python {have}.\n"
        "Install it, for example with: apt install python3.11 python3.11-venv"
    )


def ensure_packages(name: str) -> None:
    """Bring `.venv` to the packages of `requirements/<name>.txt`, checked by their hashes.

    The list for tests holds everything of the list for running, in the same versions.
    """
    if _stamped(name):
        return
    if not PYTHON.exists():
        _make_venv()
    elif subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL):
        _step([str(PYTHON), "-m", "ensurepip"], "pip could not be added to .venv")
    _say(f"Installing the packages of requirements/{name}.txt (once) …")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install += ["--no-deps", "--no-compile", "--require-hashes"]
    install += ["--requirement", str(ROOT / "requirements" / f"{name}.txt")]
    _step(install, "The packages could not be installed; is there a network?")
    for covered in ("run", "test") if name == "test" else ("run",):
        _stamp(covered).write_text(_digest(covered), encoding="ascii")


def _make_venv() -> None:
    _say("Making .venv (once) …")
    shutil.rmtree(VENV, ignore_errors=True)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    _step(
        [sys.executable, "-m", "venv", str(VENV)],
        f"Python has no venv module here. On Debian: apt install python{version}-venv",
    )


def _step(command: list, otherwise: str) -> None:
    if subprocess.call(command, stdout=subprocess.DEVNULL) != 0:
        sys.exit(otherwise)


def _stamp(name: str) -> Path:
    return VENV / f".installed-{name}"


def _stamped(name: str) -> bool:
    if not (PYTHON.exists() and _stamp(name).is_file()):
        return False
    return _stamp(name).read_text(encoding="ascii") == _digest(name)


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    ensure_python(Path(__file__))
    ensure_packages(sys.argv[1] if len(sys.argv) > 1 else "run")
