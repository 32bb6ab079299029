"""Catalogues are compiled when they changed, and only then."""

import gettext
import os
from pathlib import Path

from maklumat.core.translations import compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Send"\nmsgstr "Kirim"\n'


def test_a_new_catalogue_is_compiled_and_speaks(tmp_path: Path) -> None:
    (tmp_path / "django.po").write_text(PO)

    written = compile_catalogues(tmp_path)

    assert written == [tmp_path / "django.mo"]
    with written[0].open("rb") as file:
        speak = gettext.GNUTranslations(file).gettext
    assert speak("Send") == "Kirim"


def test_an_unchanged_catalogue_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "django.po").write_text(PO)
    compile_catalogues(tmp_path)

    assert compile_catalogues(tmp_path) == []


def test_a_changed_catalogue_is_compiled_again(tmp_path: Path) -> None:
    (tmp_path / "django.po").write_text(PO)
    [compiled] = compile_catalogues(tmp_path)
    os.utime(compiled, (1, 1))

    assert compile_catalogues(tmp_path) == [compiled]
