"""Both languages of a text at once: the frame changes its language without asking the server."""

from collections.abc import Iterator

from django import template
from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

register = template.Library()


class BothNode(Node):
    def __init__(self, content: NodeList, element: str) -> None:
        self.content, self.element = content, element

    def render(self, context: Context) -> SafeString:
        return format_html_join("", "{}", ((part,) for part in self._parts(context)))

    def _parts(self, context: Context) -> Iterator[SafeString]:
        for code, _name in settings.LANGUAGES:
            with override(code):
                text = self.content.render(context)
            yield format_html(
                '<{0} class="tongue" lang="{1}">{2}</{0}>',
                self.element, code, mark_safe(text),  # noqa: S308  rendered by this template
            )  # fmt: skip


@register.tag
def both(parser: Parser, token: Token) -> BothNode:
    """`{% both %}…{% endboth %}`: the content once in each language; `{% both "div" %}` for blocks.

    A stylesheet hides what is not in the language of the document, from screen readers too.
    """
    words = token.split_contents()
    content = parser.parse(("endboth",))
    parser.delete_first_token()
    return BothNode(content, words[1].strip("\"'") if len(words) > 1 else "span")
