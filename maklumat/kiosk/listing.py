"""How kiosks stand, in words: for the list, its file and the page of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maklumat.agencies import labels as days
from maklumat.agencies.hours import Span
from maklumat.core.release import version
from maklumat.core.sheets import Value
from maklumat.kiosk import mapping, opening, queries, silence
from maklumat.kiosk.mapping import Spot
from maklumat.kiosk.models import Device
from maklumat.kiosk.silence import State

SHAPES = {
    State.HEARD: "●",
    State.SILENT: "■",
    State.RESTING: "◐",
    State.NEVER: "○",
    State.WITHDRAWN: "✕",
}
SIZE, EDGE = (480, 300), 28
FEWEST_ON_MAP = 2  # one dot alone tells nothing


@dataclass(frozen=True)
class Line:
    """One kiosk, with everything that is said of it beside its facts."""

    number: int
    device: Device
    state: State
    words: str
    notes: tuple[str, ...]
    visits: int  # of the last seven days

    @property
    def shape(self) -> str:
        return SHAPES[self.state]

    @property
    def needs_somebody(self) -> bool:
        return self.state is State.SILENT or bool(self.notes)


def lines(devices: Iterable[Device], visits: Mapping[int, int], at: datetime) -> list[Line]:
    return [
        line(device, at, number, visits.get(device.pk, 0))
        for number, device in enumerate(devices, start=1)
    ]


def in_order(rows: Iterable[Line]) -> list[Line]:
    """Put those first that need somebody; the numbers follow, for the map."""
    ordered = sorted(
        rows, key=lambda row: (row.state is not State.SILENT, not row.needs_somebody, row.number)
    )
    return [replace(row, number=number) for number, row in enumerate(ordered, start=1)]


def line(device: Device, at: datetime, number: int = 1, visits: int = 0) -> Line:
    state = state_of(device, at)
    return Line(number, device, state, words(device, state, at), notes(device, state), visits)


def state_of(device: Device, at: datetime) -> State:
    return silence.state(queries.heard(device), opening.open_since(device, at), at)


def words(device: Device, state: State, at: datetime) -> str:
    """Say in a few words how it stands with a kiosk."""
    last = queries.heard(device).last
    if state is State.NEVER:
        return _("not set up yet")
    if state is State.WITHDRAWN and device.revoked_at:
        local = opening.local_time(device, device.revoked_at)
        return _("withdrawn on %(day)s") % {"day": date_format(local, "j F Y")}
    if last is None:
        return ""
    if state is State.HEARD:
        minutes = int((at - last).total_seconds() // 60)
        if minutes < 2:
            return _("heard just now")
        return ngettext("heard %(count)s minute ago", "heard %(count)s minutes ago", minutes) % {
            "count": minutes
        }
    since = {"time": _clock(device, last, at)}
    if state is State.RESTING:
        return _("place closed or just opened, last heard %(time)s") % since
    return _("silent since %(time)s") % since


def _clock(device: Device, moment: datetime, at: datetime) -> str:
    """Only the time for today, else the day too."""
    local, today = opening.local_time(device, moment), opening.local_time(device, at).date()
    return date_format(local, "H.i" if local.date() == today else "j M Y, H.i")


def notes(device: Device, state: State) -> tuple[str, ...]:
    """Return what somebody should look at, of a kiosk that is in use."""
    if state in (State.NEVER, State.WITHDRAWN):
        return ()
    found = []
    if device.waiting:
        said = ngettext("%(count)s waits to be sent", "%(count)s wait to be sent", device.waiting)
        found.append(said % {"count": device.waiting})
    if device.free_mb is not None and silence.is_storage_low(device.free_mb):
        found.append(_("only %(mb)s MB of storage free") % {"mb": device.free_mb})
    if device.px_per_mm is None:
        found.append(_("screen not measured yet"))
    if device.version and device.version != version():
        found.append(_("shows version %(old)s, the portal has %(new)s") % {
            "old": device.version, "new": version(),
        })  # fmt: skip
    return tuple(found)


# --- The map -----------------------------------------------------------------------------------


def spot_of(device: Device) -> Spot | None:
    """Return where a kiosk stands: its own point, else that of its unit."""
    for row in (device, device.unit):
        if row.latitude is not None and row.longitude is not None:
            return Spot(float(row.latitude), float(row.longitude))
    return None


def drawing(rows: Sequence[Line], offices: Sequence[Spot]) -> SafeString | str:
    """Draw the kiosks over the offices of the government; nothing where hardly a place is known.

    The list beside it says the same in words: the drawing carries the numbers of its lines.
    """
    known = [(row, spot) for row in rows if (spot := spot_of(row.device))]
    if not known or len(known) + len(offices) < FEWEST_ON_MAP:
        return ""
    made = mapping.chart(offices, [spot for _row, spot in known], SIZE, EDGE)
    back = format_html_join(
        "", '<circle class="ki-office" cx="{}" cy="{}" r="3"/>',
        ((_px(dot.x), _px(dot.y)) for dot in made.back),
    )  # fmt: skip
    front = format_html_join(
        "",
        '<g class="ki-mark ki-mark--{}"><title>{}</title><circle cx="{}" cy="{}" r="11"/>'
        '<text x="{}" y="{}">{}</text></g>',
        (
            (row.state.value, f"{row.device.name}: {row.words}", _px(dot.x), _px(dot.y),
             _px(dot.x), _px(dot.y + 4.5), row.number)
            for (row, _spot), dot in zip(known, made.front, strict=True)
        ),
    )  # fmt: skip
    return format_html(
        '<svg class="ki-map" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">{back}{front}'
        '<path class="ki-scale" d="M16 {y}h{km}m0 -4v8M16 {top}v8"/>'
        '<text class="ki-words" x="16" y="{words}">{km_words}</text></svg>',
        w=SIZE[0], h=SIZE[1], back=back, front=front, y=SIZE[1] - 12, top=SIZE[1] - 16,
        words=SIZE[1] - 20, km=_px(made.km_width),
        km_words=_("%(km)s km, north is up") % {"km": f"{made.km:g}".replace(".", ",")},
        label=_("Map of the kiosks; the numbers are those of the list"),
    )  # fmt: skip


def _px(length: float) -> str:
    return f"{length:.1f}"


# --- The file ----------------------------------------------------------------------------------


def heads() -> list[str]:
    return [
        _("Name"), _("Agency"), _("Unit"), _("Place"), _("State"), _("To look at"), _("Set up on"),
        _("Last heard of"), _("Last touched"), _("Waits to be sent"), _("Free storage, MB"),
        _("Version"), _("Visits in seven days"), _("Latitude"), _("Longitude"),
    ]  # fmt: skip


def cells(row: Line) -> list[Value]:
    device, spot = row.device, spot_of(row.device)
    return [
        device.name, device.agency.short_name, device.unit.short_name, device.place, row.words,
        "; ".join(row.notes), _stamp(device, device.enrolled_at), _stamp(device, device.seen_at),
        _stamp(device, device.touched_at), device.waiting, device.free_mb, device.version,
        row.visits, spot.latitude if spot else None, spot.longitude if spot else None,
    ]  # fmt: skip


def _stamp(device: Device, at: datetime | None) -> str:
    return opening.local_time(device, at).strftime("%Y-%m-%d %H:%M") if at else ""


def state_names() -> list[tuple[State, str]]:
    return [
        (State.SILENT, _("silent")),
        (State.HEARD, _("heard")),
        (State.RESTING, _("resting")),
        (State.NEVER, _("not set up")),
        (State.WITHDRAWN, _("withdrawn")),
    ]


def week(lines_: Iterable[tuple[int, int, tuple[Span, ...]]]) -> list[tuple[str, str]]:
    """Return equal days in one line each: ("Senin–Kamis", "08.00–15.30")."""
    names = [str(name) for _number, name in days.WEEKDAYS]
    return [
        (
            names[first] if first == last else f"{names[first]}–{names[last]}",
            ", ".join(f"{span.opens:%H.%M}–{span.closes:%H.%M}" for span in spans),
        )
        for first, last, spans in lines_
    ]
