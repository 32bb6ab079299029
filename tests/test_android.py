"""The app for Android's stores: what its script refuses, and that nothing in it stays unfilled.

Building it takes Debian's Android tools, which neither ./test nor CI installs: docs/app.md.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ANDROID = Path(__file__).resolve().parent.parent / "android"
GOOD = {"--package": "id.go.contoh", "--host": "layanan.contoh.go.id", "--accent": "#0b5d57"}
WORDS = {"PACKAGE", "HOST", "CODE", "VERSION", "TARGET", "COLOUR"}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--package", "contoh"),
        ("--package", 'id.go"><x'),
        ("--host", "https://contoh.go.id"),
        ("--host", "contoh"),
        ("--accent", "teal"),
    ],
)
def test_a_wrong_word_is_refused_with_a_sentence(option: str, value: str) -> None:
    words = [part for pair in {**GOOD, option: value}.items() for part in pair]
    command = [sys.executable, str(ANDROID / "build"), "--name", "Contoh", *words]

    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert told.returncode == 2
    assert f'not "{value}".' in told.stderr


def test_every_blank_is_one_that_the_script_fills() -> None:
    parts = [ANDROID / "AndroidManifest.xml", *(ANDROID / "code").glob("*.smali")]
    found = {word for part in parts for word in re.findall(r"@([A-Z]+)@", part.read_text())}

    assert found == WORDS
    assert ET.parse(ANDROID / "AndroidManifest.xml").getroot().tag == "manifest"  # noqa: S314  ours
