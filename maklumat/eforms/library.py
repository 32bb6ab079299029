"""Ready forms that come with the product, to be taken and changed."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from maklumat.core import datafiles
from maklumat.eforms import checking

FOLDER = Path(__file__).parent / "data" / "forms"


@dataclass(frozen=True)
class Ready:
    """A form of the library, with the codes of the demo services it was written for."""

    code: str
    title: str
    content: dict[str, Any]  # Any: what `definition.form` reads
    services: tuple[str, ...]


@cache
def forms(folder: Path = FOLDER) -> dict[str, Ready]:
    """Return the library by code. Raises BadDataFile for a form with faults."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        entry = datafiles.read(path)
        entry.only("services", "form")
        content = _plain(entry.part("form"))
        faults = checking.faults(content)
        if faults:
            first = faults[0]
            raise entry.fault(f"{first.place}: {first.flaw} {first.what}".strip())
        found[content["code"]] = Ready(
            content["code"], content["title"], content, tuple(entry.texts("services", []))
        )
    return found


def _plain(content: Any) -> Any:  # Any: YAML holds anything
    """Return mappings and lists as JSON has them, without where they stood in a file."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_plain(one) for one in content]
    return content
