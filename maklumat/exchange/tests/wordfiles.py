"""Word files as governments have them, written from the demo's services in five layouts."""

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from xml.sax.saxutils import escape

from maklumat.catalogue.standard import OFFICIAL_NAMES, Component, Standard

Lines = list[str]
Rows = list[tuple[Component, Lines]]
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
UNITS = {"hari_kerja": "hari kerja"}
VARIANTS = {
    Component.LEGAL_BASIS: "Landasan Hukum",
    Component.REQUIREMENTS: "Persyaratan Pelayanan",
    Component.PROCEDURE: "Sistem, Mekanisme & Prosedur",
    Component.DURATION: "Waktu Penyelesaian",
    Component.FEE: "Tarif / Retribusi",
    Component.PRODUCT: "Hasil Pelayanan",
    Component.FACILITIES: "Fasilitas",
    Component.COMPETENCE: "Kualifikasi Petugas",
    Component.SUPERVISION: "Pengawasan oleh atasan langsung",
    Component.COMPLAINTS: "Mekanisme Pengaduan",
    Component.STAFF: "Jumlah Petugas",
    Component.GUARANTEE: "Jaminan Layanan",
    Component.SAFETY: "Jaminan Keselamatan & Keamanan",
    Component.EVALUATION: "Evaluasi Kinerja Petugas",
}


def words(standard: Standard) -> Rows:
    """Return each component as the lines that people write for it."""
    unit = UNITS.get(standard.duration.unit, standard.duration.unit)
    several = len(standard.requirements) > 1
    needed: Lines = []
    for case in standard.requirements:
        needed += [f"{case.name}:"] if several else []
        needed += [_needed(item.text, item.form) for item in case.items]
    return [
        (Component.LEGAL_BASIS, [f"{row.citation}" for row in standard.legal_basis]),
        (Component.REQUIREMENTS, needed),
        (Component.PROCEDURE, [step.text for step in standard.procedure]),
        (
            Component.DURATION,
            [f"{standard.duration.value} {unit} sejak {standard.duration.starts}"],
        ),
        (Component.FEE, [_fee(fee.amount, fee.payer) for fee in standard.fees]),
        (Component.PRODUCT, [row.name for row in standard.products]),
        (Component.FACILITIES, [row.name for row in standard.facilities]),
        (Component.COMPETENCE, list(standard.competence)),
        (Component.SUPERVISION, list(standard.supervision)),
        (
            Component.COMPLAINTS,
            [
                f"Pengelola: {standard.complaints.officer}",
                *(row.value for row in standard.complaints.channels),
            ],
        ),
        (Component.STAFF, [f"{row.role}: {row.count} orang" for row in standard.staff]),
        (
            Component.GUARANTEE,
            [
                standard.guarantee.statement,
                f"Kompensasi: {standard.guarantee.compensation}",
            ],
        ),
        (Component.SAFETY, list(standard.safety)),
        (Component.EVALUATION, list(standard.evaluation)),
    ]


def _needed(text: str, form: str) -> str:
    return {"copy": f"Fotokopi {text}", "original": f"{text} asli"}.get(form, text)


def _fee(amount: int | None, payer: str) -> str:
    if not amount:
        return "Tidak dipungut biaya"
    told = f"Rp{amount:,}".replace(",", ".")
    return f"{payer}: {told}" if payer else told


def docx(body: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}">'
            f"<w:body>{body}</w:body></w:document>",
        )
    return data.getvalue()


def paragraph(text: str, *, listed: bool = False) -> str:
    mark = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' if listed else ""
    middle = len(text) // 2  # as Word does: a sentence in several runs
    runs = (text[:middle], text[middle:])
    told = "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
    return f"<w:p>{mark}{told}</w:p>"


def table(rows: Iterable[Iterable[Iterable[str]]]) -> str:
    made = ""
    for row in rows:
        cells = "".join(f"<w:tc>{''.join(cell) or paragraph('')}</w:tc>" for cell in row)
        made += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def _numbered(lines: Lines) -> Lines:
    number, made = 0, []
    for line in lines:
        is_head = line.endswith(":")
        number = 0 if is_head else number + 1
        made.append(paragraph(line if is_head else f"{number}. {line}"))
    return made


def two_columns(name: str, standard: Standard) -> bytes:
    """Official names, numbers typed by hand."""
    rows = [[[paragraph("Komponen")], [paragraph("Uraian")]]]
    rows += [
        [[paragraph(OFFICIAL_NAMES[part])], _numbered(lines)] for part, lines in words(standard)
    ]
    return docx(paragraph(f"Standar Pelayanan {name}") + table(rows))


def three_columns(name: str, standard: Standard) -> bytes:
    """A column of numbers, and lists that Word numbers."""
    rows = [[[paragraph("No")], [paragraph("KOMPONEN")], [paragraph("URAIAN")]]]
    for number, (part, lines) in enumerate(words(standard), start=1):
        body = [paragraph(line, listed=not line.endswith(":")) for line in lines]
        head = [paragraph(OFFICIAL_NAMES[part].upper())]
        rows.append([[paragraph(f"{number}.")], head, body])
    return docx(table(rows))


def variants(name: str, standard: Standard) -> bytes:
    """Names as people vary them, several items in one paragraph."""
    rows = [[[paragraph("Nama Layanan")], [paragraph(name)]]]
    for part, lines in words(standard):
        glued = " ".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
        has_heads = any(line.endswith(":") for line in lines)
        body = _numbered(lines) if has_heads or len(lines) == 1 else [paragraph(glued)]
        rows.append([[paragraph(VARIANTS[part])], body])
    return docx(table(rows))


def two_tables(name: str, standard: Standard) -> bytes:
    """Service delivery and manufacturing apart, a column of colons, bullets."""
    parts = [
        [
            [paragraph(f"{'abcdefghijklmn'[at]}. {OFFICIAL_NAMES[part]}")],
            [paragraph(":")],
            [paragraph(line if line.endswith(":") else f"• {line}") for line in lines],
        ]
        for at, (part, lines) in enumerate(words(standard))
    ]
    first = table([[[paragraph("Service Delivery")]], *parts[:7]])
    second = table([[[paragraph("Manufacturing")]], *parts[7:]])
    return docx(first + paragraph("") + second)


def headings(name: str, standard: Standard) -> bytes:
    """One column: each component a heading, its lines in the rows below."""
    rows: list[list[Lines]] = [[[paragraph("Jenis Pelayanan")], [paragraph(name)]]]
    for number, (part, lines) in enumerate(words(standard), start=1):
        rows.append([[paragraph(f"{number}. {OFFICIAL_NAMES[part]}")], []])
        rows += [[[], [paragraph(line if line.endswith(":") else f"- {line}")]] for line in lines]
    return docx(table(rows))


LAYOUTS: list[Callable[[str, Standard], bytes]] = [
    two_columns,
    three_columns,
    variants,
    two_tables,
    headings,
]
