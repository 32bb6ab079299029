"""A standard without what belongs to one place only, so that every agency can start from it. Pure.

What is local is left out, never replaced by a guess: then completeness names it as missing, and
the agency that takes the template writes its own.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from maklumat.catalogue import standard as std
from maklumat.catalogue.laws import law

_LOCAL_LAWS = {"perda", "perkada", "keputusan"}
_LOCAL_BASIS = re.compile(
    r"\b(?:Perda|Perbup|Perwal|Perwali|Pergub|BLUD|Qanun|Peraturan (?:Daerah|Bupati|Wali Kota|"
    r"Gubernur)|Keputusan (?:Bupati|Wali Kota|Gubernur|[Dd]ireksi|[Dd]irektur|Kepala|Camat))\b"
)
_EVERYWHERE = {"desk", "box", "letter", "lapor"}  # ways to complain that every agency can offer
_CONTACT = re.compile(
    r"@|https?:|www\.|\.(?:go|or|co)\.id\b|\.example\b|(?<!\d)(?:\+62|0)[\d ()-]{7,}"
    r"|\b(?:Jl|Jln|Jalan)\b\.? [A-Z]|\bfiktif\b"
)
_HOW_MANY = re.compile(r" (?:dengan )?\d+ \w+$")


class _Local:
    """Knows a text that is about one place."""

    def __init__(self, words: Iterable[str]) -> None:
        names = sorted({word.strip() for word in words if len(word.strip()) > 3}, key=len)
        joined = "|".join(re.escape(name) for name in reversed(names))
        self.names = re.compile(rf"\b(?:{joined})\b", re.IGNORECASE) if joined else None

    def __call__(self, text: str) -> bool:
        return bool(_CONTACT.search(text) or (self.names and self.names.search(text)))

    def empty(self, text: str) -> str:
        return "" if self(text) else text

    def keep(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(text for text in texts if not self(text))


def cleaned(standard: std.Standard, names: Iterable[str] = ()) -> std.Standard:
    """Leave out contacts, local rules and tariffs, decrees, head counts and whatever has a name in it.

    `names` are those of the place: the government, the agency, its units and people.

    >>> row = std.Standard(safety=("APAR", "Satpam Dinas Contoh"), staff=(std.StaffRole("Loket", 2),))
    >>> cleaned(row, ["Dinas Contoh"]) == std.Standard(safety=("APAR",))
    True
    """
    local = _Local(names)
    return std.Standard(
        legal_basis=tuple(
            replace(row, article=local.empty(row.article), url="")
            for row in standard.legal_basis
            if law(row.citation).kind not in _LOCAL_LAWS and not local(row.citation)
        ),
        requirements=_cases(standard, local),
        procedure=tuple(
            replace(step, place="") for step in standard.procedure if not local(step.text)
        ),
        duration=replace(
            standard.duration,
            starts=local.empty(standard.duration.starts),
            note=local.empty(standard.duration.note),
        ),
        fees=tuple(_fee(fee, local) for fee in standard.fees),
        products=tuple(row for row in standard.products if not local(row.name)),
        facilities=tuple(
            replace(row, name=_HOW_MANY.sub("", row.name), count=None)
            for row in standard.facilities
            if not local(row.name)
        ),
        competence=local.keep(standard.competence),
        supervision=local.keep(standard.supervision),
        complaints=_complaints(standard, local),
        guarantee=std.Guarantee(
            local.empty(standard.guarantee.statement),
            local.empty(standard.guarantee.compensation),
        ),
        safety=local.keep(standard.safety),
        evaluation=local.keep(standard.evaluation),
    )


def _cases(standard: std.Standard, local: _Local) -> tuple[std.Case, ...]:
    return tuple(
        std.Case(
            case.name,
            tuple(
                replace(item, note=local.empty(item.note))
                for item in case.items
                if not local(item.text)
            ),
        )
        for case in standard.requirements
        if not local(case.name)
    )


def _fee(fee: std.Fee, local: _Local) -> std.Fee:
    """Keep what is free by national law; an amount that a local rule sets is the agency's own."""
    note = local.empty(fee.note)
    if not (local(fee.basis) or _LOCAL_BASIS.search(fee.basis)):
        return replace(fee, note=note, payer=local.empty(fee.payer))
    amount = fee.amount if fee.free else None
    return replace(fee, amount=amount, basis="", note=note, payer=local.empty(fee.payer))


def _complaints(standard: std.Standard, local: _Local) -> std.Complaints:
    channels = tuple(
        row
        for row in standard.complaints.channels
        if row.kind in _EVERYWHERE and not local(row.value)
    )
    return std.Complaints("", channels, standard.complaints.limits)
