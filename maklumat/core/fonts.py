"""Where the files of the typeface are.

No font file is in the repository: they come as packages, under the Open Font License.
"""

from importlib.resources import files
from pathlib import Path

PACKAGE = "plus_jakarta_sans"
PAPER_PACKAGES = (PACKAGE, "noto_sans", "noto_sans_arabic")


def paper_font_folders() -> list[Path]:
    """Return the folders of the packaged fonts that paper may use, first choice first."""
    return [folder_of(package) for package in PAPER_PACKAGES]


def folder_of(package: str) -> Path:
    """Return where the files of a font package were installed."""
    return Path(str(files(f"fontpkg_{package}") / "files"))
