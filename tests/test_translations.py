"""Every text of the screen is Indonesian: nothing missing, empty, fuzzy or with a broken slot.

The text is gathered again from a copy of each app, so that a new sentence without its translation
is found even if nobody gathered it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "maklumat"
APPS = sorted(path.parent.name for path in CODE.glob("*/apps.py"))
CATALOGUES = sorted(CODE.glob("**/locale/id/LC_MESSAGES/*.po"))
needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")


def gather(folder: Path) -> polib.POFile:
    """Extract the text of a copied folder into its own catalogue; return the catalogue."""
    (folder / "locale").mkdir(exist_ok=True)
    words = [
        "-P",  # the folder's own modules must not hide the library's
        "-m",
        "django",
        "makemessages",
        "-l",
        "id",
        "--no-location",
        "--no-wrap",
        "-i",
        "tests",
        "-i",
        "migrations",
    ]
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, *words], cwd=folder, env=env, check=True, capture_output=True)
    file = folder / "locale" / "id" / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(file)) if file.is_file() else polib.POFile()


def untranslated(catalogue: polib.POFile) -> list[str]:
    entries = [entry for entry in catalogue if not entry.obsolete]
    return [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()]


@needs_gettext
@pytest.mark.parametrize("app", APPS)
def test_every_text_of_an_app_is_translated(app: str, tmp_path: Path) -> None:
    copy = tmp_path / app
    shutil.copytree(CODE / app, copy)

    assert untranslated(gather(copy)) == []


@needs_gettext
def test_every_text_outside_the_apps_is_translated(tmp_path: Path) -> None:
    copy = tmp_path / "maklumat"
    shutil.copytree(CODE, copy, ignore=shutil.ignore_patterns(*APPS, "*.mo"))

    assert untranslated(gather(copy)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(CODE).parts[0])
def test_a_catalogue_holds_no_unsure_or_empty_text(path: Path) -> None:
    assert untranslated(polib.pofile(str(path))) == []


@needs_gettext
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(CODE).parts[0])
def test_translations_keep_the_slots_of_their_sentence(path: Path) -> None:
    check = subprocess.run(
        ["msgfmt", "--check-format", "-o", "-", str(path)], capture_output=True, check=False
    )

    assert check.returncode == 0, check.stderr.decode()
