"""The small cut of the typeface for the web.

Only the commands that make it import this file: the library that cuts takes 12 MB of memory.
"""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from maklumat.core.fonts import PACKAGE, folder_of

WEB_FONT = Path("fonts") / "plus-jakarta-sans.woff2"

# Latin with the diacritics of Indonesian, regional and European names, and the signs of our pages.
LETTERS = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x100, 0x17F),
    (0x2BC, 0x2BC),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2248),
    (0x2264, 0x2265),
)
FEATURES = ["kern", "mark", "mkmk", "liga", "ccmp", "locl", "tnum", "lnum"]


def build_web_font(folder: Path) -> tuple[Path, bool]:
    """Write the web font below `folder`; return its path and whether it had to be made.

    Nothing is done when the file of this package version and these letters is already there.
    """
    target, stamp = folder / WEB_FONT, folder.parent / "fonts.stamp"
    made_of = _recipe()
    if target.is_file() and stamp.is_file() and stamp.read_text() == made_of:
        return target, False
    target.parent.mkdir(parents=True, exist_ok=True)
    half_done = target.with_suffix(".part")
    _cut(folder_of(PACKAGE) / "PlusJakartaSans[wght].ttf", half_done)
    half_done.replace(target)
    stamp.write_text(made_of)
    return target, True


def _recipe() -> str:
    released = version(f"fontpkg-{PACKAGE.replace('_', '-')}")
    return sha256(repr((released, LETTERS, FEATURES)).encode()).hexdigest()


def _cut(source: Path, target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False)
    options.notdef_outline = True
    font = TTFont(source, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    font.close()
