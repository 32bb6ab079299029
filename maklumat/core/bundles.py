"""One style sheet out of many: a slow phone should ask once, not thirty times. Pure.

The sources stay one file a component; collecting static files writes them as one.
"""

import re
from collections.abc import Callable

IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANK = re.compile(r"\s*\n\s*")


def bundled(sheet: str, read: Callable[[str], str]) -> str:
    """Put each imported sheet, wrapped in its layer, where the import stood.

    `read` returns the text of a sheet by the address written in the import. Addresses inside the
    imported sheets are not rewritten: only sheets beside the first one may hold `url()`.

    >>> bundled('@layer a;\\n@import url("x.css") layer(a);', lambda name: "p { top: 0 } /* gone */")
    '@layer a;\\n@layer a {\\np { top: 0 }\\n}'
    """

    def wrapped(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{\n{read(found[1])}\n}}"

    whole = COMMENT.sub("", IMPORT.sub(wrapped, COMMENT.sub("", sheet)))
    return "\n".join(line.rstrip() for line in BLANK.split(whole)).strip()
