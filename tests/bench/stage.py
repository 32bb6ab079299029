"""The stage of a measurement: a data folder with the demo, and servers like those of `./run`."""

import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADERS = {"Accept-Encoding": "gzip", "Host": "localhost"}
CARD = "/layanan/dukcapil/ktp-el-ganti/"
MAKLUMAT = "maklumat.wsgi:application"
SERVER = ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]


@dataclass(frozen=True)
class Row:
    """One figure beside its floor, measured in the same run, and its budget.

    `budget` is `(">=", 0.5)`: what must hold of the ratio if `is_ratio`, else of the value. A row
    that is `absent` fails nothing, and says so in the table.
    """

    name: str
    value: float
    unit: str
    floor: float
    budget: tuple[str, float]
    is_ratio: bool = False
    floor_is: str = ""
    absent: str = ""  # why it could not be measured on this machine

    @property
    def ratio(self) -> float:
        return self.value / self.floor if self.floor else 0.0

    @property
    def met(self) -> bool:
        if self.absent:
            return True
        measured, (sign, limit) = self.ratio if self.is_ratio else self.value, self.budget
        return measured >= limit if sign == ">=" else measured <= limit


@dataclass
class Stage:
    """Where everything is measured. Leaving it stops what it started."""

    data: Path
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def environment(self) -> dict[str, str]:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "MAKLUMAT_DATA": str(self.data), "PATH": path, "LOG_LEVEL": "ERROR"}

    def serve(self, application: str) -> tuple[str, int]:
        """Start two web processes; return their address and the pid of the first."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [*SERVER, "--log-level", "error", application]
        if application == MAKLUMAT:
            command = [sys.executable, "-m", "maklumat", "web"]
        command += ["--port", str(port)]
        address = f"http://127.0.0.1:{port}"
        process = self.start(command, SITE_URL=address)
        wait_for(address + "/healthz")
        return address, process.pid

    def start(self, command: Sequence[str], **more: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, cwd=ROOT, env={**self.environment, **more})
        self.stack.callback(_end, process)
        return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def wait_for(address: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            get(address)
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def get(address: str, encodings: str = "gzip") -> bytes:
    """Return the body as it came over the wire."""
    headers = {**HEADERS, "Accept-Encoding": encodings}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  our own server
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310  as above
        body: bytes = response.read()
    return body


def requests_per_second(address: str, seconds: int = 3) -> float:
    """Ask for one address as fast as it answers, 16 at once."""
    headers = [word for name, value in HEADERS.items() for word in ("-H", f"{name}: {value}")]
    if shutil.which("wrk"):
        command = ["wrk", "-t1", "-c16", f"-d{seconds}s", *headers, address]
    else:
        command = [sys.executable, "-m", "tests.bench.load", address, str(seconds)]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text:
        raise RuntimeError(f"{address} does not answer 200:\n{text}")
    found = re.search(r"Requests/sec:\s*([\d.]+)", text)
    if found is None:
        raise RuntimeError(text)
    return float(found[1])


def in_turns(floor: str, page: str, rounds: int = 3) -> tuple[float, float]:
    """Measure two addresses in turns, so that a busy machine hurts both; return the medians."""
    pairs = [(requests_per_second(floor), requests_per_second(page)) for _ in range(rounds)]
    return statistics.median(f for f, _ in pairs), statistics.median(p for _, p in pairs)


def memory_mb(*roots: int) -> float:
    """Return the proportional memory of these processes and all below them."""
    return sum(_pss(pid) for root in roots for pid in _family(root)) / 1024


def _family(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _pss(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, flags=re.MULTILINE)[1])  # type: ignore[index]  # always there
