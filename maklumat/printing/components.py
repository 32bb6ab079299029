"""The 14 components of a standard as the rows of the official table: number, name, description.

Form: PermenPANRB 15/2014, annex: two tables, service delivery (6) and management (8), each with
the columns number, component and description.
"""

from typing import Any

from maklumat.catalogue import details, wording
from maklumat.catalogue.standard import (
    MANAGEMENT,
    OFFICIAL_NAMES,
    SERVICE_DELIVERY,
    Component,
    Fee,
    Standard,
)

Content = dict[str, Any]  # Any: JSON has no narrower type

DELIVERY_TITLE = "Proses penyampaian pelayanan (service delivery)"
MANAGEMENT_TITLE = "Proses pengelolaan pelayanan di internal organisasi (manufacturing)"


def tables(standard: Standard) -> list[Content]:
    """Return the two tables; a component that is not written yet has no blocks."""
    return [
        {
            "title": title,
            "rows": [_row(standard, number, part) for number, part in enumerate(parts, 1)],
        }
        for title, parts in ((DELIVERY_TITLE, SERVICE_DELIVERY), (MANAGEMENT_TITLE, MANAGEMENT))
    ]


def _row(standard: Standard, number: int, part: Component) -> Content:
    if part in SERVICE_DELIVERY:
        blocks = _DELIVERY[part](standard)
    else:
        lines = details.lines(standard, part)
        blocks = [_block([_item(line.text, line.mark) for line in lines])]
    return {
        "number": number,
        "name": OFFICIAL_NAMES[part],
        "blocks": [block for block in blocks if block["items"]],
    }


def _item(text: str, note: str = "") -> Content:
    return {"text": text, "note": note}


def _block(items: list[Content], *, title: str = "", numbered: bool = False) -> Content:
    return {"title": title, "numbered": numbered, "items": items}


def _requirements(standard: Standard) -> list[Content]:
    return [
        _block(
            [_item(row.text, wording.requirement_note(row)) for row in case.items],
            title=case.name,
        )
        for case in standard.requirements
    ]


def _procedure(standard: Standard) -> list[Content]:
    steps = [_item(row.text, wording.step_note(row)) for row in standard.procedure]
    return [_block(steps, numbered=True)]


def _duration(standard: Standard) -> list[Content]:
    found = standard.duration
    length = wording.duration(found)
    starts = f"Dihitung sejak {found.starts}." if found.starts else ""
    note = " ".join(filter(None, [starts, found.note]))
    return [_block([_item(length or note, note if length else "")] if length or note else [])]


def _fees(standard: Standard) -> list[Content]:
    return [_block([_fee(fee) for fee in standard.fees])]


def _fee(fee: Fee) -> Content:
    text = ": ".join(filter(None, [fee.payer, wording.amount(fee)]))
    basis = f"Dasar: {fee.basis}" if fee.basis else ""
    return _item(text, " · ".join(filter(None, [fee.note, basis])))


def _products(standard: Standard) -> list[Content]:
    return [_block([_item(row.name, row.validity) for row in standard.products])]


def _complaints(standard: Standard) -> list[Content]:
    ways = [
        _item(f"{row.kind}: {row.text}" if row.text else row.kind)
        for row in details.contacts(standard)
    ]
    officer = standard.complaints.officer
    rules = [f"Ditangani oleh {officer}."] if officer else []
    return [_block(ways), _block([_item(text) for text in [*rules, *wording.limits(standard)]])]


_DELIVERY = {
    Component.REQUIREMENTS: _requirements,
    Component.PROCEDURE: _procedure,
    Component.DURATION: _duration,
    Component.FEE: _fees,
    Component.PRODUCT: _products,
    Component.COMPLAINTS: _complaints,
}
