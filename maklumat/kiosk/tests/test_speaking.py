"""Reading aloud: by whatever program the settings name, within bounds, for known screens only."""

import io
import json
import logging
import shutil
import wave
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from maklumat.agencies.models import Agency
from maklumat.core.errors import RuleBroken
from maklumat.kiosk import speaking
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make
from maklumat.kiosk.views import speech

real = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
ADDRESS = "/kiosk/suara/"


@pytest.fixture
def screen(agency_a: Agency, client: Client) -> Device:
    row = make.device(agency_a)
    make.enrol(row, client)
    return row


@pytest.fixture
def program(tmp_path: Path, settings: Any) -> Path:
    """A voice of our own: it notes what it is given and says nothing but a short WAV."""
    sound = tmp_path / "a.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0" * 800)
    script = tmp_path / "voice"
    script.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/heard\ncat {sound}\n'
    )
    script.chmod(0o755)
    settings.SPEECH_COMMAND = f"{script} -v {{language}}"
    return tmp_path


def ask(client: Client, text: object, language: object = "id") -> Any:
    body = json.dumps({"text": text, "language": language})
    return client.post(ADDRESS, body, content_type="application/json")


def test_the_text_is_told_never_an_argument(program: Path) -> None:
    speaking.spoken("-f /etc/passwd; $(id) `id`", "id")
    assert (program / "arguments").read_text() == "-v id\n"
    assert (program / "heard").read_text() == "-f /etc/passwd; $(id) `id`"


def test_orders_of_a_voice_are_taken_out(program: Path) -> None:
    speaking.spoken('a\x00b [[h@l"oU]] <audio src="file:///etc/passwd"/>\x1b\u202e', "id")
    heard = (program / "heard").read_text()
    assert not set("[]<>\x00\x1b\u202e") & set(heard)
    assert heard.startswith("a b")


def test_an_unknown_language_is_indonesian(program: Path) -> None:
    speaking.spoken("halo", "../x")
    assert (program / "arguments").read_text() == "-v id\n"


@pytest.mark.parametrize("text", ["", "  ", "[[", "a" * (speaking.MOST_SIGNS + 1)])
def test_nothing_and_too_much_are_refused(program: Path, text: str) -> None:
    with pytest.raises(RuleBroken):
        speaking.spoken(text, "id")
    assert not (program / "heard").exists()


@pytest.mark.parametrize("command", ["", "there-is-no-such-program", "/no/such/program"])
def test_without_a_program_there_is_no_voice(settings: Any, command: str) -> None:
    settings.SPEECH_COMMAND = command
    assert not speaking.is_ready()
    with pytest.raises(speaking.NoVoice):
        speaking.spoken("halo", "id")


def test_a_program_that_fails_is_no_voice(settings: Any) -> None:
    settings.SPEECH_COMMAND = "false"
    with pytest.raises(speaking.NoVoice):
        speaking.spoken("halo", "id")


def test_a_slow_program_is_ended(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SPEECH_COMMAND = "sleep 60"
    monkeypatch.setattr(speaking, "SECONDS", 0.2)
    with pytest.raises(speaking.NoVoice):
        speaking.spoken("halo", "id")


def test_a_program_without_an_end_is_ended(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SPEECH_COMMAND = "yes"
    monkeypatch.setattr(speaking, "MOST_BYTES", 10_000)
    with pytest.raises(speaking.NoVoice):
        speaking.spoken("halo", "id")


def test_what_is_read_is_kept_nowhere(
    client: Client, screen: Device, program: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = ask(client, "Nama saya Sari")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Sari" not in caplog.text
    assert ask(Client(), "halo").status_code == 401
    assert client.get(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"text": 1, "language": "id"}', '{"text": "a"}', "[" * 4000]
)
def test_what_is_no_question_is_refused(client: Client, screen: Device, body: str) -> None:
    answer = client.post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == 422


def test_a_device_may_not_speak_without_end(client: Client, screen: Device, program: Path) -> None:
    codes = {ask(client, "").status_code for _again in range(speech.BLOCKS)}
    assert codes == {422}
    assert ask(client, "halo").status_code == 429


def test_without_a_voice_there_is_no_button(client: Client, screen: Device, settings: Any) -> None:
    settings.SPEECH_COMMAND = ""
    assert 'data-tool="speech"' not in client.get("/kiosk/").content.decode()
    assert ask(client, "halo").status_code == 503


@real
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_real_voice_speaks(client: Client, screen: Device, language: str) -> None:
    assert 'data-tool="speech"' in client.get("/kiosk/").content.decode()
    answer = ask(client, "Bawa fotokopi kartu keluarga.", language)
    assert answer.status_code == 200
    with wave.open(io.BytesIO(answer.content)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
    assert 1 < seconds < 8


@real
@pytest.mark.parametrize(
    "text", ["--help", "9" * 600, "😀 ok", "a" * 600, "[[[[{{<<speak>>}}", "\\n\\0"]
)
def test_the_real_voice_survives_what_it_is_told(text: str) -> None:
    assert speaking.spoken(text, "id")[:4] == b"RIFF"
