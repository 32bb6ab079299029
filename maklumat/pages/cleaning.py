"""What may stand in the rich text of a page. Everything else is dropped when it is saved.

The editor offers no more than this; but a post need not come from the editor.
"""

import re

from bs4 import BeautifulSoup, Tag
from wagtail.whitelist import Whitelister, attribute_rule, check_url

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]

SCHEMES = ("http://", "https://", "mailto:", "tel:")
KINDS_OF_LINK = {"page", "document"}
_KEY = re.compile(r"[0-9a-z]{1,10}")
_NUMBER = re.compile(r"[0-9]{1,18}")
_WITH_CONTENT = ("script", "style", "template", "iframe", "object", "svg", "math", "form")


def clean(html: str) -> str:
    """Return the same text with nothing in it that acts or that looks like our own furniture."""
    cleaned: str = _Cleaner().clean(html)
    return cleaned


def _safe_address(address: str) -> str | None:
    known = check_url(address)
    if known is None:
        return None
    text = known.strip()
    is_local = text.startswith(("/", "#")) and not text.startswith("//")
    return text if is_local or text.lower().startswith(SCHEMES) else None


def _block_key(value: str) -> str | None:
    return value if _KEY.fullmatch(value) else None


def _link(tag: Tag) -> None:
    """Keep where a link leads, and nothing more; a link that leads nowhere becomes plain text."""
    kind, key = tag.get("linktype"), str(tag.get("id", ""))
    address = None if kind else _safe_address(str(tag.get("href", "")))
    tag.attrs.clear()
    if kind in KINDS_OF_LINK and _NUMBER.fullmatch(key):
        tag.attrs.update({"linktype": kind, "id": key})
    elif address:
        tag["href"] = address
    else:
        tag.unwrap()


_block = attribute_rule({"data-block-key": _block_key})
_plain = attribute_rule({})


class _Cleaner(Whitelister):
    element_rules = {
        "[document]": _plain,
        "a": _link,
        **dict.fromkeys(("h2", "h3", "p", "li"), _block),
        **dict.fromkeys(("b", "strong", "i", "em", "br", "ol", "ul"), _plain),
    }

    def clean_tag_node(self, doc: BeautifulSoup, tag: Tag) -> None:
        if tag.name in _WITH_CONTENT:
            tag.decompose()
            return
        super().clean_tag_node(doc, tag)
