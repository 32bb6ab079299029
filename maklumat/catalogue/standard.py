"""A standard of service (standar pelayanan) as plain values: 14 components. Pure.

Rule: PermenPANRB 15/2014. Six components belong to service delivery and must be published; eight
belong to the organiser's own management. `Component` keeps the numbering and the official names.

Everything that shows, prints, counts or exports a standard takes a `Standard`; how it is stored is
nobody's business but `models`. `to_json` and `from_json` are exact inverses.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Component(StrEnum):
    """The 14 components; values are the official short names used in addresses and data files."""

    LEGAL_BASIS = "dasar_hukum"
    REQUIREMENTS = "persyaratan"
    PROCEDURE = "prosedur"
    DURATION = "jangka_waktu"
    FEE = "biaya"
    PRODUCT = "produk"
    FACILITIES = "sarana_prasarana"
    COMPETENCE = "kompetensi_pelaksana"
    SUPERVISION = "pengawasan_internal"
    COMPLAINTS = "penanganan_pengaduan"
    STAFF = "jumlah_pelaksana"
    GUARANTEE = "jaminan_pelayanan"
    SAFETY = "jaminan_keamanan"
    EVALUATION = "evaluasi_kinerja"

    @property
    def number(self) -> int:
        """The component's number in the regulation, 1 to 14."""
        return list(Component).index(self) + 1


SERVICE_DELIVERY = (
    Component.REQUIREMENTS,
    Component.PROCEDURE,
    Component.DURATION,
    Component.FEE,
    Component.PRODUCT,
    Component.COMPLAINTS,
)
MANAGEMENT = tuple(part for part in Component if part not in SERVICE_DELIVERY)

# The names as the regulation words them: data, never translated.
OFFICIAL_NAMES = {
    Component.LEGAL_BASIS: "Dasar hukum",
    Component.REQUIREMENTS: "Persyaratan",
    Component.PROCEDURE: "Sistem, mekanisme, dan prosedur",
    Component.DURATION: "Jangka waktu penyelesaian",
    Component.FEE: "Biaya/tarif",
    Component.PRODUCT: "Produk pelayanan",
    Component.FACILITIES: "Sarana, prasarana, dan/atau fasilitas",
    Component.COMPETENCE: "Kompetensi pelaksana",
    Component.SUPERVISION: "Pengawasan internal",
    Component.COMPLAINTS: "Penanganan pengaduan, saran, dan masukan",
    Component.STAFF: "Jumlah pelaksana",
    Component.GUARANTEE: "Jaminan pelayanan",
    Component.SAFETY: "Jaminan keamanan dan keselamatan pelayanan",
    Component.EVALUATION: "Evaluasi kinerja pelaksana",
}


@dataclass(frozen=True)
class Requirement:
    """One document or condition. `form` is "", "original", "copy" or "both"."""

    text: str
    form: str = ""
    count: int = 1
    note: str = ""


@dataclass(frozen=True)
class Case:
    """A named situation ("Hilang", "Rusak") with what to bring in it; "" where there is only one."""

    name: str
    items: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class Step:
    text: str
    actor: str = ""
    place: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Duration:
    """`unit` is menit, jam, hari, hari_kerja, minggu, bulan or tahun; `starts` names the event."""

    value: int | None = None
    unit: str = ""
    starts: str = ""
    note: str = ""


@dataclass(frozen=True)
class Fee:
    """`amount` in whole rupiah; None where it depends on a calculation (then `note` says on what)."""

    free: bool = False
    amount: int | None = None
    payer: str = ""
    kind: str = ""
    unit: str = ""
    basis: str = ""
    note: str = ""


@dataclass(frozen=True)
class Product:
    name: str
    validity: str = ""


@dataclass(frozen=True)
class ComplaintChannel:
    """`kind` is desk, box, phone, whatsapp, email, web, lapor, letter, social or other."""

    kind: str
    value: str


@dataclass(frozen=True)
class Complaints:
    """Limits are working days, as the agency promises them."""

    officer: str = ""
    channels: tuple[ComplaintChannel, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LegalBasis:
    citation: str
    article: str = ""
    url: str = ""


@dataclass(frozen=True)
class Facility:
    name: str
    count: int | None = None
    for_vulnerable: bool = False


@dataclass(frozen=True)
class StaffRole:
    role: str
    count: int


@dataclass(frozen=True)
class Guarantee:
    statement: str = ""
    compensation: str = ""
    decree: str = ""


@dataclass(frozen=True)
class Standard:
    """All 14 components of one service."""

    legal_basis: tuple[LegalBasis, ...] = ()
    requirements: tuple[Case, ...] = ()
    procedure: tuple[Step, ...] = ()
    duration: Duration = Duration()
    fees: tuple[Fee, ...] = ()
    products: tuple[Product, ...] = ()
    facilities: tuple[Facility, ...] = ()
    competence: tuple[str, ...] = ()
    supervision: tuple[str, ...] = ()
    complaints: Complaints = Complaints()
    staff: tuple[StaffRole, ...] = ()
    guarantee: Guarantee = Guarantee()
    safety: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()

    @property
    def is_free(self) -> bool:
        """Nobody pays, whatever their class."""
        return bool(self.fees) and all(fee.free for fee in self.fees)

    @property
    def staff_total(self) -> int:
        return sum(role.count for role in self.staff)


def to_json(standard: Standard) -> dict[str, Any]:  # Any: JSON has no narrower type
    """Return plain dicts and lists.

    >>> from_json(to_json(Standard(safety=("APAR",)))) == Standard(safety=("APAR",))
    True
    """
    return asdict(standard)


def from_json(value: Mapping[str, Any]) -> Standard:  # Any: JSON has no narrower type
    """Rebuild a standard from `to_json`'s shape; unknown keys raise TypeError."""
    return Standard(
        legal_basis=tuple(LegalBasis(**row) for row in value.get("legal_basis", ())),
        requirements=tuple(
            Case(row["name"], tuple(Requirement(**item) for item in row["items"]))
            for row in value.get("requirements", ())
        ),
        procedure=tuple(Step(**row) for row in value.get("procedure", ())),
        duration=Duration(**value.get("duration", {})),
        fees=tuple(Fee(**row) for row in value.get("fees", ())),
        products=tuple(Product(**row) for row in value.get("products", ())),
        facilities=tuple(Facility(**row) for row in value.get("facilities", ())),
        competence=tuple(value.get("competence", ())),
        supervision=tuple(value.get("supervision", ())),
        complaints=_complaints(value.get("complaints", {})),
        staff=tuple(StaffRole(**row) for row in value.get("staff", ())),
        guarantee=Guarantee(**value.get("guarantee", {})),
        safety=tuple(value.get("safety", ())),
        evaluation=tuple(value.get("evaluation", ())),
    )


def _complaints(value: Mapping[str, Any]) -> Complaints:  # Any: JSON has no narrower type
    return Complaints(
        officer=value.get("officer", ""),
        channels=tuple(ComplaintChannel(**row) for row in value.get("channels", ())),
        limits=dict(value.get("limits", {})),
    )
