"""Complaints at 10,000 and at 1,000,000 cases, on a PostgreSQL of their own."""

import json
import subprocess
import sys

from tests.bench.stage import ROOT, Row, Stage
from tests.postgres import postgres

FEW, MANY = 10_000, 1_000_000


def complaints(stage: Stage) -> list[Row]:
    """Filing, the inbox, the category tree and whole lives; the small table is the floor of the large."""
    with postgres() as address:
        environment = {**stage.environment, "DATABASE_URL": address}
        subprocess.run(
            [sys.executable, ROOT / "run", "--prepare"], env=environment, check=True, cwd=ROOT
        )
        few, many = (_measured(count, environment) for count in (FEW, MANY))
    small = f"at {FEW:,}"
    return [
        Row("filing a complaint: queries", many["filing_queries"], "queries", 0, ("<=", 18)),
        Row(
            "filing a complaint: CPU",
            many["filing_ms"],
            "ms",
            few["filing_ms"],
            ("<=", 15),
            floor_is=small,
        ),
        Row(
            f"inbox at {MANY:,} cases: queries",
            many["inbox_queries"],
            "queries",
            few["inbox_queries"],
            ("<=", 20),
            floor_is=small,
        ),
        Row(
            f"inbox at {MANY:,} cases: CPU",
            many["inbox_ms"],
            "ms",
            few["inbox_ms"],
            ("<=", 150),
            floor_is=small,
        ),
        Row("category tree: queries", many["tree_queries"], "queries", 0, ("<=", 3)),
        Row(f"whole lives at {FEW:,} complaints", few["lives_a_second"], "lives/s", 0, (">=", 20)),
        Row(
            f"whole lives at {MANY:,} complaints", many["lives_a_second"], "lives/s", 0, (">=", 20)
        ),
        Row(
            "whole lives: what a hundredfold table costs",
            many["lives_a_second"],
            "lives/s",
            few["lives_a_second"],
            (">=", 0.8),
            is_ratio=True,
            floor_is=small,
        ),
    ]


def _measured(count: int, environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.life", str(count)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
