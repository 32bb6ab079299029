"""Instruments as data: what a file must hold, what is asked, and that a used version is frozen."""

from decimal import Decimal
from pathlib import Path

import pytest

from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.core import datafiles
from maklumat.core.errors import RuleBroken
from maklumat.core.models import AuditRow
from maklumat.surveys import queries
from maklumat.surveys.actions import instruments
from maklumat.surveys.instrument import instrument
from maklumat.surveys.models import InstrumentVersion, Wording
from maklumat.surveys.tests import factories as make


def content(name: str = "skm-2017") -> datafiles.Entry:
    return datafiles.read(instruments.DATA / f"{name}.yaml")


def test_nine_elements_stand_in_the_order_of_the_questionnaire() -> None:
    skm = make.skm()

    assert len(skm.elements) == 9
    assert skm.keys[-2:] == ("sarana_prasarana", "pengaduan")
    assert [element.number for element in skm.elements] == list(range(1, 10))
    assert skm.element("pengaduan").code == "U8"
    assert skm.element("biaya").label(4) == "Gratis"


def test_every_element_has_four_labels_of_its_own() -> None:
    assert len({element.labels for element in make.skm().elements}) >= 7
    assert all(len(set(element.labels)) == 4 for element in make.skm().elements)


@pytest.mark.parametrize(
    ("score", "grade"),
    [("25.00", "D"), ("64.99", "D"), ("65.00", "C"), ("76.60", "C"), ("76.61", "B"),
     ("88.30", "B"), ("88.31", "A"), ("100.00", "A")],
)  # fmt: skip
def test_a_grade_begins_at_its_lower_bound(score: str, grade: str) -> None:
    band = make.skm().band(Decimal(score))
    assert band is not None
    assert band.grade == grade


def test_what_no_source_says_stays_unknown() -> None:
    spak = instrument(content("spak-2021"))
    assert spak.band(Decimal("4.00")) is None
    assert content("spak-2021")["threshold_wbk"] is None
    assert content()["formula"]["missing_answers"] is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw["scale"].update(max=5), "from 1 to 4"),
        (lambda raw: raw["unsur"][0].update(key="waktu"), "a key of its own"),
        (lambda raw: raw["unsur"][0].update(key="sex"), "may not be named sex"),
        (lambda raw: raw["unsur"][0]["answers"].pop("2"), "needs a label"),
    ],
)
def test_a_file_that_can_not_be_a_survey_says_why(change, sentence: str) -> None:
    raw = content()
    change(raw)
    with pytest.raises(ValueError, match=sentence):
        instrument(raw)


def test_loading_twice_adds_nothing(db: None) -> None:
    assert instruments.load(at=make.AT) == 3
    assert instruments.load(at=make.AT) == 0
    assert AuditRow.objects.filter(action="surveys.instrument_loaded").count() == 3
    assert queries.current().rules == make.skm()


def _folder(tmp_path: Path, old: str, new: str) -> Path:
    text = (instruments.DATA / "skm-2017.yaml").read_text(encoding="utf-8")
    (tmp_path / "skm-2017.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path


def test_a_used_version_is_frozen(service_a: Service, tmp_path: Path) -> None:
    folder = _folder(tmp_path, "Tidak sesuai", "Tidak cocok")
    make.version()
    instruments.load(at=make.AT, folder=folder)
    assert make.version().rules.element("produk").label(1) == "Tidak cocok"

    make.response(service_a)
    with pytest.raises(RuleBroken, match="versi baru"):
        instruments.load(at=make.AT)


def test_a_newer_version_is_asked_from_then_on(db: None, tmp_path: Path) -> None:
    old = make.version()
    instruments.load(at=make.AT, folder=_folder(tmp_path, '"2017.1"', '"2027.1"'))

    assert queries.current().version == "2027.1"
    assert InstrumentVersion.objects.get(pk=old.pk).is_current is False


def test_a_unit_words_the_question_but_not_the_element(
    service_a: Service, agency_a: Agency
) -> None:
    version = make.version()
    Wording.objects.create(
        instrument=version, agency=agency_a, element="waktu", question="Cepatkah kami?"
    )
    Wording.objects.create(
        instrument=version, agency=agency_a, service=service_a, element="waktu",
        question="Cepatkah KTP Anda jadi?",
    )  # fmt: skip
    waktu = next(one for one in queries.questions(version, service_a) if one.key == "waktu")

    assert waktu.text == "Cepatkah KTP Anda jadi?"
    assert waktu.labels == make.skm().element("waktu").labels


def test_the_skm_is_asked_first_and_others_when_wished(government: Government) -> None:
    make.version()
    queries.settings_of(government).extra_instruments.add(make.version("spak"))
    assert [one.code for one in queries.asked(government)] == ["skm", "spak"]
