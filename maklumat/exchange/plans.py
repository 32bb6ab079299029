"""What a workbook would change: compared before anything is written."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.laws import law
from maklumat.catalogue.models import LegalBasisRow, LegalDocument, RequirementCase, Service
from maklumat.exchange import queries, tables
from maklumat.exchange.sheets import LISTS, SERVICES, TERMS, Sheet
from maklumat.exchange.tables import KEEP, BadCell, Row, Tables
from maklumat.exchange.workbook import Line

MOST_FAULTS = 200
LONGEST_CITATION = 200


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken: where it stands, and what to do."""

    address: str
    sentence: str


@dataclass(frozen=True)
class Change:
    """What one component, or one field, loses and gains."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass
class ServicePlan:
    """One service of the workbook. `draft` holds the new version, not yet saved."""

    code: str
    name: str
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    draft: Service | None = None

    @property
    def is_ready(self) -> bool:
        return bool(self.changes) and not self.faults


@dataclass
class Plan:
    """What a whole workbook would do."""

    services: list[ServicePlan] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def ready(self) -> list[ServicePlan]:
        return [row for row in self.services if row.is_ready]

    @property
    def refused(self) -> list[ServicePlan]:
        return [row for row in self.services if row.faults]

    @property
    def unchanged(self) -> int:
        return len(self.services) - len(self.ready) - len(self.refused)

    @property
    def digest(self) -> str:
        """Return a mark of what was shown, so that nothing else is ever written."""
        told = [(row.code, row.is_new, row.changes) for row in self.ready]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def compare(
    found: Mapping[str, list[Line]],
    user: User,
    *,
    left_out: Collection[tuple[str, str]] = (),
) -> Plan:
    """Say for each service of a file what it would change, or why it cannot.

    `left_out` names lists, by code and sheet, of which the file says nothing.
    """
    return _Comparison(found, user, left_out).plan()


class _Comparison:
    def __init__(
        self,
        found: Mapping[str, list[Line]],
        user: User,
        left_out: Collection[tuple[str, str]],
    ) -> None:
        self.left_out = frozenset(left_out)
        self.user, self.policy = user, policy_for(user)
        self.register = queries.register()
        self.heads = found[SERVICES.title]
        self.sheets = [sheet for sheet in LISTS if sheet.title in found]
        self.lines: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for sheet in self.sheets:
            for line in found[sheet.title]:
                self.lines[line.code, sheet.title].append(line)
        self.known = queries.services_by_code({line.code for line in self.heads})
        self.agencies = queries.own_agencies(user)

    def plan(self) -> Plan:
        plan, seen = Plan(), dict[str, Line]()
        for line in self.heads:
            if not line.code:
                plan.faults.append(Fault(line.address(), _("Write the code of the service.")))
            elif line.code in seen:
                sentence = _("This code stands in row %d already. Remove one of the rows.")
                plan.faults.append(Fault(line.address(), sentence % seen[line.code].number))
            else:
                seen[line.code] = line
                plan.services.append(self._service(line))
        plan.faults += list(self._strays(seen))[:MOST_FAULTS]
        return plan

    def _strays(self, seen: Mapping[str, Line]) -> Iterator[Fault]:
        for (code, _title), lines in self.lines.items():
            if code in seen:
                continue
            for line in lines:
                yield Fault(
                    line.address(),
                    _("No service with this code stands in the sheet “%s”. Correct the code.")
                    % SERVICES.title
                    if code
                    else _("Write the code of the service to which this row belongs."),
                )

    def _service(self, line: Line) -> ServicePlan:
        service = self.known.get(line.code)
        plan = ServicePlan(line.code, "", is_new=service is None)
        if service is not None and not self.policy.covers(Act.CHANGE, service.agency):
            plan.faults.append(
                Fault(
                    line.address(),
                    _(
                        "This code belongs to a service of another agency. Remove the row, or write a new code."
                    ),
                )
            )
            return plan
        if service is not None:
            draft = queries.newest(service)
        else:
            agency = self._agency_of_new(line, plan)
            if agency is None:
                return plan
            draft = Service(agency=agency, code=line.code, live=False)
        plan.name = draft.name
        before = tables.tables(draft, self.register.by_key)
        row = self._row(line, plan.faults)
        if row is not None:
            row = self._own_agency(line, row, draft, plan)
            plan.name = draft.name if row[0] is KEEP else str(row[0]) or plan.name
            self._fill_values(draft, before, row, plan)
        for sheet in self.sheets:
            if (line.code, sheet.title) not in self.left_out:
                self._fill_list(sheet, draft, before, plan)
        if plan.is_ready:
            self._check_whole(line, service, draft, plan)
            plan.draft = draft
        del plan.faults[MOST_FAULTS:]
        return plan

    def _agency_of_new(self, line: Line, plan: ServicePlan) -> Agency | None:
        at = _place(SERVICES, "agency")
        cell = line.cells[at]
        text = "" if cell is KEEP else tables.clean(str(cell or ""))
        if not text and len(self.agencies) == 1:
            return self.agencies[0]
        wanted = text.casefold()
        for agency in self.agencies:
            if wanted in _names(agency):
                return agency
        own = ", ".join(agency.slug for agency in self.agencies[:5])
        if text:
            sentence = _(
                "“%(found)s” is not an agency of yours. Write the short name of yours: %(own)s."
            ) % {"found": text[:40], "own": own}
        else:
            sentence = _("This service is new. Write the short name of its agency: %s.") % own
        plan.faults.append(Fault(line.address(at), sentence))
        return None

    def _own_agency(self, line: Line, row: Row, draft: Service, plan: ServicePlan) -> Row:
        at = _place(SERVICES, "agency")
        text = "" if row[at] is KEEP else str(row[at]).casefold()
        if text and text not in _names(draft.agency):
            sentence = _("A service cannot change its agency here. Write “%s” again.")
            plan.faults.append(Fault(line.address(at), sentence % draft.agency.slug))
        return (*row[:at], draft.agency.slug, *row[at + 1 :])

    def _row(self, line: Line, faults: list[Fault]) -> Row | None:
        """Return the values of a row; None if one of its cells is at fault."""
        values: list[tables.Value] = []
        start = len(faults)
        for at, (column, cell) in enumerate(zip(line.sheet.columns, line.cells, strict=True)):
            if at in line.formulas:
                sentence = _("Here stands a formula. Write the value itself.")
                faults.append(Fault(line.address(at), sentence))
                continue
            try:
                found = tables.value(line.sheet, column, cell)
                if column.field in TERMS and found is not KEEP:
                    found = self._named_terms(TERMS[column.field], str(found))
                values.append(found)
            except BadCell as error:
                faults.append(Fault(line.address(at), str(error)))
        return tuple(values) if len(faults) == start else None

    def _named_terms(self, kind: str, text: str) -> str:
        """Name terms as the register does. Raises BadCell."""
        names = []
        for line in filter(None, map(str.strip, text.splitlines())):
            term = self.register.term(kind, line)
            if term is None:
                known = ", ".join(row.name for row in self.register.terms if row.kind == kind)
                raise BadCell(
                    _("“%(found)s” is not in the list. Choose one of: %(words)s.")
                    % {"found": line[:40], "words": known}
                )
            names.append(term.name)
        if kind == TERMS["sector"] and len(names) > 1:
            raise BadCell(_("A service has one sector. Keep one line."))
        return tables.term_names(set(names))

    def _set(self, draft: Service, field: str, value: tables.Value) -> None:
        if field not in TERMS:
            setattr(draft, field, value)
            return
        terms = [self.register.term(TERMS[field], name) for name in str(value).splitlines()]
        setattr(draft, field, terms if field != "sector" else (terms or [None])[0])

    def _fill_values(self, draft: Service, before: Tables, row: Row, plan: ServicePlan) -> None:
        for column, old, new in zip(SERVICES.columns, before[SERVICES.title][0], row, strict=True):
            if new is not KEEP and old != new:
                self._set(draft, column.field, new)
                head = str(SERVICES.rule(column).verbose_name)
                told = [_lines_of(tables.shown(SERVICES, column, value)) for value in (old, new)]
                plan.changes.append(Change(head[:1].upper() + head[1:], *told))

    def _fill_list(self, sheet: Sheet, draft: Service, before: Tables, plan: ServicePlan) -> None:
        lines = self.lines[plan.code, sheet.title]
        parsed = [(line, self._row(line, plan.faults)) for line in lines]
        rows = [(line, row) for line, row in parsed if row is not None]
        if len(rows) < len(parsed):
            return
        if sheet.relation == "legal_basis":
            rows = [(line, self._named_law(line, row, plan)) for line, row in rows]
        if sheet.relation == "cases":
            order = list(dict.fromkeys(row[0] for _line, row in rows))
            rows.sort(key=lambda pair: order.index(pair[1][0]))
        new = [row for _line, row in rows]
        if new == before[sheet.title]:
            return
        setattr(draft, sheet.relation, self._children(sheet, rows, plan))
        plan.changes.append(_difference(sheet, before[sheet.title], new))

    def _named_law(self, line: Line, row: Row, plan: ServicePlan) -> Row:
        """Name the law as the register does; a law that is not there yet will be added."""
        text, article = str(row[0]), str(row[1])
        known = self.register.find(text)
        if known is None and text:
            read = law(text)
            article = article or read.remark
            known = self.register.find(read.citation)
            if len(read.citation) > LONGEST_CITATION or len(read.title) > LONGEST_CITATION:
                sentence = _("The citation is too long. Write kind, number and year only.")
                plan.faults.append(Fault(line.address(0), sentence))
            elif known is None:
                known = LegalDocument(
                    kind=read.kind,
                    citation=read.citation,
                    number=read.number,
                    year=read.year,
                    title=read.title,
                )
                for name in (known.citation, str(known)):
                    self.register.by_name[" ".join(name.split()).casefold()] = known
        return (str(known) if known else text, article)

    def _children(
        self, sheet: Sheet, rows: list[tuple[Line, Row]], plan: ServicePlan
    ) -> list[Any]:  # Any: rows of the sheet's model
        if sheet.relation == "legal_basis":
            return [self._law_row(line, row, plan) for line, row in rows]
        if sheet.relation != "cases":
            return [self._child(sheet, line, row, plan) for line, row in rows]
        cases: dict[str, list[Any]] = {}  # Any: as above
        for line, row in rows:
            items = cases.setdefault(str(row[0]), [])
            if row[1] or not row[0]:
                items.append(self._child(sheet, line, row, plan))
        return [RequirementCase(name=name, items=items) for name, items in cases.items()]

    def _law_row(self, line: Line, row: Row, plan: ServicePlan) -> LegalBasisRow:
        document = self.register.find(str(row[0]))
        if document is None:
            plan.faults.append(Fault(line.address(0), _("Write the citation of the law.")))
        made = LegalBasisRow(article=str(row[1]))
        if document is not None:
            made.document = document
        self._check(made, line, plan)
        return made

    def _child(self, sheet: Sheet, line: Line, row: Row, plan: ServicePlan) -> Any:  # Any: as above
        own = {column.field for column in sheet.columns}
        own -= {"name"} if sheet.relation == "cases" else set()
        values = {
            column.field: value
            for column, value in zip(sheet.columns, row, strict=True)
            if column.field in own
        }
        made = sheet.model(**values)
        self._check(made, line, plan)
        return made

    def _check(self, made: Any, line: Line, plan: ServicePlan) -> None:  # Any: as above
        try:
            made.full_clean(
                exclude=["service", "case", "document"],
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            plan.faults += list(_faults(line, error))

    def _check_whole(
        self, line: Line, service: Service | None, draft: Service, plan: ServicePlan
    ) -> None:
        lock = service.get_lock() if service else None
        if lock and lock.for_user(self.user):
            sentence = _("This service is locked, or waits for approval. Send it again afterwards.")
            plan.faults.append(Fault(line.address(), sentence))
        try:
            draft.full_clean(exclude=["owner"])
        except ValidationError as error:
            plan.faults += list(_faults(line, error))


def _faults(line: Line, error: ValidationError) -> Iterator[Fault]:
    for name, sentences in error.message_dict.items():
        places = [at for at, column in enumerate(line.sheet.columns) if column.field == name]
        yield Fault(line.address(places[0] if places else None), " ".join(sentences))


def _place(sheet: Sheet, name: str) -> int:
    return [column.field for column in sheet.columns].index(name)


def _names(agency: Agency) -> set[str]:
    return {agency.slug.casefold(), agency.name.casefold(), agency.short_name.casefold()}


def _difference(sheet: Sheet, before: list[Row], after: list[Row]) -> Change:
    """Return only the rows that go and the rows that come."""
    old, new = ([_told(sheet, row) for row in rows] for rows in (before, after))
    gone: list[str] = []
    come: list[str] = []
    for kind, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[i:j]
            come += new[k:n]
    return Change(sheet.name, tuple(gone), tuple(come))


def _told(sheet: Sheet, row: Row) -> str:
    shown = (tables.shown(sheet, *pair) for pair in zip(sheet.columns, row, strict=True))
    return " · ".join(str(value) for value in shown if value is not None)


def _lines_of(value: object) -> tuple[str, ...]:
    return tuple(str(value).splitlines()) if value is not None else ()
