"""A form as a YAML file: written out, and read with the line of each mistake."""

from collections.abc import Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _

from maklumat.core import datafiles
from maklumat.core.datafiles import BadDataFile, Entry
from maklumat.eforms import checking, definition, flaws
from maklumat.eforms.checking import Fault
from maklumat.eforms.definition import Form

MOST_BYTES = 300_000
MOST_TOLD = 20  # mistakes of one file
TEXTS = ("title", "purpose", "source", "case", "help", "known", "label", "role", "name", "one")
# Any, below: YAML holds anything.


def written(form: Form) -> str:
    """Return the form as YAML that `read` reads back to the same."""
    return str(
        yaml.safe_dump(
            definition.content(form), allow_unicode=True, sort_keys=False, width=100, indent=2
        )
    )


def read(raw: bytes, name: str) -> Form:
    """Return the form of a file. Raises BadDataFile with all mistakes, each with its line."""
    if len(raw) > MOST_BYTES:
        raise BadDataFile(_("%s is larger than 300 KB: no form is that long.") % name)
    entry = datafiles.parse(raw, name)
    found = entry["form"] if isinstance(entry.get("form"), Entry) else entry
    wrong = [*_no_texts(found)] or [
        f"{_place(name, found, fault)}: {flaws.sentence(fault, found)}"
        for fault in checking.faults(found)
    ]
    if wrong:
        more = len(wrong) - MOST_TOLD
        told = wrong[:MOST_TOLD]
        if more > 0:
            told.append(_("… and %d more.") % more)
        raise BadDataFile("\n".join(told))
    return definition.form(found)


def _no_texts(raw: Any) -> Iterator[str]:
    """Name words that are no text, and numbers that are none: `checking` trusts their type."""
    if isinstance(raw, list):
        for one in raw:
            yield from _no_texts(one)
    if not isinstance(raw, Entry):
        return
    is_condition = "question" in raw or "count" in raw
    for key, value in raw.items():
        if sentence := None if is_condition else _mistyped(key, value):
            yield str(raw.fault(sentence))
        else:
            yield from _no_texts(value)


def _mistyped(key: str, value: Any) -> str:
    if key in TEXTS and not isinstance(value, str):
        return _("“%s” must be a text; put it in quotes.") % key
    if key == "minutes" and (not isinstance(value, int) or isinstance(value, bool)):
        return _("“minutes” must be a whole number.")
    if key in ("required", "past") and not isinstance(value, bool):
        return _("“%s” must be true or false.") % key
    if key in ("declarations", "signatures") and not isinstance(value, list):
        return _("“%s” must be a list.") % key
    return ""


def _place(name: str, content: Entry, fault: Fault) -> str:
    """Return where a fault stands: file, line and name."""
    line = content.line
    section, _dot, question = fault.place.partition(".")
    for raw in content.get("sections") or []:
        if isinstance(raw, Entry) and str(raw.get("id")) == section:
            line = raw.line
            for one in raw.get("questions") or []:
                if question and isinstance(one, Entry) and str(one.get("id")) == question:
                    line = one.line
    found = _("%(file)s, line %(line)d") % {"file": name, "line": line}
    return found + (f" ({fault.place})" if fault.place else "")
