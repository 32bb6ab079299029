"""A kiosk's token opens the kiosk's face and nothing else; a kiosk is its agency's affair."""

import pytest
from django.test import Client

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.kiosk import mount
from maklumat.kiosk.models import Device
from maklumat.kiosk.tests import factories as make
from tests.access import CANARY, addresses, keys_of_everything, text_of, urls
from tests.others import kiosk_of_others, signed_in

# The sieve is Python, the same on both databases; what rows are seen is walked on both elsewhere.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("keys_begin_at_one"),
]
STAFF = "/petugas/"
SHOWN = {"kiosk-staff:list", "kiosk-staff:file", "kiosk-staff:device", "kiosk-staff:edit"}
INSIDE_ONLY = {200, 301, 302, 404, 405}


def one_of_each(client: Client) -> list[tuple[str, str]]:
    """Return each address once, with the newest keys there are: (name, address)."""
    found: dict[str, str] = {}
    for name, method, url in urls(client, keys_of_everything()):
        if method == "get" and not name.endswith(("logout", "set_language")):
            found.setdefault(name, url)
    return list(found.items())


def test_a_stolen_token_reads_no_staff_data(
    agency_a: Agency, agency_b: Agency, others: Service
) -> None:
    thief = Client(raise_request_exception=False)
    make.enrol(make.device(agency_a), thief)
    asked = one_of_each(thief)
    assert len(asked) > 0.7 * len({name for name, _entry in addresses()})
    for name, url in asked:
        for path in {url, f"{mount.INSIDE}{url.removeprefix('/')}"}:
            answer = thief.get(path)
            assert CANARY not in text_of(answer), (name, path)
            assert answer.status_code < 500 or name == "readyz", (name, path)
            if STAFF in path:
                shown = answer.status_code in {200, 206} and name != "wagtailadmin_login"
                assert not shown or not path.startswith(mount.INSIDE), (name, path)
                assert not shown or b"data-wagtail-sidebar" not in answer.content, (name, path)


def test_below_the_kiosk_there_is_no_staff_face(agency_a: Agency) -> None:
    screen = Client(raise_request_exception=False)
    make.enrol(make.device(agency_a), screen)
    for name, url in one_of_each(screen):
        if url.startswith(STAFF) or name.startswith(("account", "mfa", "socialaccount")):
            assert screen.get(f"{mount.INSIDE}{url.removeprefix('/')}").status_code == 404, name


@pytest.mark.parametrize("role", ["officer", "head", "leader"])
def test_its_people_see_a_kiosk(role: str, agency_b: Agency) -> None:
    client = signed_in(role, None if role == "leader" else agency_b)
    kiosk_of_others(agency_b)
    shown = {
        name
        for name, method, url in urls(client, keys_of_everything())
        if name.startswith("kiosk-staff:")
        and method == "get"
        and CANARY in text_of(client.get(url))
    }
    assert shown >= (SHOWN - {"kiosk-staff:edit"} if role == "leader" else SHOWN)


def test_a_withdrawn_token_opens_only_the_enrol_page(agency_a: Agency) -> None:
    screen = Client()
    row = make.device(agency_a)
    make.enrol(row, screen)
    Device.objects.update(token_hash="", revoked_at=make.AT)
    for path in ("/kiosk/perangkat.json", "/kiosk/tampilan.css", f"{mount.INSIDE}layanan/"):
        assert screen.get(path).status_code == 401
    assert screen.get("/kiosk/")["Location"] == "/kiosk/daftar/"
