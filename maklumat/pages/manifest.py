"""What a telephone needs to know to install the portal (W3C, Web Application Manifest).

One manifest for everybody, in Indonesian: telephones ask for it once, without a language.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maklumat.agencies.models import Government
from maklumat.pages import icons
from maklumat.pages.icons import DRAWING, SIZES, Kind
from maklumat.pages.presentation import named
from maklumat.pages.views.theme import DEFAULT_ACCENT

GROUND = "#fdfcfa"  # of the first moment, before the page is there: `--ground` of tokens.css
SHORT = 12  # letters below an icon; telephones cut what is longer
SHAREABLE = ["image/*", "application/pdf"]  # what can't be kept is told in a sentence
ASKED = frozenset({Kind.ANY, Kind.MASKABLE})


def manifest(government: Government | None) -> dict[str, object]:
    """Return name, looks, ways in and what can be shared to the app."""
    with override(settings.LANGUAGE_CODE):
        return {
            "id": "/",
            "name": _("Public services of %(name)s") % {"name": government.name}
            if government
            else _("Public services"),
            "short_name": short_name(government.name if government else ""),
            "description": _(
                "What to bring, what it costs, how long it takes: every public service in one place."
            ),
            "lang": settings.LANGUAGE_CODE,
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": icons.ground(accent_of(government)),
            "background_color": GROUND,
            "categories": ["government", "utilities"],
            "icons": [
                _icon(government, kind, size) for kind in sorted(ASKED) for size in SIZES[kind]
            ],
            "shortcuts": _shortcuts(),
            "share_target": _share_target(),
            "prefer_related_applications": False,
            **_store(),
        }


def short_name(name: str) -> str:
    """Return what stands below the icon.

    >>> short_name("Pemerintah Kabupaten Nusa Contoh"), short_name("Kota Tangerang Selatan")
    ('Nusa Contoh', 'Tangerang')
    >>> short_name("")
    'Layanan'
    """
    own = named(name).own if name else ""
    if len(own) <= SHORT:
        return own or "Layanan"
    first = own.split()[0]
    return first if len(first) <= SHORT else own[:SHORT]


def accent_of(government: Government | None) -> str:
    return (government.accent if government else DEFAULT_ACCENT).lower()


def icon_address(government: Government | None, kind: Kind, size: int) -> str:
    """Return an address that changes with the colour and the drawing, so that it can be kept."""
    accent = accent_of(government).removeprefix("#")
    return reverse("icon", args=[DRAWING, accent, kind.value, size])


def asset_links() -> list[dict[str, object]]:
    """Return which app of a store is ours (Digital Asset Links); empty when none is set up."""
    if not settings.ANDROID_PACKAGE or not settings.ANDROID_CERT_SHA256:
        return []
    return [
        {
            "relation": ["delegate_permission/common.handle_all_urls"],
            "target": {
                "namespace": "android_app",
                "package_name": settings.ANDROID_PACKAGE,
                "sha256_cert_fingerprints": settings.ANDROID_CERT_SHA256,
            },
        }
    ]


def _icon(government: Government | None, kind: Kind, size: int) -> dict[str, str]:
    return {
        "src": icon_address(government, kind, size),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": kind.value,
    }


def _shortcuts() -> list[dict[str, str]]:
    """Return the ways in that a long press on the icon shows; some telephones show only the first four."""
    ways = [
        (_("Look for a service"), reverse("catalogue:list")),
        (_("New complaint"), reverse("complaints:new")),
        (_("Follow a report"), reverse("complaints:track")),
        (_("My services"), reverse("phone:my-services")),
        (_("Rate a service"), reverse("surveys:index")),
    ]
    return [{"name": name, "url": address} for name, address in ways]


def _share_target() -> dict[str, object]:
    """A photo or words that another app shares become the first step of a complaint."""
    return {
        "action": reverse("complaints-share"),
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": {
            "title": "title",
            "text": "text",
            "url": "url",
            "files": [{"name": "attachments", "accept": SHAREABLE}],
        },
    }


def _store() -> dict[str, object]:
    if not asset_links():
        return {}
    package = settings.ANDROID_PACKAGE
    address = f"https://play.google.com/store/apps/details?id={package}"
    return {"related_applications": [{"platform": "play", "id": package, "url": address}]}
