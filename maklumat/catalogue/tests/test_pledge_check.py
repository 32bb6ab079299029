"""The checker of pledges on twenty texts: with and without each element, as people word them."""

import pytest

from maklumat.catalogue.pledge_check import Element, check, is_complete
from maklumat.catalogue.pledges import model_text
from maklumat.catalogue.reasons import ELEMENT_REASONS, element_reason

FULL, PART, NONE = "full", "partial", "missing"

TEXTS = [
    # How far each promises, betters itself and accepts a sanction; then the text.
    ((FULL, FULL, FULL), model_text("Dinas Contoh", "Keputusan 1/2026")),
    (
        (FULL, FULL, FULL),
        "DENGAN INI KAMI MENYATAKAN SANGGUP MENYELENGGARAKAN PELAYANAN SESUAI STANDAR PELAYANAN "
        "YANG TELAH DITETAPKAN. KAMI MELAKSANAKAN KEWAJIBAN DAN MELAKUKAN PERBAIKAN SECARA "
        "TERUS-MENERUS. BILA TIDAK MENEPATI, KAMI BERSEDIA MENERIMA SANKSI DAN/ATAU MEMBERIKAN "
        "KOMPENSASI.",
    ),
    (
        (FULL, FULL, PART),
        "Kami berjanji melayani sesuai standar. Kami memenuhi kewajiban dan memperbaiki diri "
        "terus-menerus. Apabila tidak menepati janji, kami siap menerima sanksi sesuai "
        "peraturan perundang-undangan.",
    ),
    (
        (FULL, NONE, PART),
        "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan "
        "yang telah ditetapkan dan apabila tidak menepati janji ini, kami siap menerima sanksi.",
    ),
    ((FULL, NONE, NONE), "Kami siap melayani Anda menurut standar pelayanan yang berlaku."),
    ((PART, NONE, NONE), "Kami berjanji memberikan pelayanan dengan senyum, salam, dan sapa."),
    ((NONE, NONE, NONE), "Melayani dengan hati."),
    ((NONE, NONE, NONE), ""),
    ((NONE, NONE, NONE), "Standar pelayanan ditetapkan dengan keputusan kepala dinas."),
    (
        (NONE, FULL, NONE),
        "Setiap petugas menjalankan tugas dan senantiasa meningkatkan mutu kerja.",
    ),
    ((NONE, PART, NONE), "Kami akan meningkatkan mutu."),
    ((NONE, PART, NONE), "Kami melakukan perbaikan secara berkelanjutan."),
    ((NONE, NONE, NONE), "Petugas menjalankan kewajiban sesuai peraturan."),
    ((NONE, NONE, FULL), "Jika keliru, kami memberikan ganti rugi kepada pengguna."),
    (
        (NONE, NONE, FULL),
        "Pengguna menerima kompensasi berupa pengantaran gratis jika dokumen terlambat.",
    ),
    ((NONE, NONE, NONE), "Pelanggaran akan diproses; sanksi diatur dalam peraturan disiplin."),
    (
        (NONE, NONE, NONE),
        "Kami tidak bersedia menerima sanksi dan tidak memberikan kompensasi apa pun.",
    ),
    (  # typing errors and the usual misspelling "sangsi"
        (FULL, FULL, FULL),
        "Kami sangup memberikan pelayannan sesuai satndar pelayanan, menjalankan kewajibban dan "
        "perbaikkan terus menerus, serta bersedia menerima sangsi dan memberikan kompensassi.",
    ),
    (  # one long sentence, in the order of an older regulation
        (FULL, FULL, FULL),
        "Berkomitmen memberikan layanan sesuai dengan standar pelayanan, memenuhi tugas serta "
        "tanggung jawab, melakukan penyempurnaan secara konsisten, dan bersedia dikenai sanksi "
        "maupun memberi penggantian apabila pelayanan tidak sesuai standar.",
    ),
    (  # lists and line breaks
        (FULL, FULL, PART),
        "1. Sanggup menyelenggarakan pelayanan publik\n   sesuai standar;\n"
        "2. Melaksanakan kewajiban serta perbaikan\n   terus-menerus;\n"
        "3. Siap menerima sanksi.",
    ),
    (  # another subject's compensation does not count as ours being accepted
        (FULL, FULL, NONE),
        "Kami sanggup melayani sesuai standar serta terus-menerus memperbaiki pelaksanaan tugas. "
        "Terima kasih atas kepercayaan Anda.",
    ),
]


def test_there_are_at_least_twenty_texts() -> None:
    assert len(TEXTS) >= 20


@pytest.mark.parametrize(("expected", "text"), TEXTS)
def test_the_checker_tells_which_elements_a_text_has(
    expected: tuple[str, str, str], text: str
) -> None:
    assert tuple(row.state.value for row in check(text)) == expected


@pytest.mark.parametrize(("expected", "text"), TEXTS)
def test_capitals_and_spaces_change_nothing(expected: tuple[str, str, str], text: str) -> None:
    changed = "  ".join(text.swapcase().split())

    assert [row.state for row in check(changed)] == [row.state for row in check(text)]


def test_sanction_without_compensation_is_there_but_not_full() -> None:
    sanction = check("Kami bersedia menerima sanksi.")[2]

    assert sanction.is_there
    assert sanction.code == "sanction_no_compensation"
    assert not is_complete("Kami bersedia menerima sanksi.")


def test_each_verdict_has_a_sentence() -> None:
    codes = {row.code for _expected, text in TEXTS for row in check(text)}
    for _expected, text in TEXTS:
        for row in check(text):
            assert "%(" not in element_reason(row)
            assert row.element in Element

    assert codes | {"promise_no_will"} == set(ELEMENT_REASONS)


def test_a_long_text_takes_no_long_time() -> None:
    assert check("Kami sanggup melayani sesuai standar. " * 80)[0].state.value == FULL
