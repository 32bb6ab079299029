"""What an officer is told to black out before a case goes public."""

import pytest

from maklumat.complaints.redaction import INSTEAD, Personal, blacked_out, findings

N, P, D, T, M, V, A = (
    Personal.NAME, Personal.PHONE, Personal.IDENTITY, Personal.TAX, Personal.EMAIL,
    Personal.PLATE, Personal.ADDRESS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dilayani Bapak Rudi Contohan di loket.", [(N, "Rudi Contohan")]),
        ("Bu Ningsih dan Pak H. Samsul marah.", [(N, "Ningsih"), (N, "H. Samsul")]),
        ("Sdr. Joko, Sdri. Eka", [(N, "Joko"), (N, "Eka")]),
        ("petugas bernama Tutik menolak", [(N, "Tutik")]),
        ("KTP atas nama Umar bin Zain hilang", [(N, "Umar bin Zain")]),
        ("Bapak Bupati dan Ibu Lurah datang.", []),
        ("Bapak Camat Hasan tidak ada", [(N, "Hasan")]),
        ("Ibu saya sakit. Bapak dirawat.", []),
        ("ibu Sri di rumah", []),  # an officer sees it; lower case is mostly "my mother"
        ("Hubungi 0812-3456-7890 ya", [(P, "0812-3456-7890")]),
        ("WA +62 812 3456 7890.", [(P, "+62 812 3456 7890")]),
        ("telp (0000) 10108", [(P, "(0000) 10108")]),
        ("NIK 7371010101900001", [(D, "7371010101900001")]),
        ("KK 7371.0101.0190.0001 saya", [(D, "7371.0101.0190.0001")]),
        ("NPWP 12.345.678.9-012.345", [(T, "12.345.678.9-012.345")]),
        ("kirim ke sari.w@contoh.example saja", [(M, "sari.w@contoh.example")]),
        ("motor DD 1234 XY parkir", [(V, "DD 1234 XY")]),
        ("mobil B 12 ABC", [(V, "B 12 ABC")]),
        ("di RT 03/RW 05 gelap", [(A, "RT 03/RW 05")]),
        ("rumah di Jl. Mawar Indah No. 5 bocor", [(A, "Jl. Mawar Indah No. 5")]),
        ("Jalan rusak sejak dua bulan, no comment", []),
        ("bayar Rp187.000 pada 12 Maret 2026 pukul 09.15", []),
        ("UU 25/2009 dan PGD-2026-000123-8", []),
        ("antre 14 hari, 120 orang, SD 3", []),
        ("", []),
    ],
)
def test_what_is_found(text: str, found: list[tuple[Personal, str]]) -> None:
    assert [(one.kind, one.text) for one in findings(text)] == found


def test_the_reporters_own_words_are_always_found() -> None:
    text = "Saya sari wulandari; kakak Sari juga."

    assert blacked_out(text, ["Sari Wulandari", "Sari", ""]) == (
        f"Saya {INSTEAD[Personal.REPORTER]}; kakak {INSTEAD[Personal.REPORTER]} juga."
    )


@pytest.mark.parametrize("kind", Personal)
def test_nothing_is_found_in_what_stands_instead(kind: Personal) -> None:
    assert findings(f"Kata Ibu {INSTEAD[kind]} kemarin.") == []


def test_a_hostile_text_takes_no_time() -> None:
    text = "Bapak " + "A" * 5000 + " Jl. " + "a " * 3000 + "0 " * 3000 + "Ibu " * 1000

    assert len(blacked_out(text)) > 0
