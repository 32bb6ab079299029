"""Officers write in their own site, heads publish it, and a right ends with the role."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from PIL import Image
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies import reorganisation
from maklumat.agencies.models import Agency, Membership
from maklumat.agencies.tests import factories as rows
from maklumat.core.models import AuditRow
from maklumat.core.tests.pageform import form_fields
from maklumat.pages.models import AgencyHome, NewsIndex, NewsItem, Paper, Picture
from maklumat.pages.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(agency_a: Agency, budi: User) -> AgencyHome:
    return factories.site(agency_a, budi)


@pytest.fixture
def other(agency_b: Agency, wati: User) -> AgencyHome:
    return factories.site(agency_b, wati)


def as_person(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def again(user: User) -> User:
    """The same person at the next request."""
    return User.objects.get(pk=user.pk)


def may(user: User, page: Page, action: str) -> bool:
    return bool(page_permission_policy.user_has_permission_for_instance(again(user), action, page))


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


# --- Who may what -----------------------------------------------------------------------------


def test_an_officer_writes_and_the_head_publishes(home: AgencyHome, budi: User, agus: User) -> None:
    assert (may(budi, home, "change"), may(budi, home, "publish")) == (True, False)
    assert (may(agus, home, "change"), may(agus, home, "publish")) == (True, True)


def test_the_bureau_reaches_every_site(home: AgencyHome, other: AgencyHome, dewi: User) -> None:
    assert may(dewi, home, "publish")
    assert may(dewi, other, "publish")


def test_nobody_reaches_another_site(home: AgencyHome, other: AgencyHome, budi: User) -> None:
    assert not may(budi, other, "change")
    assert as_person(budi).get(edit(other)).status_code == 404
    assert not may(budi, Page.objects.get(depth=1), "add")


def test_a_role_above_reaches_the_site_below(home: AgencyHome, agency_a: Agency) -> None:
    part = rows.agency("UPT Capil", slug="upt-capil", parent=agency_a)
    head = people.user("Kepala dinas")
    rows.membership(head, "head", agency_a)

    assert may(head, factories.site(part, head), "publish")


@pytest.mark.parametrize("role", ["inspector", "leader", "desk", "taskforce", "assessor"])
def test_who_only_looks_writes_nowhere(role: str, home: AgencyHome) -> None:
    person = people.user(f"Peran {role}")
    rows.membership(person, role, None)

    assert not may(person, home, "change")
    assert as_person(person).get(edit(home)).status_code == 404
    assert as_person(person).get("/petugas/situs/").status_code == 404


def test_a_role_taken_away_takes_the_right_along(home: AgencyHome, budi: User) -> None:
    client = as_person(budi)
    assert client.get(edit(home)).status_code == 200

    Membership.objects.filter(user=budi).delete()

    assert not may(budi, home, "change")
    assert client.get(edit(home)).status_code in (302, 404)


def test_an_account_that_is_closed_takes_the_right_along(home: AgencyHome, budi: User) -> None:
    budi.is_active = False
    budi.save()

    assert not may(budi, home, "change")


def test_a_role_ends_with_its_agency(home: AgencyHome, agency_a: Agency, budi: User) -> None:
    agency_a.valid_to = localdate() - timedelta(days=1)
    agency_a.save()

    assert not may(budi, home, "change")


def test_after_a_merger_the_successor_s_people_do_not_write_for_the_dead(
    home: AgencyHome, other: AgencyHome, agency_a: Agency, agency_b: Agency, dewi: User, budi: User
) -> None:
    basis = reorganisation.Basis(localdate())
    reorganisation.merge(agency=agency_a, successor=agency_b, basis=basis, by=dewi, at=now())

    assert not may(budi, home, "change")
    assert may(budi, other, "change")


# --- Writing ----------------------------------------------------------------------------------


def typed(client: Client, address: str) -> dict[str, object]:
    """What the editor sends; its scripts draw the blocks of the content, here there are none."""
    form = form_fields(client.get(address).text, "#page-edit-form")
    return {**form, "slug": form.get("slug") or "kabar", "body-count": "0"}


def new_news(client: Client, home: AgencyHome, **fields: object) -> object:
    index = NewsIndex.objects.descendant_of(home).get()
    address = reverse("wagtailadmin_pages:add", args=["pages", "newsitem", index.pk])
    return client.post(address, {**typed(client, address), "title": "Kabar", **fields})


def test_a_draft_needs_no_words_for_its_picture_but_publishing_does(
    home: AgencyHome, agus: User
) -> None:
    client, picture = as_person(agus), factories.picture(home)

    new_news(client, home, picture=picture.pk)
    page = NewsItem.objects.get()
    form = {**typed(client, edit(page)), "action-publish": "1"}
    refused = client.post(edit(page), form)

    assert "Tulis singkat apa yang tampak" in refused.text
    assert not NewsItem.objects.get().live
    client.post(edit(page), {**form, "picture_alt": "Loket pelayanan"})
    assert NewsItem.objects.get().live
    verbs = set(
        AuditRow.objects.filter(target=f"news_item:{page.pk}").values_list("action", flat=True)
    )
    assert {"pages.news_item_created", "pages.news_item_published"} <= verbs


def test_a_picture_that_only_adorns_needs_no_words(home: AgencyHome, agus: User) -> None:
    fields = {"picture": factories.picture(home).pk, "picture_adorns": "on", "action-publish": "1"}

    new_news(as_person(agus), home, **fields)

    assert NewsItem.objects.get().live


def test_an_officer_who_asks_to_publish_gets_a_draft(home: AgencyHome, budi: User) -> None:
    new_news(as_person(budi), home, **{"action-publish": "1"})

    assert not NewsItem.objects.get().live


def test_the_picture_of_another_agency_cannot_be_chosen(
    home: AgencyHome, other: AgencyHome, budi: User
) -> None:
    foreign = factories.picture(other, "Gambar Dinsos")

    answer = new_news(as_person(budi), home, picture=foreign.pk)

    assert answer.status_code == 404  # type: ignore[attr-defined]
    assert "Gambar Dinsos" not in answer.text  # type: ignore[attr-defined]
    assert not NewsItem.objects.exists()


def test_another_site_s_file_stays_private_when_a_page_here_names_it(
    home: AgencyHome, other: AgencyHome, sari: Client
) -> None:
    foreign = factories.paper(other)
    link = f'<p><a linktype="document" id="{foreign.pk}">x</a></p>'
    factories.free_page(home, "Tautan", body=[("text", link)])

    assert sari.get(foreign.url).status_code == 404


def test_pages_that_every_site_has_are_not_deleted(home: AgencyHome, agus: User) -> None:
    index = NewsIndex.objects.descendant_of(home).get()

    as_person(agus).post(reverse("wagtailadmin_pages:delete", args=[index.pk]))

    assert NewsIndex.objects.filter(pk=index.pk).exists()


@pytest.mark.parametrize("slug", ["layanan", "petugas", "cari", "en"])
def test_a_page_does_not_take_an_address_of_the_portal(
    slug: str, home: AgencyHome, agus: User
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["pages", "freepage", home.pk])
    client = as_person(agus)

    answer = client.post(address, {**typed(client, address), "title": "Halaman", "slug": slug})

    assert "dipakai portal" in answer.text
    assert not home.get_children().filter(slug=slug).exists()


def test_the_preview_shows_the_draft_and_nobody_else_s(
    home: AgencyHome, other: AgencyHome, budi: User, wati: User
) -> None:
    page = factories.news(home, "Judul lama")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client = as_person(budi)
    form = {**typed(client, edit(page)), "title": "Judul baru"}

    assert client.post(address, form).json()["is_valid"]
    assert "Judul baru" in client.get(address).text
    assert as_person(wati).get(address).status_code == 404


def test_a_new_page_can_be_seen_before_it_is_saved(home: AgencyHome, budi: User) -> None:
    index = NewsIndex.objects.descendant_of(home).get()
    where = ["pages", "newsitem", index.pk]
    client = as_person(budi)
    form = typed(client, reverse("wagtailadmin_pages:add", args=where))
    address = reverse("wagtailadmin_pages:preview_on_add", args=where)

    assert client.post(address, {**form, "title": "Belum disimpan"}).json()["is_valid"]
    assert "Belum disimpan" in client.get(address).text


def test_the_head_meets_what_waits_on_the_home_page(
    home: AgencyHome, budi: User, agus: User
) -> None:
    words = "menunggu diterbitkan"
    assert words not in as_person(agus).get("/petugas/").text

    factories.news(home, "Kabar", live=False)

    assert words in as_person(agus).get("/petugas/").text
    assert words not in as_person(budi).get("/petugas/").text


# --- Files ------------------------------------------------------------------------------------


def upload(client: Client, name: str, content: bytes, *, kind: str = "images") -> object:
    chooser, prefix = {
        "images": ("wagtailimages_chooser:create", "image-chooser-upload"),
        "docs": ("wagtaildocs_chooser:create", "document-chooser-upload"),
    }[kind]
    fields = {f"{prefix}-title": "Berkas", f"{prefix}-file": SimpleUploadedFile(name, content)}
    return client.post(reverse(chooser), fields)


def photo_with_place() -> bytes:
    written, notes = BytesIO(), Image.Exif()
    notes[0x010F] = "KAMERA RAHASIA"
    Image.new("RGB", (3000, 2000), "#0b5d57").save(written, "JPEG", exif=notes)
    return written.getvalue()


def test_an_uploaded_photo_is_drawn_anew_without_its_notes(home: AgencyHome, budi: User) -> None:
    upload(as_person(budi), "foto.jpg", photo_with_place())

    kept = Picture.objects.get()
    assert kept.collection == home.collection
    assert b"KAMERA" not in kept.file.read()
    assert kept.width <= 2560
    kept.file.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"<html><script>1</script>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.png", b""),
    ],
)
def test_what_is_no_photo_is_refused(
    name: str, content: bytes, home: AgencyHome, budi: User
) -> None:
    upload(as_person(budi), name, content)

    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"MZ\x90"), ("a.html", b"<html>"), ("a.docx", b"PK\x03\x04")]
)
def test_what_is_no_document_is_refused(
    name: str, content: bytes, home: AgencyHome, budi: User
) -> None:
    upload(as_person(budi), name, content, kind="docs")

    assert not Paper.objects.exists()


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, it closes the file
    return int(answer.status_code)


def test_a_file_is_private_until_a_page_with_it_is_public(
    home: AgencyHome, budi: User, wati: User, sari: Client
) -> None:
    picture = factories.picture(home)
    address = factories.size(picture).url
    page = factories.news(home, "Kabar", live=False, picture=picture, picture_alt="Loket")

    assert status(sari, address) == 404
    assert status(as_person(wati), address) == 404
    assert status(as_person(budi), address) == 200
    page.save_revision().publish(skip_permission_checks=True)
    assert status(sari, address) == 200
    NewsItem.objects.get().unpublish()
    assert status(sari, address) == 404


def test_a_document_is_handed_out_as_an_attachment(home: AgencyHome, sari: Client) -> None:
    paper = factories.paper(home)
    page = factories.downloads(home)
    page.files.create(document=paper, title="Formulir", sort_order=0)
    page.save_revision().publish(skip_permission_checks=True)

    answer = sari.get(paper.url)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "PDF" in sari.get("/situs/dukcapil/unduhan/").text


# --- The screens ------------------------------------------------------------------------------


def test_one_click_makes_a_site(agency_a: Agency, budi: User) -> None:
    client = as_person(budi)
    assert "Buat situs" in client.get("/petugas/situs/").text

    client.post(reverse("site-staff:found", args=[agency_a.pk]))

    home = AgencyHome.objects.get(agency=agency_a)
    assert client.get("/petugas/situs/")["Location"] == f"/petugas/situs/{home.pk}/"
    assert "Tulis berita" in client.get(f"/petugas/situs/{home.pk}/").text


def test_nobody_makes_a_site_for_another_agency(agency_a: Agency, wati: User) -> None:
    answer = as_person(wati).post(reverse("site-staff:found", args=[agency_a.pk]))

    assert answer.status_code == 404
    assert not AgencyHome.objects.exists()


def test_the_bureau_makes_all_that_are_missing(
    home: AgencyHome, agency_b: Agency, dewi: User
) -> None:
    rows.agency("RSUD", slug="rsud", website="https://rsud.example")

    as_person(dewi).post(reverse("site-staff:found-all"))

    assert set(AgencyHome.objects.values_list("agency__slug", flat=True)) == {"dukcapil", "dinsos"}


def test_an_officer_does_not_change_the_public_menu(home: AgencyHome, budi: User) -> None:
    last = home.get_children().last()
    address = reverse("site-staff:order", args=[home.pk])

    assert as_person(budi).post(address, {"page": last.pk, "up": ""}).status_code == 404


def test_pages_change_places_in_the_menu(home: AgencyHome, agus: User) -> None:
    last = home.get_children().last()

    address = reverse("site-staff:order", args=[home.pk])
    assert as_person(agus).post(address, {"page": last.pk, "up": ""}).status_code == 302

    home.refresh_from_db()
    assert [page.title for page in home.get_children()] == ["Unduhan", "Berita"]


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30])
def test_a_page_that_is_none_is_not_moved(key: str, home: AgencyHome, agus: User) -> None:
    answer = as_person(agus).post(reverse("site-staff:order", args=[home.pk]), {"page": key})

    assert answer.status_code == 404


def test_the_tree_of_wagtail_leads_to_the_screen_of_the_site(home: AgencyHome, budi: User) -> None:
    client = as_person(budi)

    assert client.get(f"/petugas/pages/{home.pk}/")["Location"] == f"/petugas/situs/{home.pk}/"
    assert client.get("/petugas/pages/1/")["Location"] == "/petugas/situs/"
    assert Client().get(f"/petugas/pages/{home.pk}/").status_code == 302


def test_versions_of_another_site_are_not_compared(
    home: AgencyHome, other: AgencyHome, budi: User
) -> None:
    for page, status in ((home, 200), (other, 404)):
        address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
        assert as_person(budi).get(address).status_code == status


def test_many_agencies_are_listed_with_few_queries(
    agency_a: Agency, agency_b: Agency, dewi: User, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        factories.site(rows.agency(f"Dinas {number}", slug=f"dinas-{number}"), dewi)
    client = as_person(dewi)
    client.get("/petugas/situs/")

    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert client.get("/petugas/situs/").status_code == 200
