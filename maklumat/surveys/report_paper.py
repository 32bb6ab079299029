"""The report of a period as official paper: chapters I to VI and annexes, in Indonesian.

`content` is all the paper says and is frozen with it; `sheet` sets it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import override

from maklumat.core import links
from maklumat.core.paper import Sheet
from maklumat.printing.letterheads import accent, letterhead, position_of_head
from maklumat.surveys import hiding, labels, report_words, sentences
from maklumat.surveys.models import FollowUp, Report, ReportPublication, Wording
from maklumat.surveys.periods import parse
from maklumat.surveys.report_figures import Json, in_order, trend
from maklumat.surveys.report_words import LANGUAGE

TEMPLATE = "surveys/report"
UNTOLD, OTHERS = "tidak disebutkan", "lainnya atau tidak disebutkan"
PROFILE = (
    ("sex", "Jenis kelamin", labels.SEXES),
    ("age", "Usia (tahun)", labels.AGE_GROUPS),
    ("education", "Pendidikan", labels.EDUCATIONS),
    ("occupation", "Pekerjaan", labels.OCCUPATIONS),
    ("disability", "Penyandang disabilitas", [("ya", "ya"), ("tidak", "tidak")]),
    ("channel", "Cara mengisi", labels.CHANNELS),
)
STATES = dict(labels.FOLLOW_UP_STATES)
MEDIA = dict(labels.MEDIA)
MOST_CHARACTERS = 900_000  # 200 services with long names, and their own words for questions


def title_of(report: Report) -> str:
    with override(LANGUAGE):
        return f"Laporan SKM {report.agency.name}, {sentences.period_name(report.period)}"


def content(  # noqa: PLR0913  each is a part of the paper
    report: Report,
    figures: Json,
    *,
    most: int,
    lines: Sequence[FollowUp],
    earlier: tuple[Report, Sequence[FollowUp]] | None,
    publications: Sequence[ReportPublication],
    words: Sequence[Wording],
    day: date | None,
    why: str = "",
) -> Json:
    """Return what the paper says, as plain JSON. `day`: of publishing; None for a draft."""
    agency = report.agency
    with override(LANGUAGE):
        return {
            "accent": accent(agency),
            "letterhead": letterhead(agency),
            "draft": day is None,
            "agency": agency.name,
            "period": sentences.period_name(report.period),
            "number": report.number,
            "edition": report.edition,
            "names": figures["instrument"],
            "texts": {
                name: _paragraphs(text)
                for name, text in report_words.texts(report, figures, most).items()
            },
            "basis": report_words.basis(report.instrument.rules),
            "purpose": report_words.purpose(figures),
            "where": [unit["name"] for unit in figures["units"]],
            "enough": report_words.enough(figures),
            "n": sentences.count(figures["n"]),
            "score": sentences.points(Decimal(figures["score"])),
            "grade": figures["grade"],
            "meaning": figures["meaning"],
            "held": report_words.held(figures, why),
            "compared": report_words.compared(figures),
            "profile": _profile(figures),
            "elements": [_element(row) for row in in_order(figures)],
            "services": _places(figures["services"]),
            "units": _places(figures["units"]) if len(figures["units"]) > 1 else [],
            "trend": [_point(point) for point in trend(figures)],
            "plan": [_plan(line, names_of(report)) for line in lines],
            "earlier": _earlier(earlier),
            "questions": _questions(report, words),
            "other_words": _other_words(report, words),
            "publications": [_publication(row) for row in publications],
            "address": address_of(report),
            "signatory": _signatory(report, day),
        }


def sheet(report: Report, shown: Mapping[str, object], at: datetime) -> Sheet:
    """Return the paper ready for setting; `shown` may hold a `verification`."""
    return Sheet(
        TEMPLATE, shown, title_of(report), LANGUAGE, at.replace(microsecond=0), MOST_CHARACTERS
    )


def address_of(report: Report) -> str:
    """Return where everybody finds the published paper."""
    place = [report.agency.slug, report.period.code, "pdf"]
    with override(LANGUAGE):
        return links.full(reverse("surveys:report-file", args=place))


def names_of(report: Report) -> dict[str, str]:
    return {element.key: element.name for element in report.instrument.rules.elements}


def _signatory(report: Report, day: date | None) -> dict[str, str | None]:
    agency = report.agency
    return {
        "place": report.place or None,
        "date": date_format(day, "j F Y") if day else None,
        "position": position_of_head(agency),
        "name": agency.head_name or " ",
        "identity": f"NIP {agency.head_nip}" if agency.head_nip else "",
    }


def _profile(figures: Json) -> list[Json]:
    """Give each field with its values in their own order; what nobody said of themselves last.

    The paper is public: groups of fewer than five stand together, as on the page of results.
    """
    tables = []
    for name, title, choices in PROFILE:
        said = figures["profile"].get(name, {})
        counts = hiding.merged(said)
        whole = sum(counts.values())
        rows = [(str(label), counts[key]) for key, label in choices if counts.get(key)]
        if rest := counts.get(hiding.OTHERS):
            rows.append((UNTOLD if rest == said.get("") else OTHERS, rest))
        if rows and (len(rows) > 1 or rows[0][0] != UNTOLD):
            tables.append({
                "title": title,
                "rows": [
                    [capfirst(label), sentences.count(n), _percent(n, whole)] for label, n in rows
                ],
            })  # fmt: skip
    return tables


def _percent(n: int, whole: int) -> str:
    share = (Decimal(100 * n) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(share).replace(".", ",")


def _element(row: Json) -> Json:
    return {
        **{name: row[name] for name in ("code", "name", "grade", "meaning")},
        "number": str(row["number"]),
        "counts": [sentences.count(n) for n in row["counts"]],
        "sum": sentences.count(row["sum"]),
        "mean": row["mean"].replace(".", ","),
        "weighted": row["weighted"].replace(".", ","),
        "score": sentences.points(Decimal(row["score"])),
        "difference": sentences.signed(Decimal(row["difference"])) if row["difference"] else "–",
    }


def _places(rows: Sequence[Json]) -> list[list[str]]:
    return [
        [
            row["name"],
            sentences.count(row["n"]),
            sentences.points(Decimal(row["score"])) if row["score"] else "–",
            f"{row['grade']} ({row['meaning']})" if row["grade"] else "–",
        ]
        for row in rows
    ]


def _point(point: Json) -> Json:
    score = point["score"]
    return {
        "short": sentences.short_period(parse(point["period"])),
        "name": sentences.period_name(parse(point["period"])),
        "n": sentences.count(point["n"]),
        "score": sentences.points(Decimal(score)) if score else "–",
        "tall": float(score) if score else 0,
    }


def _plan(line: FollowUp, names: Mapping[str, str]) -> Json:
    return {
        "element": names.get(line.element, line.element),
        "service": line.service.name if line.service else "",
        "action": line.action,
        "due": date_format(line.due, "j M Y"),
        "person": line.person,
        "state": capfirst(str(STATES[line.state])),
        "finished": date_format(line.finished_on, "j M Y") if line.finished_on else "",
        "proof": _proof(line),
    }


def _proof(line: FollowUp) -> str:
    parts = [f"berkas “{line.proof.name}”" if line.proof else "", line.note]
    return "; ".join(part for part in parts if part)


def _earlier(found: tuple[Report, Sequence[FollowUp]] | None) -> Json | None:
    if found is None:
        return None
    report, lines = found
    names = names_of(report)
    return {
        "period": sentences.period_name(report.period),
        "lines": [_plan(line, names) for line in lines],
        "done": sum(line.state == "done" for line in lines),
    }


def _questions(report: Report, words: Sequence[Wording]) -> list[Json]:
    own = {row.element: row.question for row in words if row.service_id is None}
    return [
        {
            "number": str(number),
            "name": element.name,
            "question": own.get(element.key, element.question),
            "labels": list(element.labels),
        }
        for number, element in enumerate(report.instrument.rules.elements, start=1)
    ]


def _other_words(report: Report, words: Sequence[Wording]) -> list[list[str]]:
    names = names_of(report)
    return [
        [row.service.name, names.get(row.element, row.element), row.question]
        for row in words
        if row.service is not None
    ]


def _publication(row: ReportPublication) -> list[str]:
    return [capfirst(str(MEDIA[row.medium])), row.name, date_format(row.day, "j M Y"), row.link]


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
