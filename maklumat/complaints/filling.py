"""Placeholders of reply templates: what stands in braces is filled in for the case at hand. Pure."""

import re
from collections.abc import Mapping

# As officers write them, in the language of the letters.
KNOWN = ("nomor", "nama layanan", "instansi", "tanggal", "batas", "petugas")
_PLACE = re.compile(r"\{\s*([^{}]{1,40}?)\s*\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values into the text; what is not known stays as it is, for the officer to see.

    >>> filled("Laporan {nomor} tentang {Nama Layanan}, {x}.", {"nomor": "1", "nama layanan": "KTP"})
    'Laporan 1 tentang KTP, {x}.'
    """
    return _PLACE.sub(lambda place: values.get(_key(place[1]), place[0]), text)


def unknown(text: str) -> list[str]:
    """Return the placeholders nobody can fill.

    >>> unknown("{nomor} {nama} {nama}")
    ['nama']
    """
    return list(dict.fromkeys(name for name in _PLACE.findall(text) if _key(name) not in KNOWN))


def _key(name: str) -> str:
    return " ".join(name.lower().split())
