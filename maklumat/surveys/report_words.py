"""What a report says before anybody writes in it: honest sentences from its figures, in Indonesian.

The paper of a government is in Indonesian; these texts are its data, not texts of the screen. Law is
named only as far as the instrument's own legal basis was read in a source.
"""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import override

from maklumat.agencies.models import Agency
from maklumat.surveys import labels, sampling, sentences
from maklumat.surveys.index import Change, Verdict
from maklumat.surveys.instrument import Instrument
from maklumat.surveys.models import Report
from maklumat.surveys.periods import Period, parse
from maklumat.surveys.reading import Against
from maklumat.surveys.report_figures import Json, lowest

LANGUAGE = "id"
READ = ("1", "2+")  # how sure the data file must be of a legal basis that paper names
CHAPTERS = ("background", "method", "analysis", "conclusion")
NAMED = 3  # elements that a sentence names


def texts(report: Report, figures: Json, most: int) -> dict[str, str]:
    """Return each chapter: as a person wrote it, else as the figures say it."""
    own = proposed(report, figures, most)
    return {name: getattr(report, name).strip() or own[name] for name in CHAPTERS}


def proposed(report: Report, figures: Json, most: int) -> dict[str, str]:
    """Return the chapters as the figures say them; `most` elements are to be mended first."""
    with override(LANGUAGE):
        period = sentences.period_name(report.period)
        return {
            "background": _background(report.agency, period, figures),
            "method": _method(report.period, figures),
            "analysis": _analysis(figures),
            "conclusion": _conclusion(report.agency, period, figures, most),
        }


def basis(rules: Instrument) -> list[str]:
    """Return the legal basis as far as it was read in a source."""
    return [row.title for row in rules.basis if row.confidence in READ]


def purpose(figures: Json) -> str:
    """Say what a survey is for; no more than the rule's own principles."""
    return (
        f"Survei ini mengukur kepuasan pengguna layanan atas {_elements(figures)} unsur pelayanan. "
        "Hasilnya dipakai untuk menemukan unsur yang perlu diperbaiki lebih dahulu, menyusun rencana "
        "tindak lanjut, dan diumumkan kepada masyarakat."
    )


def enough(figures: Json) -> list[str]:
    """Say whether enough people answered, and how exact the index is."""
    with override(LANGUAGE):
        found = sampling.Adequacy(figures["n"], figures["people"], figures["needed"])
        said = [sentences.adequacy(found)]
        if found.needed is not None:
            said.append(
                "Jumlah minimal mengikuti tabel Krejcie dan Morgan (tingkat kepercayaan 95 persen, "
                "galat 5 persen)."
            )
        if figures["margin"] is not None:
            said.append(
                f"Dengan jumlah itu IKM dapat berbeda sekitar {_points(figures['margin'])} poin dari "
                "penilaian seluruh orang yang dilayani; batas ini tambahan kami, bukan ketentuan "
                "peraturan."
            )
        return said


def held(figures: Json, why: str = "") -> str:
    """Say both figures while something waits for a decision; nothing when nothing waits."""
    if not figures["held"]:
        return ""
    said = (
        f"Pada saat laporan ini disusun, {figures['held']} kuesioner tampak tidak wajar dan belum "
        "diputuskan. "
    )
    if figures["held_score"] is not None:
        said += (
            f"Tanpa kuesioner itu IKM {_graded(figures, '')}; bila semuanya dihitung, IKM "
            f"{_graded(figures, 'held_')}. "
        )
    if why:
        said += f"Alasan laporan tetap diterbitkan: {why}"
    return said.strip()


def compared(figures: Json) -> str:
    """Say what the difference to the period before means."""
    then = figures["previous"]
    change = Change(_decimal(then["difference"]), Verdict(then["verdict"]))
    with override(LANGUAGE):
        return sentences.meaning(
            Against(parse(then["period"]), then["n"], _decimal(then["score"]), change)
        )


def index_text(figures: Json) -> str:
    return _graded(figures, "")


def _background(agency: Agency, period: str, figures: Json) -> str:
    return (
        f"Laporan ini memuat hasil {figures['instrument']['name']} "
        f"({figures['instrument']['short']}) {agency.name} untuk {period}. Survei menanyakan "
        "pendapat orang yang menerima pelayanan, supaya mutu pelayanan diketahui dari mereka yang "
        "mengalaminya dan dapat diperbaiki."
    )


def _method(period: Period, figures: Json) -> str:
    ways = [str(name) for key, name in labels.CHANNELS if figures["profile"]["channel"].get(key)]
    days = [date_format(day, "j F Y") for day in (period.first, period.end)]
    said = [
        f"Kuesioner memuat {_elements(figures)} unsur. Setiap unsur dinilai 1 sampai 4, dengan "
        "pilihan jawabannya sendiri. Nama dan nomor induk kependudukan tidak ditanyakan.",
        f"Kuesioner diisi pada {days[0]} sampai {days[1]}"
        + (f" melalui: {', '.join(ways)}." if ways else "."),
        f"{_count(figures['n'])} kuesioner lengkap dihitung."
        + (
            f" {_count(figures['incomplete'])} kuesioner dengan pertanyaan yang tidak dijawab "
            "disimpan, tetapi tidak dihitung."
            if figures["incomplete"]
            else ""
        ),
        "Nilai rata-rata (NRR) setiap unsur adalah jumlah nilai dibagi jumlah kuesioner; NRR "
        f"tertimbang adalah NRR dikali 1/{_elements(figures)}; indeks adalah jumlah NRR tertimbang "
        f"dikali {figures['instrument']['stretch']}, dibulatkan satu kali pada akhir perhitungan.",
    ]
    return "\n\n".join(said)


def _analysis(figures: Json) -> str:
    elements = figures["elements"]
    low = [_scored(row) for row in elements[:NAMED]]
    high = [_scored(row) for row in reversed(elements[-NAMED:])]
    said = [
        f"Unsur dengan nilai tertinggi: {'; '.join(high)}.",
        f"Unsur dengan nilai terendah: {'; '.join(low)}.",
        compared(figures),
    ]
    fallen = [row for row in elements if (_decimal(row["difference"]) or Decimal(0)) < 0]
    if fallen:
        worst = min(fallen, key=lambda row: Decimal(row["difference"]))
        said.append(
            f"Unsur yang paling turun sejak periode sebelumnya: {worst['name']} "
            f"({sentences.signed(_decimal(worst['difference']))} poin)."
        )
    return "\n\n".join(said)


def _conclusion(agency: Agency, period: str, figures: Json, most: int) -> str:
    names = "; ".join(row["name"] for row in lowest(figures, most))
    return (
        f"{figures['instrument']['index']} {agency.name} untuk {period} adalah "
        f"{_graded(figures, '')}.\n\nPerbaikan didahulukan pada unsur: {names}. Pelaksanaan rencana "
        "tindak lanjut dipantau dan dilaporkan pada laporan periode berikutnya."
    )


def _graded(figures: Json, prefix: str) -> str:
    grade, meaning = figures[f"{prefix}grade"], figures[f"{prefix}meaning"]
    score = _points(figures[f"{prefix}score"])
    return f"{score} (mutu {grade}, {meaning.lower()})" if grade else score


def _scored(row: Json) -> str:
    return f"{row['name']} ({_points(row['score'])})"


def _elements(figures: Json) -> int:
    return len(figures["elements"])


def _points(value: str | None) -> str:
    with override(LANGUAGE):
        return sentences.points(_decimal(value))


def _count(number: int) -> str:
    return sentences.count(number)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def explanation(report: Report) -> list[str]:
    """Return the lines of the sheet that explains the workbook."""
    rules = report.instrument.rules
    with override(LANGUAGE):
        period = sentences.period_name(report.period)
    return [
        f"{rules.name}: {report.agency.name}, {period}.",
        f"Instrumen {rules.name}, versi {rules.version}.",
        *basis(rules),
        "Lembar Data: satu baris untuk setiap kuesioner yang dihitung. Tidak memuat nama, jam, atau "
        "saran. Berkas untuk umum hanya memuat nilai, tanpa tanggal dan keterangan responden, supaya "
        "tidak dapat diketahui siapa yang menjawab.",
        "Lembar Perhitungan: jumlah nilai, NRR (jumlah nilai dibagi kuesioner terisi), NRR tertimbang "
        f"(NRR x 1/{len(rules.elements)}), dan indeks (jumlah NRR tertimbang x {rules.stretch}). Semua "
        "sel memakai rumus yang dapat diperiksa; pembulatan hanya pada akhir.",
        "Pembulatan pertama sampai delapan desimal menghilangkan selisih bilangan biner program lembar "
        "kerja; hasilnya sama dengan perhitungan tepat.",
        "Mutu dicari menurut batas bawah, karena rentang yang tercetak dalam peraturan mempunyai celah "
        "(misalnya 88,30 dan 88,31).",
        "Kuesioner dengan pertanyaan yang tidak dijawab tidak dihitung. Kuesioner yang tampak tidak "
        "wajar dan belum diputuskan juga tidak termasuk.",
    ]
