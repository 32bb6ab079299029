"""Words that come back in suggestions."""

from hypothesis import given
from hypothesis import strategies as st

from maklumat.surveys.queries.texts import stop_words
from maklumat.surveys.wordlist import Word, word_list


def test_a_text_counts_once_for_a_word() -> None:
    found = word_list(["Lama, lama, lama!", "Antre lama"], {"dan"})
    assert found.words == (Word("lama", 2),)


def test_pairs_stand_side_by_side_in_one_sentence() -> None:
    texts = ["Ruang tunggu panas. Petugas ramah", "ruang yang tunggu panas petugas"]
    found = word_list(texts, {"yang"})
    assert {word.text for word in found.pairs} == {"ruang tunggu", "tunggu panas"}


def test_what_only_one_person_wrote_is_no_pattern() -> None:
    assert word_list(["Pak Joko di loket dua"], ()).words == ()


def test_no_texts_make_no_words() -> None:
    assert word_list([], stop_words()).words == ()


def test_stop_words_leave_what_tells_of_a_service() -> None:
    assert {"yang", "sangat"} <= stop_words()
    assert not {"lama", "ramah", "antre", "mahal"} & stop_words()


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_text_can_be_counted(texts: list[str]) -> None:
    found = word_list(texts, stop_words())
    assert all(2 <= word.n <= len(texts) for word in (*found.words, *found.pairs))
