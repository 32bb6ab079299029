"""Reads text aloud by a program that the settings name, such as espeak-ng; nothing of it is kept.

The text goes to the program's standard input, never into its arguments, and what it may take is
bounded: characters, seconds, bytes of sound, and programs at once.
"""

import os
import re
import shlex
import shutil
import subprocess
import threading
import unicodedata

from django.conf import settings

from maklumat.core.errors import RuleBroken

MOST_SIGNS = 600
MOST_BYTES = 6_000_000  # over two minutes of sound
SECONDS = 10
AT_ONCE = 2  # programs in each process of the web server
PATIENCE = 5  # seconds until one of them must be free
LANGUAGES = {"id", "en"}
WAV_HEAD = 44

_places = threading.BoundedSemaphore(AT_ONCE)


class NoVoice(Exception):
    """Nothing could be spoken now: the program is absent, busy, slow or failed."""


def command(language: str) -> list[str]:
    """Return the program and its arguments; `{language}` in them is `id` or `en`.

    >>> command("id")[0] in {"espeak-ng", ""} or True
    True
    """
    chosen = language if language in LANGUAGES else "id"
    return [part.replace("{language}", chosen) for part in shlex.split(settings.SPEECH_COMMAND)]


def is_ready() -> bool:
    """Say whether the program is there. The buttons are left out where it is not."""
    parts = command("id")
    return bool(parts) and shutil.which(parts[0]) is not None


def speakable(text: str) -> str:
    """Return what is given to the program: one line of words, no signs that a voice takes for orders.

    >>> speakable("Buka  08.00–15.30\\n[[_^_en]] <b>gratis</b>")
    'Buka 08.00–15.30 _^_en b gratis /b'
    """
    plain = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return re.sub(r"\s+", " ", re.sub(r"[\[\]<>{}|\\]+", " ", plain)).strip()


def spoken(text: str, language: str) -> bytes:
    """Return a text as WAV. Raises RuleBroken for a text too long or empty, NoVoice otherwise."""
    words = speakable(text)
    if not words or len(text) > MOST_SIGNS:
        raise RuleBroken(f"between 1 and {MOST_SIGNS} characters can be spoken at once")
    if not is_ready() or not _places.acquire(timeout=PATIENCE):
        raise NoVoice
    try:
        sound = _run(command(language), words)
    finally:
        _places.release()
    if len(sound) <= WAV_HEAD or sound[:4] != b"RIFF":
        raise NoVoice
    return _sized(sound)


def _run(parts: list[str], words: str) -> bytes:
    """Run the program; it is ended when it takes too long or says too much."""
    with subprocess.Popen(  # noqa: S603  the administrator names it; no text of a visitor is in it
        parts,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
    ) as program:
        clock = threading.Timer(SECONDS, program.kill)
        clock.start()
        try:
            return _told(program, words)
        finally:
            clock.cancel()
            program.kill()


def _told(program: subprocess.Popen[bytes], words: str) -> bytes:
    if program.stdin is None or program.stdout is None:
        raise NoVoice
    try:
        with program.stdin as ear:
            ear.write(words.encode())
    except BrokenPipeError as error:
        raise NoVoice from error
    return program.stdout.read(MOST_BYTES)


def _sized(sound: bytes) -> bytes:
    """Write the true length into the head of a WAV that was made while it was read."""
    if sound[36:40] != b"data":
        return sound
    head = bytearray(sound[:WAV_HEAD])
    head[4:8] = (len(sound) - 8).to_bytes(4, "little")
    head[40:44] = (len(sound) - WAV_HEAD).to_bytes(4, "little")
    return bytes(head) + sound[WAV_HEAD:]
