"""The web server as an own process."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from maklumat.core.tests.mailserver import free_port

ROOT = Path(__file__).resolve().parents[3]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  our own address
            return answer.status == 200
    except OSError:
        return False


def test_the_server_answers_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "maklumat.settings",
        "MAKLUMAT_DATA": str(tmp_path),
        "HTTPS": "false",
        "SECRET_KEY": "only-for-this-test",
    }
    command = [sys.executable, "-m", "maklumat", "web", "--port", str(port), "--processes", "1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603  our own program
    try:
        until = time.monotonic() + 60
        while not answers(f"http://localhost:{port}/healthz"):
            assert server.poll() is None
            assert time.monotonic() < until
            time.sleep(0.2)
    finally:
        server.terminate()

    assert server.wait(30) == 0
