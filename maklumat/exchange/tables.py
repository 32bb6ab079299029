"""A service as the rows of the sheets, and cells as the values that a service takes."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from maklumat.catalogue.models import LegalDocument, Service
from maklumat.exchange.sheets import LISTS, NAMES, SERVICES, TERMS, Choices, Column, Sheet

Value = str | int | bool | date | None
Row = tuple[Value, ...]
Tables = dict[str, list[Row]]  # by the title of the sheet

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
DOTTED = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,-|,00)?", re.IGNORECASE)
YES, NO = ("ya", "y", "x", "v", "✓", "1", "true", "yes"), ("", "tidak", "-", "0", "false", "no")


class Kept:
    """Stands in a row for a cell that a file does not have: what is there stays."""


KEEP: Any = Kept()  # Any: stands for no value of any type


class BadCell(ValueError):
    """A cell cannot be taken; the text says why and what to write."""


def tables(service: Service, register: Mapping[int, LegalDocument]) -> Tables:
    """Return the service as it stands in this object; `register` has the laws by key."""
    found: Tables = {SERVICES.title: [_service_row(service)]}
    for sheet in LISTS:
        found[sheet.title] = rows_of(sheet, service, register)
    return found


def _service_row(service: Service) -> Row:
    return tuple(_service_value(service, column.field) for column in SERVICES.columns)


def _service_value(service: Service, field: str) -> Any:  # Any: of whatever type the field is
    if field == "agency":
        return service.agency.slug
    if field == "sector":
        return service.sector.name if service.sector else ""
    if field in TERMS:
        return term_names(term.name for term in getattr(service, field).all())
    return _plain(getattr(service, field))


def term_names(names: Iterable[str]) -> str:
    """Return the names of terms as one cell has them, always in the same order."""
    return "\n".join(sorted(names, key=str.casefold))


def rows_of(sheet: Sheet, service: Service, register: Mapping[int, LegalDocument]) -> list[Row]:
    """Return the rows of one list."""
    if sheet.relation == "cases":
        return [
            (
                _plain(case.name),
                *(_plain(getattr(item, column.field)) for column in sheet.columns[1:]),
            )
            for case in service.cases.all()
            for item in case.items.all()
        ] + [
            (_plain(case.name), "", "", 1, "")
            for case in service.cases.all()
            if case.name and not case.items.all()
        ]
    if sheet.relation == "legal_basis":
        return [
            (_plain(str(register[row.document_id])), _plain(row.article))
            for row in service.legal_basis.all()
        ]
    return [
        tuple(_plain(getattr(row, column.field)) for column in sheet.columns)
        for row in getattr(service, sheet.relation).all()
    ]


def _plain(value: Any) -> Any:  # Any: of whatever type the field is
    return clean(value) if isinstance(value, str) else value


def clean(text: str) -> str:
    """Return the text as a workbook can hold it."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def value(sheet: Sheet, column: Column, cell: object) -> Value:
    """Return what a cell means.

    Raises BadCell.
    """
    if isinstance(cell, Kept):
        return KEEP
    if column.field in NAMES:
        return _text(cell)
    rule = sheet.rule(column)
    if rule.choices:
        chosen = _choice(Choices(rule.choices), _text(cell))
        return str(rule.get_default()) if column.later and not chosen else chosen
    if isinstance(rule, models.BooleanField):
        return _flag(_text(cell))
    if isinstance(rule, models.DateField):
        return _day(cell)
    found: Value = _whole(cell) if isinstance(rule, models.IntegerField) else _text(cell)
    if found is None and not rule.null and rule.has_default():
        found = rule.get_default()
    try:
        rule.clean(found, None)  # no rule here looks at its row
    except ValidationError as error:
        raise BadCell(" ".join(error.messages)) from None
    return found


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else clean(str(cell))


def _whole(cell: object) -> int | None:
    text = _text(cell)
    if not text:
        return None
    found = DOTTED.fullmatch(text)
    if found is None or len(text) > 24:
        raise BadCell(
            _("“%s” is not a whole number. Write digits only, such as 50000.") % text[:40]
        )
    return int(found[1].replace(".", ""))


def _choice(choices: Choices, text: str) -> str:
    if not text:
        return ""
    found = choices.codes.get(text.casefold())
    if found is None:
        raise BadCell(
            _("“%(found)s” is not in the list. Choose one of: %(words)s.")
            % {"found": text[:40], "words": ", ".join(choices.words.values())}
        )
    return found


def _flag(text: str) -> bool:
    if text.casefold() not in YES + NO:
        raise BadCell(_("“%s” is neither yes nor no. Write “ya”, or leave it empty.") % text[:40])
    return text.casefold() in YES


def _day(cell: object) -> date | None:
    text = _text(cell)
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    if text:
        raise BadCell(_("“%s” is not a date. Write it such as 2026-01-31.") % text[:40])
    return None


def shown(sheet: Sheet, column: Column, found: Value) -> str | int | date | None:
    """Return a value as the workbook shows it: the inverse of `value`."""
    if isinstance(found, bool):
        return "ya" if found else None
    if column.field not in NAMES and (choices := sheet.rule(column).choices):
        return Choices(choices).words.get(str(found), None)
    return None if found == "" else found
