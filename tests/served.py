"""The settings of tests for a server of its own, which may be killed: its cache outlives it."""

from maklumat.settings_test import *  # noqa: F403  as settings_test does

CACHES = {
    "default": {
        "BACKEND": "maklumat.core.filecache.FileCache",
        "LOCATION": str(DATA_DIR / "cache"),  # noqa: F405
    }
}
WHITENOISE_USE_FINDERS = True
