"""Small charts as SVG: they print, need no script, and a strict page takes them.

Colours come from the classes in `static/css/components/chart.css`. Every chart says its numbers in a
table too, which only screen readers meet; heat tables are tables already.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maklumat.core import drawing
from maklumat.core.drawing import Item, Number

WIDTH = 480  # so that letters stay readable when a phone shrinks the drawing to 330 pixels
ROW = 40
LINE_HEIGHT = 240
LINE_LEFT, LINE_RIGHT, LINE_TOP, LINE_BOTTOM = 44, 16, 16, 32
LONGEST_LABEL = 38
LONGEST_TICK = 12

# The shape beside each zone's colour: colour never speaks alone.
SHAPES = {"good": "●", "careful": "▲", "bad": "■", "quiet": "○"}


@dataclass(frozen=True)
class Zone:
    """A stretch of a scale: from `start` up to the next zone, with a tone and a word."""

    start: Number
    name: str
    tone: str = "quiet"  # good, careful, bad or quiet


def bar(items: Sequence[Item], *, title: str, unit: str = "") -> SafeString:
    """Draw one horizontal bar an item, longest value full width; an unknown value has no bar."""
    if not items:
        return drawing.nothing(title)
    most = max((float(value) for _name, value in items if value is not None), default=0.0)
    rows = format_html_join(
        "", "{}", ((_bar_row(at, item, most, unit),) for at, item in enumerate(items))
    )
    picture = drawing.svg(rows, title, drawing.summary(items, unit), WIDTH, ROW * len(items), "bar")
    return drawing.figure(
        picture, drawing.table(title, [title], [(name, [value]) for name, value in items], unit)
    )


def line(
    series: Mapping[str, Sequence[Item]] | Sequence[Item],
    *,
    title: str,
    unit: str = "",
    span: tuple[Number, Number] | None = None,
) -> SafeString:
    """Draw one line a series over the same points; a line breaks where a value is unknown.

    At most four series: they differ by colour, dashes and the mark at their points. `span` is the
    lowest and highest number of the scale, where beginning at nothing would hide every change.
    """
    several = series if isinstance(series, Mapping) else {title: series}
    labels = [label for label, _value in max(several.values(), key=len, default=[])]
    values = [v for points in several.values() for _label, v in points if v is not None]
    if not labels or not values:
        return drawing.nothing(title)
    low, high = span or (_floor(values), _ceiling(values))
    scale = _Scale(float(low), float(high), len(labels))
    lines = format_html_join(
        "",
        '<g class="chart__series chart__series--{}">{}</g>',
        ((at % 4 + 1, _line(scale, points)) for at, points in enumerate(several.values())),
    )
    body = format_html("{}{}{}", _grid(scale), _line_labels(scale, labels), lines)
    words = "; ".join(
        f"{name}: {drawing.summary(points, unit)}" for name, points in several.items()
    )
    picture = drawing.svg(body, title, words, WIDTH, LINE_HEIGHT, "line")
    legend = _legend(several) if len(several) > 1 else ""
    rows = [
        (label, [_at(points, at) for points in several.values()]) for at, label in enumerate(labels)
    ]
    return drawing.figure(
        picture, format_html("{}{}", legend, drawing.table(title, list(several), rows, unit))
    )


def zone_bar(
    value: Number | None,
    zones: Sequence[Zone],
    *,
    title: str = "",
    maximum: Number = 100,
    unit: str = "",
) -> SafeString:
    """Draw a scale cut into zones, with a marker where the value stands."""
    if not zones:
        return drawing.nothing(title)
    low = float(zones[0].start)
    span = max(float(maximum) - low, 1e-9)
    ends = [*(zone.start for zone in zones[1:]), maximum]
    parts = format_html_join(
        "", "{}", ((_zone(zone, end, low, span),) for zone, end in zip(zones, ends, strict=True))
    )
    here = _zone_of(value, zones)
    words = _("unknown") if value is None else f"{drawing.written(value, unit)}{_named(here)}"
    marker = _marker(value, low, span)
    picture = drawing.svg(format_html("{}{}", parts, marker), title, words, WIDTH, 84, "zones")
    rows = [
        (zone.name, [f"{drawing.written(zone.start, unit)} – {drawing.written(end, unit)}"])
        for zone, end in zip(zones, ends, strict=True)
    ]
    return drawing.figure(picture, drawing.table(f"{title}: {words}", [_("Range")], rows, ""))


def dial(value: Number | None, *, maximum: Number, label: str, tone: str = "") -> SafeString:
    """Draw a half circle filled up to the value, with the value in its middle."""
    share = 0.0 if value is None else drawing.share(float(value), float(maximum))
    around = 251.33  # half of a circle with radius 80
    words = (
        _("unknown")
        if value is None
        else _("%(value)s of %(maximum)s")
        % {"value": drawing.written(value), "maximum": drawing.written(maximum)}
    )
    filled = format_html(
        '<path class="chart__fill{}" d="M20 100a80 80 0 0 1 160 0" fill="none" stroke-width="16"'
        ' stroke-dasharray="{} 600"/>',
        f" chart__tone--{tone}" if tone in SHAPES else "",
        drawing.short(share * around),
    )
    body = format_html(
        '<path class="chart__track" d="M20 100a80 80 0 0 1 160 0" fill="none" stroke-width="16"/>{}'
        '<text class="chart__number" x="100" y="92" text-anchor="middle">{}</text>'
        '<text class="chart__label" x="100" y="116" text-anchor="middle">{}</text>',
        filled if share else "",
        drawing.written(value),
        drawing.cut(label, 26),
    )
    return drawing.figure(drawing.svg(body, label, words, 200, 124, "dial"), "")


def shares(items: Sequence[Item], *, title: str) -> SafeString:
    """Draw at most four parts of one whole as a single bar, from the palest to the strongest."""
    whole = sum(float(value or 0) for _name, value in items)
    if not whole:
        return drawing.nothing(title)
    rows = [(name, drawing.percent(float(value or 0), whole)) for name, value in items]
    edges = [sum(float(value or 0) for _n, value in items[:at]) for at in range(len(items) + 1)]
    body = format_html_join(
        "",
        '<rect class="chart__share chart__share--{}" x="{}" y="0" width="{}" height="14"/>',
        (
            (
                at + 1,
                drawing.short(drawing.share(edges[at], whole) * WIDTH),
                drawing.short(drawing.share(edges[at + 1] - edges[at], whole) * WIDTH),
            )
            for at in range(len(items))
            if edges[at + 1] > edges[at]
        ),
    )
    words = ", ".join(f"{name} {share}" for name, share in rows)
    picture = drawing.svg(body, title, words, WIDTH, 14, "shares")
    return drawing.figure(picture, "")


def heat_table(
    rows: Sequence[str],
    columns: Sequence[str],
    cell: Callable[[str, str], Number | None],
    *,
    title: str = "",
    maximum: Number | None = None,
    unit: str = "",
) -> SafeString:
    """Return a table whose cells are tinted in five steps from nothing to `maximum`."""
    values = [[cell(row, column) for column in columns] for row in rows]
    known = [float(value) for line_ in values for value in line_ if value is not None]
    most = float(maximum) if maximum is not None else max(known, default=0.0)
    head = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in columns))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((row, _heat_cells(line_, most, unit)) for row, line_ in zip(rows, values, strict=True)),
    )
    return format_html(
        '<div class="chart chart--heat" tabindex="0" role="region" aria-label="{}"><table>'
        "<caption>{}</caption><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>",
        title or _("Table"),
        title,
        head,
        body,
    )


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    points: int

    def x(self, at: int) -> float:
        wide = WIDTH - LINE_LEFT - LINE_RIGHT
        return LINE_LEFT + (wide / 2 if self.points == 1 else wide * at / (self.points - 1))

    def y(self, value: Number) -> float:
        tall = LINE_HEIGHT - LINE_TOP - LINE_BOTTOM
        return LINE_TOP + tall * (1 - (float(value) - self.low) / (self.high - self.low))


def _bar_row(at: int, item: Item, most: float, unit: str) -> SafeString:
    name, value = item
    wide = 0.0 if value is None else drawing.share(float(value), most) * WIDTH
    top = at * ROW
    return format_html(
        '<text class="chart__label" x="0" y="{}">{}</text>'
        '<text class="chart__value" x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="chart__track" x="0" y="{}" width="{}" height="10" rx="2"/>{}',
        top + 15,
        drawing.cut(name, LONGEST_LABEL),
        WIDTH,
        top + 15,
        drawing.written(value, unit),
        top + 22,
        WIDTH,
        format_html(
            '<rect class="chart__fill" x="0" y="{}" width="{}" height="10" rx="2"/>',
            top + 22,
            drawing.short(wide),
        )
        if wide
        else "",
    )


def _line(scale: _Scale, points: Sequence[Item]) -> SafeString:
    path, is_drawing = [], False
    for at, (_label, value) in enumerate(points):
        if value is not None:
            step = "L" if is_drawing else "M"
            path.append(f"{step}{drawing.short(scale.x(at))} {drawing.short(scale.y(value))}")
        is_drawing = value is not None
    dots = format_html_join(
        "",
        '<circle class="chart__dot" cx="{}" cy="{}" r="4"/>',
        (
            (drawing.short(scale.x(at)), drawing.short(scale.y(value)))
            for at, (_label, value) in enumerate(points)
            if value is not None
        ),
    )
    return format_html('<path class="chart__line" d="{}" fill="none"/>{}', "".join(path), dots)


def _grid(scale: _Scale) -> SafeString:
    steps = [scale.low + (scale.high - scale.low) * part / 4 for part in range(5)]
    return format_html_join(
        "",
        '<line class="chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart__tick" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                LINE_LEFT,
                WIDTH - LINE_RIGHT,
                drawing.short(scale.y(step)),
                drawing.short(scale.y(step)),
                LINE_LEFT - 8,
                drawing.short(scale.y(step) + 4),
                drawing.written(step),
            )
            for step in steps
        ),
    )


def _line_labels(scale: _Scale, labels: Sequence[str]) -> SafeString:
    """Write as many labels as fit, always the first and the last."""
    longest = min(max(map(len, labels)), LONGEST_TICK)
    fitting = max(2, int((WIDTH - LINE_LEFT) // (longest * 9 + 16)))
    every = max(1, -(-len(labels) // fitting))
    last = len(labels) - 1
    shown = [at for at in range(0, len(labels), every) if last - at >= every or at == last]
    if shown[-1:] != [last]:
        shown.append(last)
    return format_html_join(
        "",
        '<text class="chart__tick" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (
                drawing.short(scale.x(at)),
                LINE_HEIGHT - 8,
                "end" if at == last and last else "middle",
                drawing.cut(labels[at], LONGEST_TICK),
            )
            for at in shown
        ),
    )


def _legend(names: Iterable[str]) -> SafeString:
    keys = format_html_join(
        "",
        '<li class="chart__key chart__series--{}"><svg viewBox="0 0 28 8" width="28" height="8"'
        ' aria-hidden="true"><path class="chart__line" d="M0 4h28"/></svg>{}</li>',
        ((at % 4 + 1, name) for at, name in enumerate(names)),
    )
    return format_html('<ul class="chart__legend" role="list">{}</ul>', keys)


def _zone(zone: Zone, end: Number, low: float, span: float) -> SafeString:
    left = drawing.share(float(zone.start) - low, span) * WIDTH
    wide = drawing.share(float(end) - low, span) * WIDTH - left
    tone = zone.tone if zone.tone in SHAPES else "quiet"
    return format_html(
        '<rect class="chart__zone chart__tone--{}" x="{}" y="28" width="{}" height="18"/>'
        '<text class="chart__tick" x="{}" y="64">{}</text>'
        '<text class="chart__tick" x="{}" y="80">{}</text>',
        tone,
        drawing.short(left + 1),
        drawing.short(max(wide - 2, 0)),
        drawing.short(left + 1),
        drawing.written(zone.start),
        drawing.short(left + 1),
        # About nine units a letter: a name that does not fit stays in the table.
        drawing.cut(f"{SHAPES[tone]} {zone.name}", int(wide // 9)) if wide > 28 else SHAPES[tone],
    )


def _marker(value: Number | None, low: float, span: float) -> SafeString:
    if value is None:
        return format_html('<text class="chart__value" x="0" y="18">{}</text>', _("unknown"))
    x = min(max(drawing.share(float(value) - low, span) * WIDTH, 8), WIDTH - 8)
    side = "start" if x < WIDTH / 2 else "end"
    return format_html(
        '<path class="chart__marker" d="M{} 28l-7 -11h14z"/>'
        '<text class="chart__value" x="{}" y="20" text-anchor="{}">{}</text>',
        drawing.short(x),
        drawing.short(x + (14 if side == "start" else -14)),
        side,
        drawing.written(value),
    )


def _zone_of(value: Number | None, zones: Sequence[Zone]) -> Zone | None:
    if value is None:
        return None
    return next((zone for zone in reversed(zones) if float(value) >= float(zone.start)), None)


def _named(zone: Zone | None) -> str:
    return f", {zone.name}" if zone else ""


def _heat_cells(values: Sequence[Number | None], most: float, unit: str) -> SafeString:
    return format_html_join(
        "",
        '<td class="chart__heat chart__heat--{}">{}</td>',
        (
            (
                "none" if value is None else round(drawing.share(float(value), most) * 5),
                drawing.written(value, unit),
            )
            for value in values
        ),
    )


def _at(points: Sequence[Item], at: int) -> Number | None:
    return points[at][1] if at < len(points) else None


def _floor(values: Sequence[Number]) -> float:
    return min(0.0, *map(float, values)) if len(values) > 1 else min(0.0, float(values[0]))


def _ceiling(values: Sequence[Number]) -> float:
    """Return a round number at or above the highest value, so that the grid reads well."""
    most = max(map(float, values))
    if most <= 0:
        return 1.0
    size = 10.0 ** (len(str(int(most))) - 1) if most >= 1 else 1.0
    return next(
        step * size for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10) if step * size >= most
    )
