"""What an administrator installs at a kiosk: the unit, the browser's start, the browser's limits."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORNER = ROOT / "deploy" / "kiosk"
BROWSER = "/usr/local/lib/maklumat-kiosk/browser"


def installed(folder: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [CORNER / "install", *words],
        env={"PATH": os.environ["PATH"], "DESTDIR": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def started(folder: Path, **settings: str) -> list[str]:
    """Return the words the browser would be started with."""
    told = folder / "chromium"
    told.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    told.chmod(0o755)
    env = {"PATH": os.environ["PATH"], "CHROMIUM": str(told), "STATE_DIRECTORY": str(folder)}
    done = subprocess.run(
        [CORNER / "browser"], env={**env, **settings}, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is missing")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    """The programs it starts are not installed where tests run; everything else is checked."""
    text = (CORNER / "maklumat-kiosk.service").read_text()
    assert f"ExecStart=/usr/bin/cage -d -- {BROWSER}\n" in text
    unit = tmp_path / "maklumat-kiosk.service"
    unit.write_text(text.replace("/usr/bin/cage", "/bin/echo"))
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if "maklumat-kiosk" in line]
    assert (done.returncode, said) == (0, [])


def test_install_puts_everything_in_its_place(tmp_path: Path) -> None:
    for _again in range(2):
        done = installed(tmp_path, "https://layanan.contoh.go.id/", "--printer")
        assert done.returncode == 0, done.stderr
    assert os.access(tmp_path / BROWSER.lstrip("/"), os.X_OK)
    settings = (tmp_path / "etc/maklumat-kiosk/kiosk.env").read_text()
    assert "\nPORTAL=https://layanan.contoh.go.id\n" in settings
    assert settings.endswith("\nPRINTER=silent\n")
    policy = json.loads(
        (tmp_path / "etc/chromium/policies/managed/maklumat-kiosk.json").read_text()
    )
    assert policy["URLBlocklist"] == ["*"]
    assert policy["URLAllowlist"][0] == "layanan.contoh.go.id"
    unit = (tmp_path / "etc/systemd/system/maklumat-kiosk.service").read_text()
    for place in re.findall(r"(?:file:|EnvironmentFile=|-- )(/\S+)", unit):
        assert (tmp_path / place.lstrip("/")).exists(), place


@pytest.mark.parametrize(
    "words",
    [[], ["layanan.contoh.go.id"], ["https://a.go.id/petugas"], ["https://a.go.id|x"],
     ["https://a.go.id", "--typo"], ["https://a.go.id;reboot"]],
)  # fmt: skip
def test_install_refuses_what_is_no_portal(tmp_path: Path, words: list[str]) -> None:
    done = installed(tmp_path, *words)
    assert done.returncode == 2
    assert done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    done = installed(tmp_path, "https://a.go.id", "--dry-run")
    assert done.returncode == 0
    assert "maklumat-kiosk.service" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_browser_starts_with_the_flags_of_the_file(tmp_path: Path) -> None:
    words = started(tmp_path, PORTAL="https://a.go.id/")
    flags = [row for row in (CORNER / "flags").read_text().splitlines() if row.startswith("--")]
    assert words == [f"--user-data-dir={tmp_path}/profile", *flags, "https://a.go.id/kiosk/"]


def test_a_printer_and_wayland_add_their_flags(tmp_path: Path) -> None:
    words = started(tmp_path, PORTAL="https://a.go.id", PRINTER="silent", WAYLAND_DISPLAY="w-0")
    assert words[-3:-1] == ["--kiosk-printing", "--ozone-platform=wayland"]


def test_without_a_portal_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        started(tmp_path)
