"""Charts: right, escaped, readable without eyes, acceptable to a strict page."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from maklumat.core import charts
from maklumat.core.charts import Zone

ZONES = [
    Zone(0, "Merah", "bad"),
    Zone(50, "Kuning", "careful"),
    Zone(Decimal("78"), "Hijau", "good"),
]
HOSTILE = '<script>alert("1")</script>&'
ITEMS = [("Dinas A", Decimal("86.456")), ("Dinas B", 0), ("Dinas C", None), (HOSTILE * 3, 1200)]


def drawn() -> dict[str, SafeString]:
    return {
        "bar": charts.bar(ITEMS, title=HOSTILE, unit="%"),
        "bar of nothing": charts.bar([], title=HOSTILE),
        "bar of zeros": charts.bar([("a", 0), ("b", None)], title="x"),
        "line": charts.line({"2025": ITEMS, HOSTILE: ITEMS[:2]}, title=HOSTILE),
        "line of one": charts.line([("Jan", 3)], title="x"),
        "line of nothing": charts.line([("Jan", None)], title="x"),
        "line of no series": charts.line({}, title="x"),
        "line below zero": charts.line([("Jan", -3.5), ("Feb", 2)], title="x"),
        "zones": charts.zone_bar(Decimal("81.5"), ZONES, title=HOSTILE),
        "zones unknown": charts.zone_bar(None, ZONES),
        "zones beyond": charts.zone_bar(140, ZONES),
        "no zones": charts.zone_bar(1, []),
        "dial": charts.dial(88.1, maximum=100, label=HOSTILE, tone="good"),
        "dial unknown": charts.dial(None, maximum=100, label="x"),
        "dial of nothing": charts.dial(0, maximum=0, label="x"),
        "heat": charts.heat_table(
            [HOSTILE, "B"], ["1", HOSTILE], lambda r, c: len(r + c), title="x"
        ),
        "heat unknown": charts.heat_table(["A"], ["1"], lambda _r, _c: None),
    }


@pytest.mark.parametrize("name", drawn())
def test_every_chart_is_well_formed_escaped_and_strict(name: str) -> None:
    chart = drawn()[name]
    ElementTree.fromstring(f"<div>{chart}</div>")  # noqa: S314  our own output

    assert isinstance(chart, SafeString)
    assert "<script" not in chart
    assert "style=" not in chart
    assert " on" not in re.sub(r">[^<]*<", "><", chart)
    assert "nan" not in chart.lower()


@pytest.mark.parametrize("name", ["bar", "line", "zones", "dial"])
def test_a_drawing_has_title_description_and_name(name: str) -> None:
    chart = drawn()[name]

    assert 'role="img"' in chart
    assert "aria-label=" in chart
    assert "<title>" in chart
    assert "<desc>" in chart


def test_every_number_stands_in_the_table_for_screen_readers() -> None:
    with translation.override("id"):
        table = charts.bar(ITEMS, title="Nilai", unit="%").split("<table>")[1]

    assert '<th scope="row">Dinas A</th><td>86,46\u00a0%</td>' in table
    assert '<th scope="row">Dinas B</th><td>0\u00a0%</td>' in table
    assert '<th scope="row">Dinas C</th><td>–</td>' in table
    assert "1.200\u00a0%" in table


def test_bars_are_in_proportion() -> None:
    chart = charts.bar([("a", 50), ("b", 100), ("c", 0)], title="x")

    assert re.findall(r'chart__fill" x="0" y="\d+" width="([\d.]+)"', chart) == ["240", "480"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(86.4, "86,4"), (86.456, "86,46"), (72, "72"), (1200.0, "1.200"), (-3.05, "-3,05"), (0, "0")],
)
def test_numbers_have_no_empty_decimals(value: float, shown: str) -> None:
    with translation.override("id"):
        assert f">{shown}</text>" in charts.bar([("a", value)], title="x")


def test_long_labels_are_cut_in_the_picture_but_whole_in_the_table() -> None:
    name = "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Pengendalian Penduduk"
    picture, table = charts.bar([(name, 1)], title="x").split("</svg>")

    assert f"{name[:37].rstrip()}…</text>" in picture
    assert name in table


def test_a_line_breaks_where_nothing_is_known() -> None:
    chart = charts.line([("a", 1), ("b", None), ("c", 2), ("d", 3)], title="x")

    path = re.search(r'chart__line" d="([^"]+)"', chart)
    assert path
    assert path[1].count("M") == 2


def test_many_points_show_only_labels_that_fit() -> None:
    chart = charts.line([(f"Minggu {week}", week) for week in range(52)], title="x")

    labels = re.findall(r">(Minggu \d+)</text>", chart)
    assert labels[0] == "Minggu 0"
    assert labels[-1] == "Minggu 51"
    assert len(labels) <= 9


@pytest.mark.parametrize(
    ("value", "word"),
    [(0, "Merah"), (49.99, "Merah"), (50, "Kuning"), (78, "Hijau"), (100, "Hijau")],
)
def test_a_zone_is_named_on_both_sides_of_its_border(value: float, word: str) -> None:
    description = re.search(r"<desc>([^<]+)", charts.zone_bar(value, ZONES, title="x"))

    assert description
    assert description[1].endswith(word)


def test_zones_carry_a_shape_beside_their_colour() -> None:
    chart = charts.zone_bar(60, ZONES, title="x")

    assert "■ Merah" in chart
    assert "▲ Kuning" in chart
    assert "● Hijau" in chart


def test_heat_table_has_five_steps_and_headings() -> None:
    chart = charts.heat_table(["a"], ["0", "5", "10"], lambda _row, column: int(column), maximum=10)

    assert re.findall(r"chart__heat--(\w+)", chart) == ["0", "2", "5"]
    assert '<th scope="row">a</th>' in chart


def test_numbers_speak_the_readers_language() -> None:
    with translation.override("en"):
        assert "1,234.5" in charts.dial(1234.5, maximum=2000, label="x")
    with translation.override("id"):
        assert "1.234,5" in charts.dial(1234.5, maximum=2000, label="x")


def test_shares_fill_the_whole_and_are_told_in_words() -> None:
    drawn = charts.shares([("bad", 1), ("fair", 0), ("good", 3)], title="Answers")
    assert drawn.count("<rect") == 2
    assert "bad 25" in drawn
    assert "good 75" in drawn


def test_shares_of_nothing_are_no_picture() -> None:
    assert "<svg" not in charts.shares([("bad", 0)], title="Answers")


def test_a_line_may_have_its_own_scale() -> None:
    drawn = charts.line([("a", 81), ("b", 84)], title="Index", span=(80, 90))
    assert ">80</text>" in drawn
    assert ">90</text>" in drawn
    assert ">0</text>" not in drawn
