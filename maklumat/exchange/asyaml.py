"""The standards as YAML, in the shape that the demo's own file has: it can be read back."""

from collections.abc import Iterable
from typing import Any

import yaml

from maklumat.catalogue.models import Service
from maklumat.catalogue.standard import Component, Fee, Standard, Step

# Any in this module: YAML holds anything.


def text(services: Iterable[Service]) -> str:
    entries = [entry(service) for service in services]
    return str(
        yaml.safe_dump({"services": entries}, allow_unicode=True, sort_keys=False, width=110)
    )


def entry(service: Service) -> dict[str, Any]:
    """Return one service as `services.yaml` writes it."""
    decree = {"number": service.decree_number}
    if service.decree_date:
        decree["date"] = service.decree_date.isoformat()
    sippn = {"id": service.sippn_id}
    if service.sippn_published_at:
        sippn["entered"] = service.sippn_published_at.isoformat()
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
        **({"decree": decree} if service.decree_number else {}),
        **({"sippn": sippn} if service.sippn_id else {}),
        "components": components(service),
    }  # fmt: skip


def components(service: Service) -> dict[str, Any]:
    standard = service.standard()
    return {
        Component.LEGAL_BASIS.value: [_law(row) for row in service.legal_basis.all()],
        Component.REQUIREMENTS.value: _cases(standard),
        Component.PROCEDURE.value: [_step(step) for step in standard.procedure],
        Component.DURATION.value: _filled(
            value=standard.duration.value,
            unit=standard.duration.unit,
            starts=standard.duration.starts,
            note=standard.duration.note,
        ),
        Component.FEE.value: [_fee(fee) for fee in standard.fees],
        Component.PRODUCT.value: [
            _filled(name=row.name, validity=row.validity) for row in standard.products
        ],
        Component.FACILITIES.value: {
            "umum": [row.name for row in standard.facilities if not row.for_vulnerable],
            "kelompok_rentan": [row.name for row in standard.facilities if row.for_vulnerable],
        },
        Component.COMPETENCE.value: list(standard.competence),
        Component.SUPERVISION.value: list(standard.supervision),
        Component.COMPLAINTS.value: {
            "officer": standard.complaints.officer,
            "channels": [
                {"kind": row.kind, "value": row.value} for row in standard.complaints.channels
            ],
            "limits_working_days": dict(standard.complaints.limits),
        },
        Component.STAFF.value: [{"role": row.role, "count": row.count} for row in standard.staff],
        Component.GUARANTEE.value: {
            "statement": standard.guarantee.statement,
            "compensation": standard.guarantee.compensation,
            "decree": standard.guarantee.decree,
        },
        Component.SAFETY.value: list(standard.safety),
        Component.EVALUATION.value: list(standard.evaluation),
    }


def _law(row: Any) -> str:
    if not row.article:
        return str(row.document)
    article = f", {row.article}" if row.article.startswith("Pasal") else f" ({row.article})"
    return f"{row.document.citation}{article}"


def _cases(standard: Standard) -> list[dict[str, Any]]:
    return [
        {
            "group": case.name or "Umum",
            "items": [
                _filled(
                    text=item.text,
                    form=item.form,
                    count=item.count if item.count != 1 else None,
                    note=item.note,
                )
                for item in case.items
            ],
        }
        for case in standard.requirements
    ]


def _step(step: Step) -> dict[str, Any]:
    return _filled(actor=step.actor, text=step.text, place=step.place, minutes=step.minutes)


def _fee(fee: Fee) -> dict[str, Any]:
    return _filled(
        type=fee.kind,
        amount_idr=fee.amount,
        payer=fee.payer,
        unit=fee.unit,
        basis=fee.basis,
        note=fee.note,
    )


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "")}
