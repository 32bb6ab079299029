"""Compile the catalogues of translations (`.po` to `.mo`) without system tools.

Knows nothing of Django, so that start-up and tests can call it before settings are read.
"""

import os
from pathlib import Path

import polib


def compile_catalogues(root: Path) -> list[Path]:
    """Write the `.mo` beside each `.po` below `root` that is newer; return what was written.

    Written aside and renamed, so that two processes may do this at once.
    """
    return [_compile(source) for source in sorted(root.glob("**/*.po")) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.is_file() or target.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    target = source.with_suffix(".mo")
    aside = source.with_suffix(f".mo.{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(aside))
    aside.replace(target)
    return target
