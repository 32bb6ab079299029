"""The standards as YAML, in the shape that the demo's own file has; `fromyaml` is the inverse."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

from maklumat.catalogue.laws import law
from maklumat.catalogue.models import Service
from maklumat.catalogue.models.service import LIMITS
from maklumat.catalogue.standard import Component

# Any in this module: YAML holds anything.


def text(services: Iterable[Service]) -> str:
    entries = [entry(service) for service in services]
    return str(
        yaml.safe_dump({"services": entries}, allow_unicode=True, sort_keys=False, width=110)
    )


def entry(service: Service) -> dict[str, Any]:
    """Return one service as `services.yaml` writes it."""
    return {
        "id": service.code,
        "name": service.name,
        "summary": service.summary,
        "agency": service.agency.slug,
        "type": service.type,
        **({"sector": service.sector.slug} if service.sector else {}),
        "life_events": [term.slug for term in service.life_events.all()],
        "audience": [term.slug for term in service.audiences.all()],
        "channels": [_filled(kind=row.kind, note=row.note, url=row.url)
                     for row in service.channels.all()],
        "synonyms": service.synonyms.splitlines(),
        **_parts(
            status=_filled(
                status=service.status if service.status != "open" else "",
                reason=service.status_reason,
                until=_day(service.status_until),
            ),
            review=_filled(checked=_day(service.reviewed_at), due=_day(service.review_due)),
            decree=_filled(number=service.decree_number, date=_day(service.decree_date)),
            sippn=_filled(id=service.sippn_id, entered=_day(service.sippn_published_at)),
        ),
        "components": components(service),
    }  # fmt: skip


def _parts(**parts: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in parts.items() if part}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def components(service: Service) -> dict[str, Any]:
    """Return the 14 components, row by row as they are kept, so that nothing is lost on the way."""
    return {
        Component.LEGAL_BASIS.value: [_law(row) for row in service.legal_basis.all()],
        Component.REQUIREMENTS.value: [
            {"group": case.name, "items": [_requirement(row) for row in case.items.all()]}
            for case in service.cases.all()
        ],
        Component.PROCEDURE.value: [
            _filled(actor=row.actor, text=row.text, place=row.place, minutes=row.minutes)
            for row in service.steps.all()
        ],
        Component.DURATION.value: _filled(
            value=service.duration_value,
            unit=service.duration_unit,
            starts=service.duration_starts,
            note=service.duration_note,
        ),
        Component.FEE.value: [_fee(row) for row in service.fees.all()],
        Component.PRODUCT.value: [
            _filled(name=row.name, validity=row.validity) for row in service.products.all()
        ],
        Component.FACILITIES.value: _facilities(service),
        Component.COMPETENCE.value: [row.text for row in service.competences.all()],
        Component.SUPERVISION.value: [row.text for row in service.supervisions.all()],
        Component.COMPLAINTS.value: {
            "officer": service.complaint_officer,
            "channels": [
                {"kind": row.kind, "value": row.value} for row in service.complaint_channels.all()
            ],
            "limits_working_days": _filled(
                **{key: getattr(service, field) for key, field in LIMITS.items()}
            ),
        },
        Component.STAFF.value: [
            {"role": row.role, "count": row.count} for row in service.staff.all()
        ],
        Component.GUARANTEE.value: {
            "statement": service.guarantee_statement,
            "compensation": service.guarantee_compensation,
            "decree": service.guarantee_decree,
        },
        Component.SAFETY.value: [row.text for row in service.safety_measures.all()],
        Component.EVALUATION.value: [row.text for row in service.evaluations.all()],
    }


def _law(row: Any) -> str | dict[str, str]:
    """Write a law as people cite it, where that can be read back; else by its parts."""
    if not row.article:
        return str(row.document)
    link = ", " if row.article.startswith("Pasal") else " "
    article = row.article if link == ", " else f"({row.article})"
    text = f"{row.document.citation}{link}{article}"
    read = law(text)
    if (read.citation, read.remark) == (row.document.citation, row.article):
        return text
    return {"document": row.document.citation, "article": row.article}


def _requirement(row: Any) -> dict[str, Any]:
    count = row.count if row.count != 1 else None
    return _filled(text=row.text, form=row.form, count=count, note=row.note)


def _facilities(service: Service) -> Any:
    """Return two lists of names; one list of rows where that would lose their order or number."""
    rows = list(service.facilities.all())
    in_order = sorted(rows, key=lambda row: row.for_vulnerable) == rows
    if in_order and not any(row.count for row in rows):
        return {
            "umum": [row.name for row in rows if not row.for_vulnerable],
            "kelompok_rentan": [row.name for row in rows if row.for_vulnerable],
        }
    return [
        _filled(name=row.name, count=row.count, kelompok_rentan=row.for_vulnerable or None)
        for row in rows
    ]


def _fee(row: Any) -> dict[str, Any]:
    return _filled(
        type=row.kind,
        amount_idr=row.amount,
        payer=row.payer,
        unit=row.unit,
        basis=row.basis,
        note=row.note,
    )


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "")}
