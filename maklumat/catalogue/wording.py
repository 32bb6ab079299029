"""Values of a standard as words on the screen, in the language of the reader.

Amounts are written the Indonesian way in both languages: a receipt shows them so.
"""

from collections.abc import Sequence
from datetime import datetime, time

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from maklumat.agencies.hours import OpenState, Span
from maklumat.agencies.labels import WEEKDAYS
from maklumat.catalogue import labels
from maklumat.catalogue.cards import Card, Place
from maklumat.catalogue.standard import Duration, Fee, Requirement, Standard, Step


def grouped(number: int) -> str:
    """Group the digits by threes.

    >>> grouped(1250000)
    '1.250.000'
    """
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """Write an amount of money.

    >>> rupiah(10000)
    'Rp10.000'
    """
    return f"Rp{grouped(amount)}"


def duration(value: Duration) -> str:
    """Write how long something takes; "" where it is not known."""
    if not value.value or not value.unit:
        return ""
    return _span(value.value, value.unit)


def _span(number: int, unit: str) -> str:
    words = {
        "menit": ngettext("%(number)s minute", "%(number)s minutes", number),
        "jam": ngettext("%(number)s hour", "%(number)s hours", number),
        "hari": ngettext("%(number)s calendar day", "%(number)s calendar days", number),
        "hari_kerja": ngettext("%(number)s working day", "%(number)s working days", number),
        "minggu": ngettext("%(number)s week", "%(number)s weeks", number),
        "bulan": ngettext("%(number)s month", "%(number)s months", number),
        "tahun": ngettext("%(number)s year", "%(number)s years", number),
    }
    return words[unit] % {"number": grouped(number)}


def amount(fee: Fee) -> str:
    """Write what one payer pays."""
    if fee.free or fee.amount == 0:
        return gettext("Free")
    if fee.amount is None:
        return gettext("Calculated")
    return f"{rupiah(fee.amount)} {fee.unit}".strip()


def price(standard: Standard) -> str:
    """Write the fees of a service in a few words: free, an amount, a range, or calculated."""
    if standard.is_free:
        return gettext("Free")
    known = sorted({fee.amount for fee in standard.fees if fee.amount is not None})
    if not known:
        return gettext("Calculated") if standard.fees else ""
    low, high = known[0], known[-1]
    if any(fee.amount is None for fee in standard.fees):
        return gettext("From %(amount)s") % {"amount": rupiah(low)}
    if low == high:
        return rupiah(low)
    if low == 0:
        return gettext("Free to %(amount)s") % {"amount": rupiah(high)}
    return f"{rupiah(low)}–{rupiah(high)}"


def price_note(standard: Standard) -> str:
    """Say in a few words on what the price depends; "" where all pay alike."""
    if standard.is_free or not standard.fees:
        return ""
    if len(standard.fees) > 1:
        return gettext("Depends on who pays")
    fee = standard.fees[0]
    return gettext("See how it is calculated") if fee.amount is None else fee.payer


def clock(moment: time | datetime) -> str:
    """Write a time of day: 15.30 in Indonesian, 15:30 in English."""
    return moment.strftime("%H.%M" if get_language() == "id" else "%H:%M")


def weekday(number: int) -> str:
    return str(WEEKDAYS[number][1])


def open_now(place: Place, at: datetime) -> str:
    """Say whether a place is open, and until or from when; `at` is its local time."""
    short = _open_word(place)
    when = opens_when(place, at)
    return f"{short}, {when[:1].lower()}{when[1:]}" if when else short


def _open_word(place: Place) -> str:
    if not place.hours.known:
        return gettext("Hours not written yet")
    state = place.state
    if not state.open:
        return pgettext("a place", "Closed")
    if state.until is None:
        return gettext("Open day and night")
    return gettext("Open until %(time)s") % {"time": clock(state.until)}


def opens_when(place: Place, at: datetime) -> str:
    """Say when a closed place opens; "" if it is open or nobody knows."""
    if place.state.open or place.state.next_opens is None or not place.hours.known:
        return ""
    return gettext("Opens %(when)s") % {"when": _when(place.state, at)}


def _when(state: OpenState, at: datetime) -> str:
    opening = state.next_opens
    if opening is None:
        return ""
    days = (opening.date() - at.date()).days
    if days == 0:
        return clock(opening)
    if days == 1:
        return gettext("tomorrow %(time)s") % {"time": clock(opening)}
    day = weekday(opening.weekday()) if days < 7 else date_format(opening, "j F")
    return f"{day} {clock(opening)}"


def open_kind(place: Place) -> str:
    """Return the shape of the status: good when open, quiet when not."""
    return "good" if place.state.open else "quiet"


def days(first: int, last: int) -> str:
    """Write one weekday, or a run of them."""
    if first == last:
        return weekday(first)
    return f"{weekday(first)}–{weekday(last)}"


def times(spans: Sequence[Span]) -> str:
    return ", ".join(f"{clock(span.opens)}–{clock(span.closes)}" for span in spans)


def requirement_note(item: Requirement) -> str:
    """Write original or copy, how many, and the note below a requirement."""
    forms = {value: str(label).capitalize() for value, label in labels.DOCUMENT_FORMS}
    parts = [forms[item.form]] if item.form in forms else []
    if item.count > 1:
        parts.append(
            ngettext("%(count)s sheet", "%(count)s sheets", item.count) % {"count": item.count}
        )
    return " · ".join(filter(None, [", ".join(parts), item.note]))


def step_note(step: Step) -> str:
    """Write who, where and how long below a step; the applicant's own steps name nobody."""
    actors = {value: str(label).capitalize() for value, label in labels.ACTORS}
    who = "" if step.actor == "pemohon" else actors.get(step.actor, step.actor)
    minutes = _span(step.minutes, "menit") if step.minutes else ""
    return " · ".join(filter(None, [who, step.place, minutes]))


def limits(standard: Standard) -> list[str]:
    """Write by when complaints are answered, one sentence a kind."""
    sentences = {
        "verifikasi": gettext("Checked for completeness within %(time)s."),
        "permintaan_informasi": gettext("A question is answered within %(time)s."),
        "tidak_berkadar_pengawasan": gettext("A complaint is answered within %(time)s."),
        "berkadar_pengawasan": gettext(
            "A complaint that needs an inspection is answered within %(time)s."
        ),
    }
    given = standard.complaints.limits
    return [
        sentence % {"time": _span(given[kind], "hari_kerja")}
        for kind, sentence in sentences.items()
        if given.get(kind)
    ]


def facts(card: Card) -> list[dict[str, str]]:
    """Return the fact strip: what it costs, how long it takes, whether it is open."""
    standard, place = card.standard, card.main_place
    unknown = gettext("Not written yet")
    found = [
        {
            "label": gettext("Cost"),
            "value": price(standard) or unknown,
            "icon_name": "wallet",
            "note": price_note(standard),
        },
        {
            "label": gettext("Done in"),
            "value": duration(standard.duration) or unknown,
            "icon_name": "hourglass",
            "note": "",
        },
    ]
    if place is not None and card.service.status == "open":
        found.append(_counter(card, place))
    return found


def _counter(card: Card, place: Place) -> dict[str, str]:
    notes = [opens_when(place, card.at), place.state.reason]
    if len(card.places) > 1:
        notes.append(place.unit.short_name)
    return {
        "label": gettext("Counter"),
        "value": _open_word(place),
        "icon_name": "clock",
        "note": ", ".join(filter(None, notes)),
        "status": open_kind(place),
    }
