"""How style sheets, scripts and fonts are stored: hashed names, compressed, cached for ever."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from maklumat.core.bundles import bundled

BUNDLE = "css/site.css"


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hash names inside style sheets *and* inside script modules that import each other.

    The imports of `site.css` are written into it, so that a page asks for one style sheet.
    """

    support_js_module_import_aggregation = True
    # Only our own modules: Django's expressions also match the word "import" in other people's
    # comments, and then miss the file.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # noqa: SLF001
    )

    def post_process(
        self,
        paths: dict[str, Any],
        dry_run: bool = False,  # noqa: FBT001, FBT002  Django calls it so
        **options: Any,
    ) -> Iterator[Any]:
        if BUNDLE in paths and not dry_run:
            self._write_bundle(paths)
        return super().post_process(paths, dry_run, **options)

    def _write_bundle(self, paths: dict[str, Any]) -> None:
        """Read from the sources, never from an earlier bundle in the target folder."""

        def read(address: str) -> str:
            storage, path = paths[f"css/{address}"]
            with storage.open(path) as source:
                return str(source.read().decode())

        text = bundled(read(BUNDLE.removeprefix("css/")), read)
        self.delete(BUNDLE)
        self.save(BUNDLE, ContentFile(text.encode()))
        paths[BUNDLE] = (self, BUNDLE)
