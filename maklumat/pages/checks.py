"""What `manage.py check` says of the settings of the store's app."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

PACKAGE = re.compile(r"[a-zA-Z]\w*(\.[a-zA-Z]\w*)+")
FINGERPRINT = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){31}")


# Any: Django hands over whatever was asked to be checked.
def store_app(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Find names and fingerprints that Android would not recognise."""
    found: list[CheckMessage] = []
    package, prints = settings.ANDROID_PACKAGE, settings.ANDROID_CERT_SHA256
    if package and not PACKAGE.fullmatch(package):
        said = f'ANDROID_PACKAGE is "{package}", which is no name of an app.'
        found.append(Error(said, hint="Write it like id.go.contoh.pelayanan.", id="pages.E001"))
    hint = (
        "Write 32 pairs of capital hexadecimal digits with colons, as apksigner and Play show them."
    )
    for number, one in enumerate(prints, 1):
        if not FINGERPRINT.fullmatch(one):
            said = f"Entry {number} of ANDROID_CERT_SHA256 is no SHA-256 fingerprint."
            found.append(Error(said, hint=hint, id="pages.E002"))
    if bool(package) != bool(prints):
        said = "ANDROID_PACKAGE and ANDROID_CERT_SHA256 work only together."
        found.append(checks.Warning(said, hint="Set both, or none.", id="pages.W001"))
    return found


def connect() -> None:
    checks.register(store_app)
