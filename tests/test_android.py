"""The app for Android's stores: built and signed, and what its script refuses."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

ANDROID = Path(__file__).resolve().parent.parent / "android"
GOOD = {"--package": "id.go.contoh", "--host": "layanan.contoh.go.id", "--accent": "#0b5d57"}
TOOLS = ("aapt", "smali", "zipalign", "apksigner", "keytool")
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


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="Android's tools are missing")
def test_the_app_is_built_and_signed_with_a_key_of_ones_own(tmp_path: Path) -> None:
    word, key, made = tmp_path / "word", tmp_path / "key.jks", tmp_path / "app.apk"
    word.write_text("rahasia-sekali")
    names = ["-alias", "app", "-dname", "CN=Contoh", "-validity", "2", "-keyalg", "RSA"]
    secret = ["-keystore", str(key), "-storepass", word.read_text()]
    subprocess.run(["keytool", "-genkeypair", *names, *secret], check=True, capture_output=True)
    words = [part for pair in GOOD.items() for part in pair]
    words += ["--name", "Layanan \"Nusa\" & 'Contoh'", "--code", "7", "--version", "2.1"]
    words += ["--keystore", str(key), "--password-file", str(word), "--out", str(made)]

    done = subprocess.run(
        [sys.executable, str(ANDROID / "build"), *words],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "certificate SHA-256 digest" in done.stdout
    parts = zipfile.ZipFile(made).namelist()
    assert {"AndroidManifest.xml", "classes.dex", "resources.arsc"} <= set(parts)
    told = subprocess.run(
        ["aapt", "dump", "badging", str(made)], capture_output=True, text=True, check=True
    ).stdout
    assert "package: name='id.go.contoh' versionCode='7' versionName='2.1'" in told
    assert "Nusa" in told
