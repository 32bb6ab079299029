"""The sheets of the workbook of standards, in the order in which SIPPN asks for them.

Titles and heads are Indonesian whatever the language of the screen: they are how a workbook that
comes back is recognised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from maklumat.catalogue import models as m
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component

CODE_HEAD = "Kode"
# Columns that name terms, and which kind of term; several stand below each other.
TERMS = {"sector": "sector", "life_events": "life_event", "audiences": "audience"}
NAMES = frozenset({"agency", "document", *TERMS})  # cells that name a row of another table


@dataclass(frozen=True, eq=False)
class Column:
    """One column; `field` names the field of the sheet's model, its rules come from there."""

    field: str
    head: str
    help: Any = ""  # Any: a text, translated when shown
    width: int = 30
    later: bool = False  # workbooks of before lack it: what is there stays


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: the service itself, or one of its lists, kept in `relation`."""

    title: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    relation: str = ""
    component: Component | None = None

    @property
    def name(self) -> str:
        return OFFICIAL_NAMES[self.component] if self.component else self.title

    def rule(self, column: Column) -> models.Field[Any, Any]:  # Any: of whatever type
        """Return the model field that says what a cell of this column may hold."""
        if self.relation == "cases" and column.field == "name":
            return m.RequirementCase._meta.get_field("name")
        return self.model._meta.get_field(column.field)  # type: ignore[return-value]  # never a relation


@dataclass(frozen=True)
class Choices:
    """The words of a choice and their codes, as a person may write either."""

    pairs: Sequence[tuple[str, object]]

    @cached_property
    def words(self) -> dict[str, str]:
        with override("id"):
            return {str(code): str(word) for code, word in self.pairs if code}

    @cached_property
    def codes(self) -> dict[str, str]:
        known = {word.casefold(): code for code, word in self.words.items()}
        return known | {code.casefold(): code for code in self.words}


SERVICES = Sheet(
    "Layanan",
    m.Service,
    (
        Column("name", "Nama layanan", _("Name as citizens know it."), 44),
        Column("agency", "Instansi", _("Short name of the agency in addresses."), 18),
        Column("summary", "Ringkasan", _("What the citizen gets, in one plain sentence."), 60),
        Column("type", "Jenis", _("Choose from the list."), 22),
        Column("synonyms", "Kata lain", _("What people type; one per line."), 34),
        Column("decree_number", "Nomor SK", _("Number of the decree."), 28),
        Column("decree_date", "Tanggal SK", _("Such as 2026-01-31."), 14),
        Column("duration_value", "Lama", _("A whole number."), 10),
        Column("duration_unit", "Satuan waktu", _("Choose from the list."), 16),
        Column("duration_starts", "Dihitung sejak", _("The event that starts the clock."), 30),
        Column("duration_note", "Catatan waktu", "", 40),
        Column("complaint_officer", "Pengelola pengaduan", _("Who handles complaints."), 34),
        Column("limit_verification", "Hari verifikasi", _("Working days, a whole number."), 12),
        Column("limit_information", "Hari permintaan informasi", _("Working days."), 12),
        Column("limit_ordinary", "Hari pengaduan biasa", _("Working days."), 12),
        Column("limit_supervision", "Hari pengaduan pengawasan", _("Working days."), 12),
        Column("guarantee_statement", "Janji pelayanan", "", 50),
        Column("guarantee_compensation", "Kompensasi", _("When the promise is not kept."), 50),
        Column("guarantee_decree", "SK kompensasi", "", 30),
        Column("sippn_id", "Id SIPPN", "", 14),
        Column("sippn_published_at", "Masuk SIPPN", _("Such as 2026-01-31."), 14, later=True),
        Column("sector", "Sektor", _("Choose from the list."), 24, later=True),
        Column(
            "life_events", "Peristiwa hidup", _("One of the list on each line."), 28, later=True
        ),
        Column("audiences", "Untuk siapa", _("One of the list on each line."), 28, later=True),
        Column("status", "Status", _("Choose from the list."), 14, later=True),
        Column("status_reason", "Alasan status", _("Why it is not open."), 30, later=True),
        Column("status_until", "Sampai", _("Such as 2026-01-31."), 14, later=True),
        Column("reviewed_at", "Diperiksa terakhir", _("Such as 2026-01-31."), 14, later=True),
        Column("review_due", "Periksa lagi", _("Such as 2026-01-31."), 14, later=True),
    ),
)


def _sentences(title: str, model: type[models.Model], relation: str, part: Component) -> Sheet:
    columns = (Column("text", "Uraian", _("One sentence a row."), 90),)
    return Sheet(title, model, columns, relation, part)


LISTS = (
    Sheet(
        "Kanal",
        m.ServiceChannel,
        (
            Column("kind", "Kanal", _("Choose from the list."), 20),
            Column("note", "Catatan", _("Such as the number of the counter."), 50),
            Column("url", "Alamat web", _("Begins with https://"), 50),
        ),
        "channels",
    ),
    Sheet(
        "Persyaratan",
        m.RequirementRow,
        (
            Column("name", "Kasus", _("Such as Hilang or Rusak; empty if there is one list."), 24),
            Column("text", "Persyaratan", _("One document or condition a row."), 60),
            Column("form", "Bentuk", _("Choose from the list, or leave empty."), 18),
            Column("count", "Jumlah", _("How many; 1 if empty."), 9),
            Column("note", "Catatan", "", 40),
        ),
        "cases",
        Component.REQUIREMENTS,
    ),
    Sheet(
        "Prosedur",
        m.StepRow,
        (
            Column("actor", "Pelaku", _("Choose from the list."), 20),
            Column("text", "Langkah", _("One step a row, in order."), 70),
            Column("place", "Tempat", "", 24),
            Column("minutes", "Menit", _("A whole number, or empty."), 9),
        ),
        "steps",
        Component.PROCEDURE,
    ),
    Sheet(
        "Biaya",
        m.FeeRow,
        (
            Column("kind", "Jenis biaya", _("Choose from the list."), 18),
            Column("payer", "Pembayar", _("Empty when all pay alike."), 28),
            Column("amount", "Tarif (Rp)", _("Whole rupiah; empty when calculated."), 16),
            Column("unit", "Per", _("Such as per m²."), 18),
            Column("basis", "Dasar tarif", "", 40),
            Column("note", "Catatan", "", 40),
        ),
        "fees",
        Component.FEE,
    ),
    Sheet(
        "Produk",
        m.ProductRow,
        (
            Column("name", "Produk", _("What the applicant receives."), 50),
            Column("validity", "Masa berlaku", "", 24),
        ),
        "products",
        Component.PRODUCT,
    ),
    Sheet(
        "Pengaduan",
        m.ComplaintChannelRow,
        (
            Column("kind", "Saluran", _("Choose from the list."), 20),
            Column("value", "Alamat atau nomor", "", 60),
        ),
        "complaint_channels",
        Component.COMPLAINTS,
    ),
    Sheet(
        "Dasar hukum",
        m.LegalBasisRow,
        (
            Column("document", "Peraturan", _("As people cite it, such as UU 25/2009."), 70),
            Column("article", "Pasal", "", 24),
        ),
        "legal_basis",
        Component.LEGAL_BASIS,
    ),
    Sheet(
        "Sarana",
        m.FacilityRow,
        (
            Column("name", "Sarana", _("One facility a row."), 50),
            Column("count", "Jumlah", _("A whole number, or empty."), 9),
            Column("for_vulnerable", "Kelompok rentan", _("“ya” if meant for them."), 16),
        ),
        "facilities",
        Component.FACILITIES,
    ),
    _sentences("Kompetensi", m.CompetenceRow, "competences", Component.COMPETENCE),
    _sentences("Pengawasan", m.SupervisionRow, "supervisions", Component.SUPERVISION),
    Sheet(
        "Pelaksana",
        m.StaffRow,
        (
            Column("role", "Peran", _("One role a row."), 40),
            Column("count", "Jumlah", _("A whole number."), 9),
        ),
        "staff",
        Component.STAFF,
    ),
    _sentences("Keamanan", m.SafetyRow, "safety_measures", Component.SAFETY),
    _sentences("Evaluasi", m.EvaluationRow, "evaluations", Component.EVALUATION),
)
SHEETS = (SERVICES, *LISTS)
