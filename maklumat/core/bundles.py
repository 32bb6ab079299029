"""One style sheet out of many: a slow phone should ask once, not thirty times. Pure.

The sources stay one file a component; collecting static files writes them as one.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
ADDRESS = re.compile(r'url\("([^":]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANK = re.compile(r"\s*\n\s*")


def bundled(sheet: str, read: Callable[[str], str]) -> str:
    """Put each imported sheet, wrapped in its layer, where the import stood.

    `read` returns the text of a sheet by the address written in the import.

    >>> bundled('@import url("x/y.css") layer(a);', lambda name: 'p { src: url("../z.svg") } /* */')
    '@layer a {\\np { src: url("z.svg") }\\n}'
    """

    def wrapped(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{\n{_moved(read(found[1]), dirname(found[1]))}\n}}"

    whole = COMMENT.sub("", IMPORT.sub(wrapped, COMMENT.sub("", sheet)))
    return "\n".join(line.rstrip() for line in BLANK.split(whole)).strip()


def _moved(sheet: str, folder: str) -> str:
    """Rewrite addresses that were relative to this folder."""
    return ADDRESS.sub(lambda found: f'url("{normpath(join(folder, found[1]))}")', sheet)
