"""Files in pieces: what is kept, what is refused, and what a stolen name opens."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from maklumat.core import parcels, uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import Parcel
from maklumat.core.parcels import Elsewhere, Standing

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1, minutes=1)
TOKEN = "0123456789abcdef" * 2 + "." + "k" * 42 + "A"
DOOR, PIECE = "/unggah/", "/unggah/potongan/"
EXE = b"MZ\x90\x00" + b"\0" * 500


def photo(width: int = 60) -> bytes:
    written = BytesIO()
    Image.effect_noise((width, width), 90).convert("RGB").save(written, "JPEG", quality=95)
    return written.getvalue()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def opened(content: bytes, name: str = "ktp.jpg", token: str = TOKEN) -> Standing:
    return parcels.announce(
        token=token, name=name, size=len(content), digest=digest(content), at=AT
    )


def piece(content: bytes, offset: int, token: str = TOKEN, at: datetime = AT) -> Standing:
    return parcels.add_piece(
        token=token, offset=offset, digest=digest(content), content=content, at=at
    )


def sent(content: bytes, name: str = "ktp.jpg", token: str = TOKEN, step: int = 700) -> Standing:
    standing = opened(content, name, token)
    for offset in range(0, len(content), step):
        standing = piece(content[offset : offset + step], offset, token)
    return standing


def on_disk() -> list[Path]:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"]) / parcels.FOLDER
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _empty_folder() -> None:
    for path in on_disk():
        default_storage.delete(f"{parcels.FOLDER}/{path.parent.name}/{path.name}")


pytestmark = pytest.mark.django_db


def test_a_photo_in_pieces_is_taken_once(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert sent(photo()).is_ready
    assert [path.name for path in on_disk()] == [parcels.WHOLE]

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        accepted = parcels.take(token=TOKEN, at=AT)

    assert (accepted.name, accepted.mime, accepted.width) == ("ktp.jpg", "image/jpeg", 60)
    assert Image.open(BytesIO(accepted.content)).size == (60, 60)
    assert not Parcel.objects.exists()
    assert on_disk() == []
    with pytest.raises(NotFound):
        parcels.take(token=TOKEN, at=AT)


def test_what_lies_there_tells_nothing_without_the_token() -> None:
    content = photo()
    opened(content, "ktp sari.jpg")
    piece(content[:900], 0)
    row = Parcel.objects.get()

    assert b"JFIF" in content[:900]
    assert all(b"JFIF" not in path.read_bytes() for path in on_disk())
    assert "sari" not in row.sealed
    assert TOKEN not in str(vars(row))


def test_a_rolled_back_take_leaves_the_file(django_capture_on_commit_callbacks) -> None:
    sent(photo())
    with transaction.atomic():
        parcels.take(token=TOKEN, at=AT)
        transaction.set_rollback(True)

    assert parcels.take(token=TOKEN, at=AT).mime == "image/jpeg"


def test_announced_twice_and_sent_twice_is_there_once() -> None:
    content = photo()
    opened(content)
    piece(content[:500], 0)
    assert opened(content).offset == 500  # the answer was lost, the token is the same

    with pytest.raises(Elsewhere) as error:
        piece(content[:500], 0)

    assert error.value.standing.offset == 500
    assert Parcel.objects.count() == 1
    assert piece(content[500:], 500).is_ready
    assert piece(content[500:], 500).is_ready  # the last answer was lost, too


@pytest.mark.parametrize("offset", [1, 499, 501, 10**11])
def test_a_piece_of_another_place_is_sent_back_with_the_true_one(offset: int) -> None:
    content = photo()
    opened(content)
    piece(content[:500], 0)

    with pytest.raises(Elsewhere) as error:
        piece(content[500:600], offset)

    assert error.value.standing.offset == 500


def test_more_than_was_announced_is_not_kept() -> None:
    content = photo()
    opened(content)
    with pytest.raises(Elsewhere):
        piece(content + b"x", 0)
    assert Parcel.objects.get().received == 0


def test_a_damaged_piece_is_not_kept() -> None:
    content = photo()
    opened(content)
    with pytest.raises(RuleBroken):
        parcels.add_piece(token=TOKEN, offset=0, digest=digest(b"other"), content=content, at=AT)
    assert Parcel.objects.get().received == 0


def test_a_whole_that_is_another_is_refused_in_words() -> None:
    content = photo()
    parcels.announce(token=TOKEN, name="ktp.jpg", size=len(content), digest=digest(b"other"), at=AT)
    standing = piece(content, 0)
    assert (standing.state, standing.is_ready) == ("refused", False)
    assert "ktp.jpg" in standing.problem


def test_what_was_left_by_a_process_that_died_is_written_over() -> None:
    content = photo()
    opened(content)
    with transaction.atomic():
        piece(content[:300], 0)
        transaction.set_rollback(True)

    assert piece(content[:500], 0).offset == 500
    assert piece(content[500:], 500).is_ready


def test_a_process_that_died_before_it_looked_is_followed_by_another() -> None:
    content = photo()
    opened(content)
    piece(content[:-1], 0)
    row = Parcel.objects.get()
    key = parcels._opened(TOKEN)[1]  # noqa: SLF001  as the process that dies after this line
    parcels._write(row, str(row.received), parcels._sealed(key, content[-1:], f"{row.mark}:{row.received}"))  # noqa: SLF001  # fmt: skip
    Parcel.objects.update(received=len(content))

    assert piece(b"", len(content)).is_ready


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("besar.jpg", uploads.MOST_BYTES + 1),
        ("kosong.jpg", 0),
        ("surat.exe", 500),
        ("surat.docx", 500),
        ("foto.HEIC", 500),
    ],
)
def test_the_hopeless_is_refused_before_a_byte_is_sent(name: str, size: int) -> None:
    with pytest.raises(RuleBroken, match=name.partition(".")[0]):
        parcels.announce(token=TOKEN, name=name, size=size, digest=digest(b""), at=AT)
    assert not Parcel.objects.exists()


def bomb() -> bytes:
    written = BytesIO()
    Image.new("1", (12_000, 12_000)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    "content", [EXE, bomb(), b"%PDF-1.4 /JavaScript", b"PK\x03\x04" + b"0" * 99]
)
def test_the_hostile_is_refused_with_the_sentence_of_every_upload(content: bytes) -> None:
    standing = sent(content, "surat.pdf", step=parcels.MOST_PIECE)
    with pytest.raises(RuleBroken) as error:
        uploads.accept(SimpleUploadedFile("surat.pdf", content))

    assert (standing.state, standing.problem) == ("refused", str(error.value))
    with pytest.raises(RuleBroken), transaction.atomic():
        parcels.take(token=TOKEN, at=AT)


def test_half_a_token_opens_nothing() -> None:
    content = photo()
    sent(content)
    other = TOKEN.partition(".")[0] + "." + "x" * 42 + "A"
    for stolen in (TOKEN.partition(".")[0], other, TOKEN.upper(), "", "../../etc.passwd"):
        with pytest.raises(NotFound):
            parcels.standing(token=stolen, at=AT)
        with pytest.raises(NotFound), transaction.atomic():
            parcels.take(token=stolen, at=AT)
    assert opened(content, token=other).offset == 0  # a parcel of its own


def test_a_day_later_it_is_gone(django_capture_on_commit_callbacks) -> None:
    content = photo()
    opened(content)
    piece(content[:500], 0)
    with pytest.raises(NotFound):
        piece(content[500:], 500, at=LATER)

    with django_capture_on_commit_callbacks(execute=True):
        assert parcels.sweep(at=LATER) == 1

    assert on_disk() == []
    assert not Parcel.objects.exists()


def test_a_folder_without_a_row_is_swept() -> None:
    default_storage.save(f"{parcels.FOLDER}/{'a' * 64}/0", SimpleUploadedFile("0", b"x"))
    parcels.sweep(at=datetime.now(UTC))
    assert len(on_disk()) == 1  # its transaction may be open
    parcels.sweep(at=datetime.now(UTC) + timedelta(days=2))
    assert on_disk() == []


def test_there_is_only_so_much_room(settings) -> None:
    settings.UPLOAD_ROOM_MB = 1
    opened(b"x" * 700_000)
    with pytest.raises(parcels.Full):
        opened(b"x" * 700_000, token="f" + TOKEN[1:])


def test_room_that_nobody_uses_is_given_back(settings) -> None:
    settings.UPLOAD_ROOM_MB = 1
    content = b"x" * 700_000
    opened(content)
    piece(content[:1000], 0, at=AT + timedelta(minutes=50))
    assert parcels.is_known(token=TOKEN, at=AT + timedelta(hours=20))
    parcels.drop(tokens=[TOKEN])

    opened(content)
    later = AT + timedelta(minutes=61)
    assert not parcels.is_known(token=TOKEN, at=later)
    other = "f" + TOKEN[1:]
    parcels.announce(token=other, name="a.jpg", size=700_000, digest=digest(content), at=later)


def test_one_connection_never_fills_the_room(client: Client, settings) -> None:
    settings.UPLOAD_ROOM_MB = 6
    large = b"x" * 1024 * 1024
    for number in range(2):
        assert announce(client, large, token=f"{number}{TOKEN[1:]}").status_code == 200
        assert announce(client, large, token=f"{number}{TOKEN[1:]}").status_code == 200  # again
    answer = announce(client, large, token="f" + TOKEN[1:])
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    other = Client(REMOTE_ADDR="192.0.2.9")
    assert announce(other, large, token="f" + TOKEN[1:]).status_code == 200


def test_dropped_is_gone(django_capture_on_commit_callbacks) -> None:
    sent(photo())
    with django_capture_on_commit_callbacks(execute=True):
        parcels.drop(tokens=[TOKEN, "unknown"])
    assert not Parcel.objects.exists()
    assert on_disk() == []


def test_a_file_that_came_whole_is_kept_the_same_way() -> None:
    token, standing = parcels.keep_whole(file=SimpleUploadedFile("a.jpg", photo()), at=AT)
    assert standing.is_ready
    assert parcels.alive(tokens=[token, TOKEN], at=AT) == {token}
    assert parcels.take(token=token, at=AT).name == "a.jpg"


# --- Over the web -------------------------------------------------------------------------------


def announce(client: Client, content: bytes, token: str = TOKEN, **told: object) -> HttpResponse:
    words = {"name": "ktp.jpg", "size": len(content), "digest": digest(content), **told}
    return client.post(
        DOOR, json.dumps(words), content_type="application/json", headers={"Parcel": token}
    )


def post(client: Client, content: bytes, offset: object, **headers: str) -> HttpResponse:
    told = {"Parcel": TOKEN, "Parcel-Offset": str(offset), "Parcel-Digest": digest(content)}
    return client.post(
        PIECE, content, content_type="application/octet-stream", headers=told | headers
    )


def test_a_program_without_cookies_sends_a_file() -> None:
    client = Client(enforce_csrf_checks=True)
    content = photo()
    assert announce(client, content).json()["offset"] == 0
    assert post(client, content[:600], 0).json()["offset"] == 600
    assert client.get(DOOR, headers={"Parcel": TOKEN}).json()["offset"] == 600
    wrong = post(client, content[:600], 0)
    assert (wrong.status_code, wrong.json()["offset"]) == (409, 600)
    done = post(client, content[600:], 600)
    assert (done.json()["state"], done.cookies) == ("ready", {})
    assert "no-store" in done["Cache-Control"]
    gone = client.post(
        "/unggah/hapus/", content_type="application/octet-stream", headers={"Parcel": TOKEN}
    )
    assert gone.status_code == 200
    assert client.get(DOOR, headers={"Parcel": TOKEN}).status_code == 404


def test_what_is_no_piece_is_told_so(client: Client) -> None:
    content = photo()
    announce(client, content)
    assert post(client, content, "-1").status_code == 400
    assert post(client, content, "²").status_code == 400
    assert post(client, b"x" * (parcels.MOST_PIECE + 1), 0).status_code == 413
    assert post(client, content, 0, **{"Parcel-Digest": "no"}).json()["code"] == "damaged"
    assert post(client, content, 0, Parcel="unknown").status_code == 404
    assert client.get(PIECE).status_code == 405
    assert client.get(DOOR).status_code == 404
    assert Parcel.objects.get().received == 0


@pytest.mark.parametrize(
    "told",
    [{"size": "5"}, {"size": True}, {"size": -1}, {"name": 5}, {"name": "\0.jpg"}, {"digest": "x"}],
)
def test_what_announces_nothing_is_refused(client: Client, told: dict[str, object]) -> None:
    assert announce(client, photo(), **told).status_code in (400, 422)
    assert not Parcel.objects.exists()


def test_unreadable_words_are_refused(client: Client) -> None:
    for body in (b"", b"[]", b"{" * 1000, b'{"name": "' + b"x" * 3000 + b'"}'):
        answer = client.post(DOOR, body, content_type="application/json", headers={"Parcel": TOKEN})
        assert answer.status_code == 400


def test_too_large_is_said_in_the_language_of_the_page(client: Client) -> None:
    words = {"size": 20 * uploads.MEGABYTE, "name": "denah.pdf"}
    assert "lebih besar dari 10 MB" in announce(client, b"", **words).json()["problem"]
    body = json.dumps({**words, "digest": digest(b"")})
    english = client.post(
        DOOR, body, content_type="application/json",
        headers={"Parcel": TOKEN, "Accept-Language": "en"},
    )  # fmt: skip
    assert "larger than 10 MB" in english.json()["problem"]
    assert english.status_code == 422


def test_a_foreign_page_sends_nothing(client: Client) -> None:
    answer = post(client, b"x", 0, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_one_connection_sends_only_so_many(client: Client, monkeypatch) -> None:
    for _time in range(3):
        announce(client, photo())
    monkeypatch.setattr("maklumat.core.views.parcels.FILES", 3)
    answer = announce(client, photo())
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


@pytest.mark.django_db(transaction=True)
def test_the_same_piece_at_the_same_moment_is_there_once() -> None:
    content = photo()
    opened(content)
    came: list[str] = []

    def send() -> None:
        try:
            came.append(piece(content, 0).state)
        except Elsewhere as error:
            came.append(error.standing.state)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    row = Parcel.objects.get()
    assert (row.received, row.state) == (len(content), "ready")
    assert len(came) == 4
    assert [path.name for path in on_disk()] == [parcels.WHOLE]


@pytest.mark.django_db(transaction=True)
def test_two_who_take_at_the_same_moment_get_one_file() -> None:
    sent(photo())
    got: list[bool] = []

    def take() -> None:
        try:
            with transaction.atomic():
                parcels.take(token=TOKEN, at=AT)
            got.append(True)
        except NotFound:
            got.append(False)
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(got) == [False, True]
    assert on_disk() == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", [DOOR, PIECE])
def test_a_form_is_no_parcel(client: Client, address: str) -> None:
    assert client.post(address, {"name": "ktp.jpg"}).status_code == 400
