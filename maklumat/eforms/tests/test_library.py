"""The forms that come with the program: sound, printable, and true to the demo's services."""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils.text import slugify
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from pypdf import PdfReader

from maklumat.eforms import library, sheets, written
from maklumat.eforms.definition import Form, Type, content, form
from maklumat.eforms.path import path
from maklumat.eforms.sheets import Bring
from maklumat.eforms.tests import strategies
from maklumat.eforms.tests.test_sheets import HEAD, NAMES, findings, words

# Not Latin (with Vietnamese), Greek or Cyrillic: pypdf reads other letters in another order than
# they were written, and letters that the fonts put together as two.
UNREADABLE = re.compile("[^ -~\u00a1-\u01bf\u0391-\u03a1\u03a3-\u03ce\u0400-\u0481\u1ea0-\u1ef9]")
LIBRARY = library.forms()
SERVICES = yaml.safe_load(
    (Path(__file__).parents[2] / "catalogue" / "data" / "services.yaml").read_text()
)["services"]
CASES = {
    service["id"]: {
        slugify(group.get("group", "")).replace("-", "_")
        for group in service["components"]["persyaratan"]
        if isinstance(group, dict)
    }
    for service in SERVICES
}
each_form = pytest.mark.parametrize("code", sorted(LIBRARY))


def of(code: str) -> Form:
    return form(LIBRARY[code].content)


def test_the_library_is_large_enough_to_begin_with() -> None:
    assert len(LIBRARY) >= 16
    assert all(code == ready.content["code"] for code, ready in LIBRARY.items())


@each_form
def test_a_form_is_read_back_from_its_content(code: str) -> None:
    assert content(of(code)) == LIBRARY[code].content


@each_form
def test_a_form_belongs_to_services_of_the_demo_and_names_their_cases(code: str) -> None:
    ready, made = LIBRARY[code], of(code)
    assert ready.services
    assert set(ready.services) <= set(CASES)
    if made.case:
        asked = {option.id for option in made.question(made.case).options}
        for service in ready.services:
            assert asked <= CASES[service] or asked.isdisjoint(CASES[service])
        assert any(asked <= CASES[service] for service in ready.services)


@each_form
def test_a_form_says_what_it_follows_and_is_signed(code: str) -> None:
    made = of(code)
    assert made.source.startswith("Disusun sendiri")
    assert made.purpose.endswith(".")
    assert made.declarations
    assert made.signatures


def test_the_same_name_is_always_asked_in_the_same_way() -> None:
    """What is known from one form fits into another."""
    kinds: dict[str, set[tuple[Type, tuple[Any, ...]]]] = {}
    for code in LIBRARY:
        for section, question in of(code).questions():
            if question.known:
                assert section.repeat is None
                kinds.setdefault(question.known, set()).add((question.type, question.options))
    assert {name: len(asked) for name, asked in kinds.items()} == dict.fromkeys(kinds, 1)


@each_form
def test_the_blank_asks_everything(code: str, tmp_path: Path) -> None:
    made = of(code)
    document = sheets.blank(made, HEAD, [Bring("Umum", ["Fotokopi Kartu Keluarga"])]).pdf()
    seen = words(document).replace(" ", "")

    assert findings(document, tmp_path) == []
    for _section, question in made.questions():
        for text in (question.label, *(option.label for option in question.options)):
            assert text.replace(" ", "") in seen
    assert 2 <= pages(document) <= 6


@each_form
@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # to shrink takes minutes, and the text says enough
)
@given(data=some.data())
def test_every_answer_can_be_read_on_paper(
    code: str, tmp_path: Path, data: some.DataObject
) -> None:
    made = of(code)
    answers = readable(data.draw(strategies.answers(made, whole=True)))
    document = sheets.filled(made, answers, HEAD, ["Fotokopi Kartu Keluarga"]).pdf()
    seen = squeezed(words(document))

    assert findings(document, tmp_path) == []
    assert [text for text in shown(made, answers) if squeezed(text) not in seen] == []
    assert pages(document) <= 12


def pages(document: bytes) -> int:
    return len(PdfReader(BytesIO(document)).pages)


def squeezed(text: str) -> str:
    """A text without its spaces: paper breaks lines, and columns break words."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def readable(value: Any) -> Any:
    """Keep of random texts the letters that the reader of PDF in these tests gets right."""
    if isinstance(value, dict):
        return {key: readable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [readable(one) for one in value]
    return (UNREADABLE.sub("", value).strip() or "x") if isinstance(value, str) else value


def shown(made: Form, answers: dict[str, Any]) -> Iterator[str]:
    """All that the paper must show of these answers."""
    walked = path(made, answers)
    for asked in walked.sections:
        own = walked.answers[asked.section.id]
        for item in own if isinstance(own, list) else [own]:
            for question in asked.section.questions:
                if question.type is Type.CHOICES:
                    yield from (question.option(one) for one in item.get(question.id, ()))
                else:
                    yield written.text_of(question, item.get(question.id), NAMES)
