"""Surveys at the demo's size and at 1,000,000 answers, on SQLite and on PostgreSQL."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.stage import ROOT, Row, Stage
from tests.postgres import postgres

FEW, MANY = 3_000, 1_000_000  # the demo has the few
DASHBOARDS = ("overview", "agency", "service")
Found = dict[str, float]


def surveys(stage: Stage) -> list[Row]:
    """Index, recount, dashboards and new answers; the small table is the floor of the large."""
    with tempfile.TemporaryDirectory(prefix="maklumat-bench-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(stage.data, data)
        own = {**stage.environment, "MAKLUMAT_DATA": str(data)}
        few, many = (_measured(count, own) for count in (FEW, MANY))
    rows = list(_both("SQLite", few, many))
    with postgres() as address:
        own = {**stage.environment, "DATABASE_URL": address}
        subprocess.run([sys.executable, ROOT / "run", "--prepare"], env=own, check=True, cwd=ROOT)
        few, many = (_measured(count, own) for count in (FEW, MANY))
    return [*rows, *_both("PostgreSQL", few, many), *_pages(few, many)]


def _both(name: str, few: Found, many: Found) -> Iterator[Row]:
    """Give what is measured on either database."""
    small = f"at {FEW:,}"
    yield Row(
        f"index of {MANY:,} answers and of each agency, cold: {name}",
        many["index_s"], "s", few["index_s"], ("<=", 1), floor_is=small,
    )  # fmt: skip
    yield Row(
        f"all sums of {MANY:,} answers counted anew: {name}",
        many["recount_s"], "s", few["recount_s"], ("<=", 60), floor_is=small,
    )  # fmt: skip
    yield Row(
        f"new answer at {MANY:,}: CPU, {name}",
        many["new_ms"], "ms", few["new_ms"], ("<=", 1.2), is_ratio=True, floor_is=small,
    )  # fmt: skip


def _pages(few: Found, many: Found) -> Iterator[Row]:
    small = f"at {FEW:,}"
    yield Row("new answer: queries", many["new_queries"], "queries", 0, ("<=", 10))
    yield from _page("dashboards of satisfaction, the dearest", DASHBOARDS, few, many)
    yield from _page("free texts of satisfaction", ("texts",), few, many)
    yield Row(
        "public results of a service: CPU", many["results_ms"], "ms", few["results_ms"],
        ("<=", 150), floor_is=small,
    )  # fmt: skip


def _page(name: str, pages: tuple[str, ...], few: Found, many: Found) -> Iterator[Row]:
    for unit, ending, what, budget in (
        ("queries", "queries", "queries", 20),
        ("ms", "ms", "CPU", 150),
    ):
        value, floor = (max(found[f"{page}_{ending}"] for page in pages) for found in (many, few))
        yield Row(
            f"{name}, at {MANY:,}: {what}", value, unit, floor, ("<=", budget),
            floor_is=f"at {FEW:,}",
        )  # fmt: skip


def _measured(count: int, environment: dict[str, str]) -> Found:
    command = [sys.executable, "-m", "tests.bench.answers", str(count)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found
