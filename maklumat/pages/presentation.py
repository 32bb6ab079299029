"""What every public page shows around its content: the links of the header, the name in two parts."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

KINDS = (
    "Kabupaten",
    "Kota",
    "Provinsi",
    "Daerah Istimewa",
    "Daerah Khusus Ibukota",
    "Daerah Khusus",
)


@dataclass(frozen=True)
class Link:
    """A page in the header: shown once the view of this name exists."""

    view: str
    text: str


NAVIGATION = (
    Link("catalogue:list", gettext_noop("Services")),
    Link("agencies:list", gettext_noop("Agencies")),
    Link("performance:index", gettext_noop("Performance")),
)


@dataclass(frozen=True)
class Named:
    """A government's name: what it is, and what it is called."""

    kind: str
    own: str


def named(name: str) -> Named:
    """Split an official name after its kind of region.

    >>> named("Pemerintah Kabupaten Nusa Contoh")
    Named(kind='Pemerintah Kabupaten', own='Nusa Contoh')
    >>> named("Kota Tua")
    Named(kind='Kota', own='Tua')
    >>> named("Balai Kota")
    Named(kind='', own='Balai Kota')
    """
    lead = "Pemerintah " if name.startswith("Pemerintah ") else ""
    rest = name.removeprefix(lead)
    for kind in sorted(KINDS, key=len, reverse=True):
        if rest.startswith(f"{kind} "):
            return Named(lead + kind, rest.removeprefix(f"{kind} "))
    return Named(lead.strip(), rest)
