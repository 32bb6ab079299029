"""Random forms and random right answers, for tests of what must hold for all of them."""

import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as some

from maklumat.eforms.definition import Form, Question, Section, Type, form
from maklumat.eforms.fields import ENCLOSED, World

WORLD = World(date(2026, 11, 22), provinces=frozenset({"32"}), regions=frozenset({"32.04"}))
OPTIONS = [{"id": name, "label": name.title()} for name in ("satu", "dua", "tiga")]
ASKING = [Type.TEXT, Type.NUMBER, Type.YES_NO, Type.CHOICE, Type.CHOICES, Type.DATE]


def composed(text: str) -> str:
    """As answers are kept: one letter, one sign."""
    return unicodedata.normalize("NFC", text)


# Letters that people write, some of them hard for paper: no controls, no lone surrogates.
WRITTEN = (
    some.text(
        some.characters(
            codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        ),
        min_size=1,
        max_size=40,
    )
    .map(composed)
    .filter(lambda text: bool(text.strip()))
)


@some.composite
def forms(draw: some.DrawFn) -> Form:
    """A sound form of up to five sections whose conditions look back."""
    seen: list[dict[str, Any]] = []
    repeated: list[str] = []
    sections = []
    for place in range(draw(some.integers(1, 5))):
        name = f"s{place}"
        section: dict[str, Any] = {"id": name, "title": name.upper()}
        if draw(some.booleans()):
            section |= _when(draw, seen, repeated)
        repeats = draw(some.integers(0, 3)) == 0
        own = list(seen)
        questions = []
        for number in range(draw(some.integers(1, 5))):
            asked = _question(draw, f"q{number}")
            if draw(some.booleans()):
                asked |= _when(draw, own, repeated)
            questions.append(asked)
            own.append({**asked, "full": f"{name}.q{number}"})
        section["questions"] = questions
        if repeats:
            section["repeat"] = {"one": "Orang", "least": draw(some.integers(0, 2)), "most": 4}
            repeated.append(name)
        else:
            seen = own
        sections.append(section)
    return form({"code": "acak", "title": "Acak", "sections": sections})


def _question(draw: some.DrawFn, name: str) -> dict[str, Any]:
    kind = draw(some.sampled_from(ASKING))
    found: dict[str, Any] = {
        "id": name,
        "type": kind.value,
        "label": name,
        "required": draw(some.booleans()),
    }
    if kind in (Type.CHOICE, Type.CHOICES):
        found["options"] = OPTIONS
    return found


def _when(draw: some.DrawFn, seen: list[dict[str, Any]], repeated: list[str]) -> dict[str, Any]:
    if not seen and not repeated:
        return {}
    parts = [_ask(draw, seen, repeated) for _number in range(draw(some.integers(1, 3)))]
    match draw(some.sampled_from(["one", "all", "any", "not"])):
        case "one":
            return {"when": parts[0]}
        case "not":
            return {"when": {"not": parts[0]}}
        case join:
            return {"when": {join: parts}}


def _ask(draw: some.DrawFn, seen: list[dict[str, Any]], repeated: list[str]) -> dict[str, Any]:
    if repeated and (not seen or draw(some.booleans())):
        test = draw(some.sampled_from(["at_least", "at_most"]))
        return {"count": draw(some.sampled_from(repeated)), test: draw(some.integers(0, 4))}
    asked = draw(some.sampled_from(seen))
    about = {"question": asked["full"]}
    if draw(some.integers(0, 3)) == 0:
        return {**about, "filled": draw(some.booleans())}
    match Type(asked["type"]):
        case Type.YES_NO:
            return {**about, "is": draw(some.booleans())}
        case Type.CHOICE:
            return {**about, "in": draw(some.lists(some.sampled_from(["satu", "dua"]), min_size=1))}
        case Type.CHOICES:
            return {**about, "has": draw(some.sampled_from(["satu", "dua", "tiga"]))}
        case Type.NUMBER:
            return {**about, "at_least": draw(some.integers(0, 9))}
        case Type.DATE:
            return {**about, "at_most": "2010-06-30"}
    return {**about, "is": "ya"}


@some.composite
def answers(draw: some.DrawFn, made: Form, *, whole: bool = False) -> dict[str, Any]:
    """Right values for the questions of a form: for all of them, or some (asked or not)."""
    found: dict[str, Any] = {}
    for section in made.sections:
        if section.repeat:
            least, most = section.repeat.least, section.repeat.most
            found[section.id] = [
                _section(draw, section, whole=whole)
                for _item in range(draw(some.integers(max(1, least) if whole else 0, most)))
            ]
        elif whole or draw(some.booleans()):
            found[section.id] = _section(draw, section, whole=whole)
    return found


def _section(draw: some.DrawFn, section: Section, *, whole: bool) -> dict[str, Any]:
    return {
        question.id: draw(value(question))
        for question in section.questions
        if whole or draw(some.integers(0, 3))
    }


def value(question: Question) -> some.SearchStrategy[Any]:
    """A right value of a question."""
    ids = [option.id for option in question.options]
    low, high = question.least or 0, max(question.least or 0, question.most or 9)
    written = WRITTEN.map(lambda text: " ".join(text.split()) or "x")
    by_type: dict[Type, some.SearchStrategy[Any]] = {
        Type.NUMBER: some.integers(low, high).map(str),
        Type.MONEY: some.integers(low, max(low, question.most or 10**9)),
        Type.DATE: some.dates(date(1930, 1, 1), date(2026, 1, 1)).map(date.isoformat),
        Type.YES_NO: some.booleans(),
        Type.CHOICE: some.sampled_from(ids or [""]),
        Type.CHOICES: some.sets(some.sampled_from(ids or [""]), min_size=1).map(
            lambda chosen: [name for name in ids if name in chosen]
        ),
        Type.PHONE: some.just("081234567890"),
        Type.EMAIL: some.just("sari@contoh.example"),
        Type.ADDRESS: some.fixed_dictionaries(
            {"street": written, "village": written, "district": written,
             "region": some.just("32.04")}
        ),
        Type.NIK: some.sampled_from(["3204114505900001", "3204110101800002"]),
        Type.KK: some.just("3204112208150003"),
        Type.NIP: some.just("198503302010121002"),
        Type.NPWP: some.just("092542943407000"),
        Type.FILE: some.just([ENCLOSED]),
    }  # fmt: skip
    return by_type.get(question.type, written.map(lambda text: text[: question.most]))
