"""The first start of an empty installation: a key in a link, and what the set-up page asks for."""

from dataclasses import dataclass

from django.core import signing

from maklumat.agencies.models import Region

SALT = "maklumat.agencies.founding"
KEY_DAYS = 7
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
LEVEL_OF_KIND = {"provinsi": "province", "kabupaten": "regency", "kota": "city"}
SHORT_KIND = {"provinsi": "Pemprov", "kabupaten": "Pemkab", "kota": "Pemkot"}


@dataclass(frozen=True)
class Founding:
    """A government and its first administrator, as checked by the form."""

    name: str
    level: str
    region: Region | None
    head_title: str
    time_zone: str
    admin_name: str
    admin_email: str
    password: str

    @property
    def short_name(self) -> str:
        if self.region is None:
            return self.name[:60]
        return f"{SHORT_KIND.get(self.region.kind, 'Pemda')} {self.region.name}"[:60]


def new_key() -> str:
    """Return a key for the set-up link; it works until a government exists, seven days at most."""
    return signing.dumps("set-up", salt=SALT)


def key_fits(key: str) -> bool:
    """Did this installation write the key, within the last seven days?"""
    try:
        return bool(signing.loads(key, salt=SALT, max_age=KEY_DAYS * 86400) == "set-up")
    except signing.BadSignature:
        return False
