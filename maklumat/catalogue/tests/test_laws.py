"""Citations are taken apart and nothing is made up."""

import pytest

from maklumat.catalogue.laws import Law, law


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UU 25/2009 tentang Pelayanan Publik", Law("uu", "UU 25/2009", "25", 2009, "Pelayanan Publik")),
        ("PermenPANRB 15/2014 tentang Pedoman", Law("permen", "PermenPANRB 15/2014", "15", 2014, "Pedoman")),
        ("UU 23/2006 jo. UU 24/2013 tentang Adminduk", Law("uu", "UU 23/2006 jo. UU 24/2013", "23", 2006, "Adminduk")),
        ("PP 61/2010", Law("pp", "PP 61/2010", "61", 2010)),
        ("PP 9/1975, Pasal 3", Law("pp", "PP 9/1975", "9", 1975, "", "Pasal 3")),
        ("Permensos 21/2019 (PBI JK)", Law("permen", "Permensos 21/2019", "21", 2019, "", "PBI JK")),
        ("Permen ATR/BPN 16/2021, Pasal 111 (waris)", Law("permen", "Permen ATR/BPN 16/2021", "16", 2021, "", "Pasal 111 (waris)")),
        ("PP 96/2012 tentang Pelaksanaan UU 25/2009", Law("pp", "PP 96/2012", "96", 2012, "Pelaksanaan UU 25/2009")),
        ("Perpol 7/2023 (keramaian)", Law("lembaga", "Perpol 7/2023", "7", 2023, "", "keramaian")),
        ("Kepmenkes 129/2008 tentang SPM", Law("kepmen", "Kepmenkes 129/2008", "129", 2008, "SPM")),
        ("Perda Kabupaten X tentang Pajak (fiktif)", Law("perda", "Perda Kabupaten X tentang Pajak (fiktif)")),
        ("Peraturan Menteri Agama yang berlaku", Law("permen", "Peraturan Menteri Agama yang berlaku")),
        ("", Law("lainnya", "")),
    ],
)  # fmt: skip
def test_a_citation_is_taken_apart(text: str, expected: Law) -> None:
    assert law(text) == expected
