"""What start-up remembers between two starts."""

from pathlib import Path

from maklumat.core.preparation import Memory


def test_what_was_made_is_known_at_the_next_start(tmp_path: Path) -> None:
    Memory(tmp_path).remember("static", "abc")

    assert Memory(tmp_path).made == {"static": "abc"}


def test_a_new_database_forgets_what_an_old_one_of_its_name_had(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.remember("demo 12ab", "loaded")
    memory.remember("static", "abc")

    memory.forget("12ab")

    assert memory.made == {"static": "abc"}
