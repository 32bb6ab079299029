"""What Lighthouse says of the public pages on a phone. Needs its program; without it, says so.

`npm install -g lighthouse`, or LIGHTHOUSE=/path/to/lighthouse. The project itself needs no Node.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from tests.bench.stage import CARD, MAKLUMAT, Row, Stage

PAGES = {
    "home": "/",
    "service card": CARD,
    "agency": "/opd/dukcapil/",
    "figures": "/kinerja/",
    "list": "/layanan/",
    "survey": "/survei/dukcapil/ktp-el-ganti/",
    "forms": "/formulir/",
    "install": "/pasang/",
}
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
FLAGS += " --disable-background-networking --disable-component-update"
ROUNDS = 3  # of each page: a busy machine spoils one
PATIENCE = 180  # seconds for one page
Scores = dict[str, float]


def lighthouse(stage: Stage) -> list[Row]:
    """Performance of each page, the median of some rounds; of the other scores the lowest."""
    program = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    browser = shutil.which("chromium")
    if not program or not browser:
        missing = "no program `lighthouse`" if browser else "no Chromium"
        return [Row("Lighthouse", 0, "points", 0, (">=", 100), absent=missing)]
    site, _ = stage.serve(MAKLUMAT)
    found = {
        name: [_scores(program, browser, site + path) for _ in range(ROUNDS)]
        for name, path in PAGES.items()
    }
    rows = [
        Row(
            f"Lighthouse, {name}: performance",
            statistics.median(one["performance"] for one in scores),
            "points",
            0,
            (">=", 99),
        )
        for name, scores in found.items()
    ]
    for kind in ("accessibility", "best-practices", "seo"):
        lowest = min(one[kind] for scores in found.values() for one in scores)
        rows.append(
            Row(f"Lighthouse, {len(found)} pages: {kind}", lowest, "points", 0, (">=", 100))
        )
    return rows


def _scores(program: str, browser: str, address: str, tries: int = 2) -> Scores:
    """Return the four scores of 100. Chromium sometimes loses a trace; then once more."""
    with tempfile.TemporaryDirectory(prefix="maklumat-lighthouse-") as folder:
        report = Path(folder) / "report.json"
        command = [program, address, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--chrome-flags={FLAGS}"]
        environment = {**os.environ, "CHROME_PATH": browser}
        subprocess.run(command, env=environment, timeout=PATIENCE, check=False)
        told = json.loads(report.read_text()) if report.is_file() else {}
    if not told or told.get("runtimeError"):
        if tries > 1:
            return _scores(program, browser, address, tries - 1)
        raise RuntimeError(f"Lighthouse said nothing of {address}")
    return {name: part["score"] * 100 for name, part in told["categories"].items()}
