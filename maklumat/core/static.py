"""How style sheets, scripts and fonts are stored: hashed names, compressed, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hash names inside style sheets *and* inside script modules that import each other."""

    support_js_module_import_aggregation = True
