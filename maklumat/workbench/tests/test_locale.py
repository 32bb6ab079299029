"""Staff meet every word of the frameworks in Indonesian."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override
from django.views.i18n import JavaScriptCatalog

MAKLUMAT = Path(__file__).resolve().parents[2]
OURS = {
    "django.po": MAKLUMAT / "workbench/frameworks/locale/id/LC_MESSAGES/django.po",
    "djangojs.po": MAKLUMAT / "locale/id/LC_MESSAGES/djangojs.po",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{[\w.]*\}")


def words_of_wagtail(name: str) -> Iterator[polib.POEntry]:
    """Yield what the installed version of Wagtail says, app by app, in English."""
    for app in apps.get_app_configs():
        catalogue = Path(app.path) / "locale/en/LC_MESSAGES" / name
        if app.name.startswith("wagtail") and catalogue.is_file():
            yield from polib.pofile(str(catalogue))


def text_of(entry: polib.POEntry) -> str:
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("name", OURS)
def test_every_word_of_wagtail_is_translated(name: str) -> None:
    ours = {(e.msgctxt, e.msgid, e.msgid_plural) for e in polib.pofile(str(OURS[name]))}

    wanted = {(e.msgctxt, e.msgid, e.msgid_plural) for e in words_of_wagtail(name)}

    assert len(wanted) > 50
    assert sorted(msgid for _, msgid, _ in wanted - ours) == []


@pytest.mark.parametrize("name", OURS)
def test_translations_keep_their_placeholders(name: str) -> None:
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(OURS[name]))
        if entry.fuzzy
        or not text_of(entry)
        or placeholders(text_of(entry)) != placeholders(entry.msgid_plural or entry.msgid)
    ]

    assert wrong == []


def test_words_reach_pages_and_scripts() -> None:
    request = RequestFactory().get("/petugas/jsi18n/")
    scripts = JavaScriptCatalog.as_view(packages=["wagtail.admin"])

    with override("id"):
        assert gettext("Save draft") == "Simpan draf"
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 2).startswith("Hapus")
        assert "Menyimpan otomatis" in scripts(request).content.decode()


def test_other_languages_keep_their_words() -> None:
    with override("en"):
        assert gettext("Save draft") == "Save draft"
