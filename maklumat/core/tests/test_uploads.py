"""Uploads: every hostile file gets a sentence, every honest one comes through without secrets."""

import functools
import io
import resource
import struct
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from maklumat.core import pdfcheck, pdfverdict, uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import StoredFile

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def sent(content: bytes, name: str = "ktp.jpg", mime: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, mime)


def photo(kind: str = "JPEG", size: tuple[int, int] = (80, 40), **options: object) -> bytes:
    buffer = io.BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    image = Image.new(mode, size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo_with_place(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 30.0)
    return photo(exif=exif, comment=b"secret comment")


def huge_png(width: int = 20_000, height: int = 10_000) -> bytes:
    """200 megapixels in 25 KB: all zero, as a bomb is."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def pdf(pages: int = 1, **root: object) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    for key, value in root.items():
        writer.root_object[NameObject(f"/{key}")] = value
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def action(kind: str, **more: object) -> DictionaryObject:
    parts = {NameObject("/S"): NameObject(f"/{kind}")}
    return DictionaryObject(parts | {NameObject(f"/{key}"): value for key, value in more.items()})


def named(*path: str) -> DictionaryObject:
    """Nested dictionaries with an empty array at the end."""
    inner: object = ArrayObject()
    for key in reversed(path):
        inner = DictionaryObject({NameObject(f"/{key}"): inner})
    return inner  # type: ignore[return-value]


def stream_in_page(stream: StreamObject) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    page[NameObject("/Contents")] = writer._add_object(stream)  # noqa: SLF001
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def packed_stream(content: bytes, *filters: str) -> StreamObject:
    stream = StreamObject()
    stream._data = content  # noqa: SLF001
    stream[NameObject("/Filter")] = ArrayObject(NameObject(f"/{name}") for name in filters)
    return stream


@functools.cache
def packed_zeros() -> bytes:
    """300 MB in 1.3 MB."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(300)) + packer.flush()


def object_stream_bomb() -> bytes:
    """A file whose table of contents inflates to 300 MB."""
    packed = packed_zeros()
    body = b"%PDF-1.5\n"
    start = len(body)
    body += (
        b"1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n"
        % len(packed)
    )
    body += packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start
    return body


@pytest.mark.parametrize(
    ("kind", "mime", "name"),
    [
        ("JPEG", "image/jpeg", "a.jpg"),
        ("PNG", "image/png", "a.png"),
        ("WEBP", "image/webp", "a.webp"),
    ],
)
def test_an_honest_picture_comes_through(kind: str, mime: str, name: str) -> None:
    accepted = uploads.accept(sent(photo(kind), name))

    assert (accepted.mime, accepted.name) == (mime, name)
    assert (accepted.width, accepted.height) == (80, 40)
    assert Image.open(io.BytesIO(accepted.content)).format == kind


def test_the_ending_follows_the_content() -> None:
    assert uploads.accept(sent(photo("PNG"), "ktp.pdf.JPG")).name == "ktp.pdf.png"


def test_place_camera_and_comment_are_gone() -> None:
    content = uploads.accept(sent(photo_with_place())).content

    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"SecretCamera" not in content
    assert b"secret comment" not in content


def test_a_picture_taken_sideways_stands_upright() -> None:
    accepted = uploads.accept(sent(photo_with_place(orientation=6)))

    assert (accepted.width, accepted.height) == (40, 80)
    red, _, blue = Image.open(io.BytesIO(accepted.content)).convert("RGB").getpixel((20, 5))
    assert blue > red


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_applied(orientation: int) -> None:
    content = photo_with_place(orientation)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))

    accepted = Image.open(io.BytesIO(uploads.accept(sent(content)).content))

    assert accepted.size == expected.size
    for point in ((5, 5), (accepted.width - 6, accepted.height - 6)):
        near = zip(accepted.getpixel(point), expected.getpixel(point), strict=True)
        assert all(abs(one - other) < 12 for one, other in near)


def test_a_progressive_picture_may_have_fewer_pixels() -> None:
    with pytest.raises(RuleBroken, match="16 megapiksel"):
        uploads.accept(sent(photo(size=(7000, 4000), progressive=True)))


def test_metadata_of_png_and_webp_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    for kind in ("PNG", "WEBP"):
        assert b"SecretCamera" not in uploads.accept(sent(photo(kind, exif=exif))).content


def test_transparency_survives() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(buffer, "PNG")

    accepted = uploads.accept(sent(buffer.getvalue()))

    assert Image.open(io.BytesIO(accepted.content)).getpixel((5, 5))[3] == 0


def test_a_large_photo_becomes_smaller() -> None:
    accepted = uploads.accept(sent(photo(size=(8000, 6000))))

    assert accepted.width == uploads.LONGEST_SIDE


def test_markup_hidden_in_a_picture_is_gone() -> None:
    polyglot = photo(comment=b"<script>alert(1)</script>") + b"<html><script>alert(2)</script>"

    assert b"script" not in uploads.accept(sent(polyglot)).content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_moving_picture_keeps_its_first_frame(kind: str) -> None:
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=50)

    result = Image.open(io.BytesIO(uploads.accept(sent(buffer.getvalue())).content))

    assert getattr(result, "n_frames", 1) == 1
    assert result.convert("RGB").getpixel((5, 5))[0] > 200


def test_200_megapixels_are_refused_before_decoding() -> None:
    bomb = huge_png()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(RuleBroken, match=r"“besar\.png”.*16 megapiksel"):
        uploads.accept(sent(bomb, "besar.png"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (SVG, "bukan foto"),
        (b"<html><script>alert(1)</script></html>", "bukan foto"),
        (b"PK\x03\x04" + b"\0" * 100, "bukan foto"),
        (b"MZ" + b"\0" * 100, "bukan foto"),
        (b"GIF89a" + b"\0" * 100, "bukan foto"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC"),
        (b"\xff\xd8\xff" + SVG, "rusak"),
        (photo()[:200], "rusak"),
        (photo("PNG")[:60], "rusak"),
        (photo("WEBP")[:30], "rusak"),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\0" * 40, "rusak"),
        (b"%PDF-1.7\nhalo", "rusak"),
        (b"%PDF-1.7\n" + b"1 0 obj" * 5000, "rusak"),
    ],
)
def test_what_is_not_a_picture_or_pdf_gets_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as caught:
        uploads.accept(sent(content, "surat.jpg"))
    assert "“surat.jpg”" in str(caught.value)


def test_only_the_kinds_asked_for_are_taken() -> None:
    with pytest.raises(RuleBroken, match="PDF"):
        uploads.accept(sent(photo()), kinds=uploads.DOCUMENTS)
    with pytest.raises(RuleBroken, match="foto"):
        uploads.accept(sent(pdf()), kinds=uploads.IMAGES)


def test_too_large_a_file_is_not_even_read() -> None:
    with pytest.raises(RuleBroken, match="1 MB"):
        uploads.accept(sent(b"\xff\xd8\xff" + b"x" * 1_100_000), most_bytes=uploads.MEGABYTE)


def test_too_many_or_together_too_large_files_are_refused() -> None:
    with pytest.raises(RuleBroken, match="paling banyak 5"):
        uploads.accept_all([sent(photo()) for _ in range(6)])
    with pytest.raises(RuleBroken, match="25 MB"):
        uploads.accept_all([sent(b"x" * 9_000_000) for _ in range(3)])


def test_an_honest_pdf_stays_byte_for_byte() -> None:
    content = pdf(pages=3)

    accepted = uploads.accept(sent(content, "surat.docx"))

    assert (accepted.mime, accepted.pages, accepted.name) == ("application/pdf", 3, "surat.pdf")
    assert accepted.content == content


def test_a_pdf_that_opens_at_a_page_is_honest() -> None:
    assert uploads.accept(sent(pdf(OpenAction=action("GoTo", D=ArrayObject())))).pages == 1


SCRIPT = TextStringObject("app.alert(1)")
HOSTILE = {
    "open script": pdf(OpenAction=action("JavaScript", JS=SCRIPT)),
    "named script": pdf(Names=named("JavaScript", "Names")),
    "launch": pdf(OpenAction=action("Launch", F=TextStringObject("cmd.exe"))),
    "event": pdf(AA=DictionaryObject({NameObject("/WC"): action("JavaScript", JS=SCRIPT)})),
    "next": pdf(OpenAction=action("GoTo", Next=ArrayObject([action("Launch")]))),
    "submit": pdf(Threads=action("SubmitForm", F=TextStringObject("http://x"))),
    "escaped name": pdf(OpenAction=action("XX")).replace(b"/S /XX", b"/S /J#61vaScript"),
    "older revision": pdf() + b"\n9 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_pdf_that_acts_by_itself_is_found_out(name: str) -> None:
    assert pdfcheck.inspect(HOSTILE[name], 100).problem == pdfverdict.ACTIVE


@pytest.mark.parametrize(
    "content",
    [
        pdf(Names=named("EmbeddedFiles", "Names")),
        pdf(Extra=DictionaryObject({NameObject("/Subtype"): NameObject("/RichMedia")})),
        pdf(Extra=DictionaryObject({NameObject("/EF"): DictionaryObject()})),
        pdf(Extra=action("GoToE")),
    ],
)
def test_a_pdf_that_carries_files_is_found_out(content: bytes) -> None:
    assert pdfcheck.inspect(content, 100).problem == pdfverdict.ATTACHED


def test_a_hostile_pdf_is_refused_with_a_remedy() -> None:
    with pytest.raises(RuleBroken, match="program atau tindakan yang berjalan sendiri"):
        uploads.accept(sent(HOSTILE["open script"], "surat.pdf"))
    with pytest.raises(RuleBroken, match="berkas lain"):
        uploads.accept(sent(pdf(Names=named("EmbeddedFiles", "Names")), "surat.pdf"))


def test_an_xfa_form_is_refused() -> None:
    with pytest.raises(RuleBroken, match="XFA"):
        uploads.accept(sent(pdf(AcroForm=named("XFA"))))


def test_a_locked_pdf_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.encrypt("rahasia", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)

    with pytest.raises(RuleBroken, match="kata sandi"):
        uploads.accept(sent(buffer.getvalue()))


def test_a_long_pdf_is_refused() -> None:
    with pytest.raises(RuleBroken, match="100 halaman"):
        uploads.accept(sent(pdf(pages=101)))


def test_streams_that_blow_up_are_refused() -> None:
    twice = zlib.compress(zlib.compress(b"\0" * 1_000_000))

    for stream in (
        packed_stream(packed_zeros(), "FlateDecode"),
        packed_stream(twice, "FlateDecode", "FlateDecode"),
    ):
        with pytest.raises(RuleBroken, match="terlalu lama"):
            uploads.accept(sent(stream_in_page(stream), "bom.pdf"))


def test_an_object_stream_that_blows_up_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"bom\.pdf"):
        uploads.accept(sent(object_stream_bomb(), "bom.pdf"))


def test_a_pdf_that_refers_to_itself_ends() -> None:
    content = pdf(Threads=ArrayObject()).replace(b"/Threads [  ]", b"/Threads 1 0 R")

    assert uploads.accept(sent(content)).pages == 1


def test_a_scanned_page_is_honest() -> None:
    scan = DecodedStreamObject()
    scan.set_data(b"\xff" * 2480 * 3508)
    flat = scan.flate_encode()
    flat[NameObject("/Width")] = NumberObject(2480)

    assert uploads.accept(sent(stream_in_page(flat))).pages == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Sari\\ktp.jpg", "ktp.jpg"),
        ("ktp\u202egpj.exe", "ktpgpj.exe"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ('<img src="x">.jpg', "img src= x .jpg"),
        ("", "berkas"),
        ("...", "berkas"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_are_safe_to_show(given: str, kept: str) -> None:
    assert uploads.clean_name(given) == kept


@pytest.fixture
def stored(db: None, tmp_path: Path) -> StoredFile:
    with override_settings(MEDIA_ROOT=str(tmp_path), STORAGES=private_storage(tmp_path)):
        yield uploads.store(uploads.accept(sent(photo(), "ktp sari.jpg")), about="PGD-1", at=AT)


def private_storage(folder: Path) -> dict[str, object]:
    return {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def test_a_stored_file_has_a_random_name(stored: StoredFile, tmp_path: Path) -> None:
    assert "ktp" not in stored.path
    assert (tmp_path / stored.path).stat().st_size == stored.size
    assert stored.about == "PGD-1"


def test_a_file_is_handed_out_as_a_harmless_download(stored: StoredFile) -> None:
    response = uploads.serve(stored)

    assert response["Content-Disposition"] == 'attachment; filename="ktp sari.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8\xff")
    response.close()


def test_a_picture_may_be_shown_in_a_page_but_a_pdf_never(stored: StoredFile) -> None:
    picture = uploads.serve(stored, inline=True)
    paper = uploads.store(uploads.accept(sent(pdf(), "s.pdf")), about="PGD-1", at=AT)
    download = uploads.serve(paper, inline=True)

    assert picture["Content-Disposition"].startswith("inline")
    assert download["Content-Disposition"].startswith("attachment")
    picture.close()
    download.close()


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_is_gone(stored: StoredFile, tmp_path: Path) -> None:
    uploads.discard(stored)

    assert not (tmp_path / stored.path).exists()
    assert not StoredFile.objects.exists()


def test_a_file_lost_from_the_disk_looks_missing(stored: StoredFile, tmp_path: Path) -> None:
    (tmp_path / stored.path).unlink()

    with pytest.raises(NotFound):
        uploads.serve(stored)


def test_a_pdf_reader_can_read_what_we_call_honest() -> None:
    assert len(PdfReader(io.BytesIO(pdf(pages=2))).pages) == 2


def test_files_of_broken_off_transactions_are_swept(stored: StoredFile, tmp_path: Path) -> None:
    lost = tmp_path / "files" / "2026" / "ab" / "lost.jpg"
    lost.parent.mkdir(parents=True, exist_ok=True)
    lost.write_bytes(b"x")

    assert uploads.sweep(before=AT - timedelta(days=900)) == 0
    assert uploads.sweep(before=datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert not lost.exists()
    assert (tmp_path / stored.path).exists()


def test_sweeping_an_empty_storage_is_nothing(db: None, tmp_path: Path) -> None:
    with override_settings(STORAGES=private_storage(tmp_path)):
        assert uploads.sweep(before=AT) == 0
