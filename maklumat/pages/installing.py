"""How the portal is put on the home screen of each kind of device, in the words of its menus."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Platform:
    """One kind of device or browser: its steps, and what is different there."""

    key: str
    name: str
    steps: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def step_rows(self) -> list[dict[str, str]]:
        return [{"text": step} for step in self.steps]


def platforms() -> list[Platform]:
    """Return all of them, phones first, the most common ones in front."""
    return [_android(), _samsung(), _iphone(), _computer()]


def _android() -> Platform:
    return Platform(
        "android",
        _("Android with Chrome"),
        (
            _("Open this page in Chrome."),
            _("Tap the three dots at the top right."),
            _("Tap “Add to home screen” or “Install app”, then “Install”."),
        ),
        (_("Edge, Brave and Opera have the same entry in their menu."),),
    )


def _samsung() -> Platform:
    return Platform(
        "samsung",
        _("Samsung Internet"),
        (
            _("Tap the three lines at the bottom right."),
            _("Tap “Add page to”, then “Home screen”."),
            _("Tap “Add”."),
        ),
    )


def _iphone() -> Platform:
    return Platform(
        "ios",
        _("iPhone and iPad"),
        (
            _("Open this page in Safari."),
            _("Tap the share sign: a square with an arrow that points up."),
            _("Scroll down and tap “Add to Home Screen”, then “Add”."),
        ),
        (
            _("Notices of your report reach an iPhone only from the installed app, from iOS 16.4."),
            _("Photos can't be shared to the app from other apps; add them in the report itself."),
            _(
                "Safari forgets what a page kept after a week without a visit; the installed app keeps it."
            ),
        ),
    )


def _computer() -> Platform:
    return Platform(
        "desktop",
        _("Computer"),
        (
            _("In Chrome or Edge, click the sign with the arrow at the right of the address bar."),
            _("Click “Install”."),
        ),
        (
            _("Safari on a Mac: File, then Add to Dock."),
            _("Firefox on a computer can't install; a bookmark does the same."),
        ),
    )
