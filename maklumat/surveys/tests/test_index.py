"""The index: the rule's own examples, and what must hold for any answers."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from maklumat.core import datafiles
from maklumat.surveys import index as rules
from maklumat.surveys.actions import instruments
from maklumat.surveys.index import Sums, Verdict
from maklumat.surveys.instrument import instrument
from maklumat.surveys.tests.factories import marks, skm

VECTORS = datafiles.read(instruments.DATA / "skm-2017.yaml")["formula"]["test_vectors"]
questionnaire = some.fixed_dictionaries({key: some.integers(1, 4) for key in skm().keys})
matrix = some.lists(questionnaire, min_size=1, max_size=40)


def of_vector(n: int, sums: dict[str, int]) -> Sums:
    """Marks that add up to the sums of a vector: as alike as can be."""
    counts = {}
    for key, total in sums.items():
        low, rest = divmod(total, n)
        counts[key] = {low: n - rest, low + 1: rest}
    return Sums(n, sum(sums.values()), 0, counts)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["description"])
def test_the_vectors_of_the_instrument(vector: datafiles.Entry) -> None:
    found = rules.index(skm(), of_vector(vector["n"], vector["sums"]))

    assert found is not None
    assert found.score == Decimal(str(vector["ikm"])).quantize(Decimal("0.01"))
    assert found.band is not None
    assert found.band.grade == vector["grade"]


@given(matrix)
def test_it_equals_the_formula_of_the_rule(rows: list[dict[str, int]]) -> None:
    weighted = sum(
        Fraction(sum(row[key] for row in rows), len(rows)) / len(skm().keys) for key in skm().keys
    )
    exact = weighted * 25
    naive = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert rules.index(skm(), rules.add_up(skm(), rows)).score == naive


@given(matrix)
def test_it_stays_within_25_and_100(rows: list[dict[str, int]]) -> None:
    found = rules.index(skm(), rules.add_up(skm(), rows))
    assert Decimal(25) <= found.score <= Decimal(100)
    assert all(1 <= element.mean <= 4 for element in found.elements)
    assert found.band == skm().band(found.score)


@given(matrix, some.randoms(use_true_random=False))
def test_the_order_of_questionnaires_does_not_matter(rows: list[dict[str, int]], luck) -> None:
    mixed = list(rows)
    luck.shuffle(mixed)
    assert rules.add_up(skm(), mixed) == rules.add_up(skm(), rows)


@given(matrix, some.data())
def test_a_better_mark_never_lowers_it(rows: list[dict[str, int]], data) -> None:
    place = data.draw(some.integers(0, len(rows) - 1))
    key = data.draw(some.sampled_from(skm().keys))
    better = [dict(row) for row in rows]
    better[place][key] = min(4, better[place][key] + 1)

    before = rules.index(skm(), rules.add_up(skm(), rows))
    after = rules.index(skm(), rules.add_up(skm(), better))
    assert after.score >= before.score


def test_half_a_hundredth_is_rounded_up() -> None:
    # 3.125 in the mean of all marks is 78.125: exactly between two hundredths.
    assert rules.score(skm(), n=8, total=225) == Decimal("78.13")


def test_a_mean_of_good_is_only_a_c() -> None:
    found = rules.index(skm(), rules.add_up(skm(), [marks(3)] * 10))
    assert (found.score, found.band.grade) == (Decimal("75.00"), "C")


def test_gaps_do_not_count_and_are_told() -> None:
    gap = {key: 1 for key in skm().keys if key != "biaya"}
    sums = rules.add_up(skm(), [marks(4), gap, {**marks(4), "waktu": 0}])

    assert (sums.n, sums.incomplete) == (1, 2)
    assert rules.index(skm(), sums).score == Decimal("100.00")


def test_no_answers_have_no_index() -> None:
    assert rules.index(skm(), Sums(0, 0, 0, {})) is None


@pytest.mark.parametrize(("n", "total"), [(0, 0), (1, 8), (1, 37), (2, 17)])
def test_sums_that_can_not_be_are_refused(n: int, total: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        rules.score(skm(), n=n, total=total)


def test_other_instruments_have_their_own_scale() -> None:
    spak = instrument(datafiles.read(instruments.DATA / "spak-2021.yaml"))
    rows = [dict.fromkeys(spak.keys, 4), dict.fromkeys(spak.keys, 3)]
    found = rules.index(spak, rules.add_up(spak, rows))
    assert (found.score, found.band) == (Decimal("3.50"), None)


def test_the_margin_of_a_sample_by_hand() -> None:
    # Own indices 75 and 100, five of each: variance 173.61, error 13.1762/sqrt(10) = 4.1667.
    sums = rules.add_up(skm(), [marks(3)] * 5 + [marks(4)] * 5)
    given_sums = {"n": sums.n, "total": sums.total, "squares": sums.squares}

    assert rules.margin(skm(), **given_sums) == Decimal("8.17")
    assert rules.margin(skm(), **given_sums, population=10) == Decimal("0.00")
    assert rules.margin(skm(), **given_sums, population=100) < Decimal("8.17")


def test_few_answers_have_no_margin() -> None:
    sums = rules.add_up(skm(), [marks(3), marks(4)] * 2)
    assert rules.margin(skm(), n=sums.n, total=sums.total, squares=sums.squares) is None


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ([3, 3, 4] * 20, [4, 4, 3] * 20, Verdict.UP),
        ([4, 4, 3] * 20, [3, 3, 4] * 20, Verdict.DOWN),
        ([3, 3, 4] * 20, [3, 4, 3] * 20, Verdict.UNCLEAR),
        ([3, 3, 4] * 2, [4, 4, 3] * 20, Verdict.TOO_FEW),
        ([3] * 4, [4, 4, 3] * 20, Verdict.TOO_FEW),
    ],
)
def test_a_change_means_something_or_says_that_it_does_not(
    before: list[int], now: list[int], verdict: Verdict
) -> None:
    found = rules.change(
        skm(),
        rules.add_up(skm(), [marks(mark) for mark in now]),
        rules.add_up(skm(), [marks(mark) for mark in before]),
    )
    assert found.verdict is verdict
    assert (found.difference is None) == (len(before) < rules.FEWEST)
