"""What all charts are made of: the SVG frame, the table for screen readers, numbers in words."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Number = Decimal | float | int
Item = tuple[str, Number | None]

NO_NUMBER = "–"


def svg(body: SafeString, title: str, words: str, width: int, height: int, kind: str) -> SafeString:
    return format_html(
        '<svg class="chart__drawing chart__drawing--{}" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        kind,
        width,
        height,
        f"{title}: {words}",
        title,
        words,
        body,
    )


def figure(drawing: SafeString, twin: SafeString | str) -> SafeString:
    return format_html('<figure class="chart">{}{}</figure>', drawing, twin)


def nothing(title: str) -> SafeString:
    return format_html(
        '<figure class="chart chart--empty"><p>{}</p></figure>',
        _("%(title)s: no figures yet.") % {"title": title},
    )


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Number | str | None]]],
    unit: str,
) -> SafeString:
    """The twin for screen readers, hidden from sight by the class of the design system."""
    return format_html(
        '<div class="hidden-visually"><table><caption>{}</caption><thead><tr><td></td>{}</tr>'
        "</thead><tbody>{}</tbody></table></div>",
        caption,
        format_html_join("", '<th scope="col">{}</th>', ((name,) for name in columns)),
        format_html_join(
            "", '<tr><th scope="row">{}</th>{}</tr>', ((n, cells(v, unit)) for n, v in rows)
        ),
    )


def cells(values: Sequence[Number | str | None], unit: str) -> SafeString:
    shown = (value if isinstance(value, str) else written(value, unit) for value in values)
    return format_html_join("", "<td>{}</td>", ((text,) for text in shown))


def summary(items: Sequence[Item], unit: str) -> str:
    """The first things a listener needs: how many, the highest and the lowest."""
    known = [(float(value), name, value) for name, value in items if value is not None]
    if not known:
        return _("no figures yet")
    highest, lowest = max(known, key=lambda k: k[0]), min(known, key=lambda k: k[0])
    return _(
        "%(count)d figures, highest %(high)s (%(high_name)s), lowest %(low)s (%(low_name)s)"
    ) % {
        "count": len(known),
        "high": written(highest[2], unit),
        "high_name": highest[1],
        "low": written(lowest[2], unit),
        "low_name": lowest[1],
    }


def written(value: Number | None, unit: str = "") -> str:
    """Write a number as the reader's language does, with at most two decimals."""
    if value is None:
        return NO_NUMBER
    exact = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    shorter = (exact.quantize(Decimal(step)) for step in ("1", "0.1"))
    shown = next((short_ for short_ in shorter if short_ == exact), exact)
    text = number_format(shown, use_l10n=True, force_grouping=True)
    return f"{text}\u00a0{unit}" if unit else text


def percent(value: float, whole: float) -> str:
    """Write a share of a whole in percent, without decimals."""
    return f"{number_format(round(100 * value / whole) if whole else 0)}\u00a0%"


def short(number: float) -> str:
    """Write a coordinate: never in the reader's language, one decimal, no trailing zero."""
    return f"{number:.1f}".removesuffix(".0")


def share(value: float, most: float) -> float:
    return min(max(value / most, 0.0), 1.0) if most > 0 else 0.0


def cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip() + "…"
