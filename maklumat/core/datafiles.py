"""Data files in YAML, read so that a mistake in one is told by file, line and remedy.

Every mapping is an `Entry` that remembers where it stands and gives out its values by the type
that the reader expects.
"""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maklumat.core.errors import RuleBroken

MOST_BYTES = 8 * 1024 * 1024
_Base: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REQUIRED: Any = object()  # Any: stands for no default of any type


class BadDataFile(RuleBroken):
    """A data file cannot be taken as it is; the sentence says where, why and what to do."""


class Entry(dict[str, Any]):  # Any: YAML holds anything
    """A mapping of a data file."""

    file = ""
    line = 0

    def fault(self, sentence: str) -> BadDataFile:
        """Return an error that says where this entry stands."""
        name = next((str(self[key]) for key in ("id", "slug", "email") if self.get(key)), "")
        line = _("line")
        place = f"{self.file}, {line} {self.line}" + (f" ({name})" if name else "")
        return BadDataFile(f"{place}: {sentence}")

    def only(self, *known: str) -> None:
        """Refuse keys that nobody reads: most are slips of the pen."""
        for key in self:
            if key in known:
                continue
            near = get_close_matches(key, known, 1)
            hint = _(" Did you mean “%s”?") % near[0] if near else ""
            raise self.fault(_("“%s” is not known here; remove it.") % key + hint)

    def text(self, key: str, default: str = _REQUIRED) -> str:
        return str(self._value(key, str, _("a text"), default))

    def whole(self, key: str, default: int | None = _REQUIRED) -> int | None:
        found = self._value(key, int, _("a whole number"), default)
        if isinstance(found, bool):
            raise self._wrong(key, _("a whole number"))
        return None if found is None else int(found)

    def count(self, key: str) -> int:
        """Return a whole number that must be there."""
        return self.whole(key) or 0

    def flag(self, key: str) -> bool:
        return bool(self._value(key, bool, _("true or false"), default=False))

    def choice(self, key: str, allowed: tuple[str, ...], default: str = _REQUIRED) -> str:
        found = self.text(key, default)
        if found not in allowed and found != default:
            raise self.fault(
                _("“%(key)s” is “%(value)s”; write one of: %(allowed)s.")
                % {"key": key, "value": found, "allowed": ", ".join(allowed)}
            )
        return found

    def day(self, key: str) -> date | None:
        found = self.text(key, "")
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            raise self._wrong(key, _("a date such as '2026-01-31'")) from None

    def texts(self, key: str, default: list[str] = _REQUIRED) -> list[str]:
        found: list[str] = self._value(key, list, _("a list"), default)
        if not all(isinstance(item, str) for item in found):
            raise self._wrong(key, _("a list of texts"))
        return found

    def rows(self, key: str, default: list["Entry"] = _REQUIRED) -> list["Entry"]:
        found: list[Entry] = self._value(key, list, _("a list"), default)
        if not all(isinstance(item, Entry) for item in found):
            raise self._wrong(key, _("a list of entries with keys"))
        return found

    def part(self, key: str, *, required: bool = True) -> "Entry":
        empty = Entry()
        empty.file, empty.line = self.file, self.line
        default = _REQUIRED if required else empty
        found: Entry = self._value(key, Entry, _("an entry with keys"), default)
        return found

    def mixed(self, key: str, first: str) -> Iterator["Entry"]:
        """Give the items of a list of texts and entries; a text becomes an entry's `first`."""
        for item in self._value(key, list, _("a list"), _REQUIRED):
            if isinstance(item, Entry):
                yield item
            elif isinstance(item, str):
                entry = Entry({first: item})
                entry.file, entry.line = self.file, self.line
                yield entry
            else:
                raise self._wrong(key, _("a list of texts or entries"))

    def accept(self, error: ValidationError) -> BadDataFile:
        """Word what a model's own check found."""
        if hasattr(error, "error_dict"):
            told = [f"{name}: {' '.join(lines)}" for name, lines in error.message_dict.items()]
        else:
            told = error.messages
        return self.fault(" ".join(told))

    def _value(self, key: str, kind: type, name: str, default: Any) -> Any:  # Any: YAML
        found = self.get(key)
        if found is None:
            if default is _REQUIRED:
                raise self.fault(
                    _("“%(key)s” is missing; write %(kind)s.") % {"key": key, "kind": name}
                )
            return default
        if not isinstance(found, kind):
            raise self._wrong(key, name)
        return found

    def _wrong(self, key: str, name: str) -> BadDataFile:
        return self.fault(_("“%(key)s” must be %(kind)s.") % {"key": key, "kind": name})


class _Loader(_Base):
    file_name = ""


def _entry(loader: Any, node: yaml.MappingNode) -> Iterator[Entry]:  # Any: either loader
    entry = Entry()
    entry.file, entry.line = loader.file_name, node.start_mark.line + 1
    yield entry
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in entry:
            found = entry.fault(_("“%s” stands here twice; remove one.") % key)
            raise found
        entry[key] = loader.construct_object(value_node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _entry)


def read(path: Path) -> Entry:
    """Return the file's one mapping.

    Raises BadDataFile.
    """
    return parse(_content(path), path.name)


def parse(content: bytes, name: str) -> Entry:
    """Return the one mapping of a file's content; `name` is what mistakes are told by.

    Raises BadDataFile.
    """
    loader = _Loader(_text(content, name))
    loader.file_name = name
    try:
        found = loader.get_single_data()
    except yaml.YAMLError as error:
        raise _broken(name, error) from None
    except (RecursionError, ValueError):  # nested without end; a date such as 2026-02-31
        raise BadDataFile(
            _("%s cannot be read; look at its dates and its nesting.") % name
        ) from None
    finally:
        loader.dispose()
    if not isinstance(found, Entry):
        raise BadDataFile(_("%s must begin with a key, such as “services:”.") % name)
    return found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadDataFile(
            _("%(file)s cannot be read (%(why)s); put the file there or correct its rights.")
            % {"file": path, "why": error.strerror}
        ) from None


def _text(raw: bytes, name: str) -> str:
    if len(raw) > MOST_BYTES:
        raise BadDataFile(_("%s is larger than 8 MB; split it.") % name)
    try:
        return raw.decode("utf-8").replace("\x00", "�")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadDataFile(
            _("%(file)s, line %(line)d: not UTF-8; save the file as UTF-8.")
            % {"file": name, "line": line}
        ) from None


def _broken(name: str, error: yaml.YAMLError) -> BadDataFile:
    mark = getattr(error, "problem_mark", None)
    return BadDataFile(
        _("%(file)s, line %(line)d: not YAML. Look at its indentation, colons and quotes.")
        % {"file": name, "line": mark.line + 1 if mark else 1}
    )


def unique(entries: list[Entry], key: str) -> None:
    """Refuse two entries with the same key.

    Raises BadDataFile.
    """
    seen: dict[str, int] = {}
    for entry in entries:
        value = entry.text(key)
        if value in seen:
            raise entry.fault(
                _("“%(key)s” is already used in line %(line)d; choose another.")
                % {"key": key, "line": seen[value]}
            )
        seen[value] = entry.line
