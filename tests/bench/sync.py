"""What a kiosk fetches to keep the whole catalogue for the time without a network, over the wire."""

import gzip
import json
import urllib.request

from django.utils.timezone import now

from maklumat.agencies.models import Agency
from maklumat.kiosk import actions, mount
from maklumat.kiosk.models import Device
from tests.bench.stage import MAKLUMAT, Row, Stage

LIST = f"{mount.INSIDE}luring/isi.json"
MB = 1024 * 1024


def sync(stage: Stage) -> list[Row]:
    """Bytes of all pages with their headers, of the blank forms, and of a sync without news."""
    site, _ = stage.serve(MAKLUMAT)
    kiosk = Kiosk(site, _token())
    size, body = kiosk.get(LIST)
    told = json.loads(gzip.decompress(body))
    sizes = {address: kiosk.get(address)[0] for address in told["keep"]}
    papers = sum(one for address, one in sizes.items() if address.endswith(".pdf"))
    pages = sum(sizes.values()) - papers + size
    services = sum("/layanan/" in address for address in sizes) - 1
    again, _body = kiosk.get(f"{LIST}?sejak={told['stamp']}")
    return [
        Row(f"catalogue sync, {services} services", pages / MB, "MB", 0, ("<=", 1)),
        Row("catalogue sync without news", again / 1024, "KB", size / 1024, ("<=", 2),
            floor_is="the whole list"),
        Row("blank forms of a kiosk", papers / MB, "MB", 0, ("<=", 2)),
    ]  # fmt: skip


class Kiosk:
    """Asks as a known device does, and counts bytes as they come."""

    def __init__(self, site: str, token: str) -> None:
        self.site = site
        self.headers = {"Accept-Encoding": "gzip", "Cookie": f"{mount.COOKIE}={token}"}

    def get(self, address: str) -> tuple[int, bytes]:
        asked = urllib.request.Request(self.site + address, headers=self.headers)  # noqa: S310  our own
        with urllib.request.urlopen(asked) as answer:  # noqa: S310  as above
            body: bytes = answer.read()
            return len(body) + len(str(answer.headers)), body


def _token() -> str:
    """Set up a device; the demo of the measurement is thrown away."""
    agency = Agency.objects.order_by("pk")[0]
    fields = {"agency": agency, "unit": agency, "name": "Kiosk ukur", "made_at": now()}
    row = Device.objects.create(**fields)
    return actions.enrol(code=actions.invite(device=row, by="bench", at=now()), at=now())[1]
