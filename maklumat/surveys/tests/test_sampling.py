"""How many must answer: the whole printed table."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from maklumat.core import datafiles
from maklumat.surveys import sampling
from maklumat.surveys.actions import instruments

TABLE = datafiles.read(instruments.DATA / "skm-2017.yaml")["sampling"]["table"]


def test_all_ninety_values_of_the_table() -> None:
    assert len(TABLE) == 90
    assert {n: sampling.needed(int(n)) for n in TABLE} == dict(TABLE)


@given(some.integers(1, 10_000_000))
def test_a_sample_is_never_larger_than_the_population(population: int) -> None:
    assert 0 < sampling.needed(population) <= min(population, 384)


def test_nobody_knows_whether_it_is_enough_without_a_population() -> None:
    assert sampling.adequacy(50, None).enough is None
    assert sampling.adequacy(50, 0).needed is None


@pytest.mark.parametrize(("n", "enough", "missing"), [(277, False, 1), (278, True, 0)])
def test_enough(n: int, enough: bool, missing: int) -> None:  # noqa: FBT001  a table's column
    found = sampling.adequacy(n, 1000)
    assert (found.enough, found.missing) == (enough, missing)


def test_a_negative_population_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        sampling.needed(-1)
