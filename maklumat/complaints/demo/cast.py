"""Who and what the demo's cases are about: agencies, services, people, places. Nobody is real."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Government
from maklumat.agencies.policy import people_who_may
from maklumat.agencies.queries import current_government, living_agencies
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import live_services
from maklumat.complaints import queries
from maklumat.complaints.acting import Actor
from maklumat.complaints.actions.filing import Contact
from maklumat.complaints.models import Category
from maklumat.complaints.workflow import Party

PLACES = (
    "Kelurahan Pasar Baru", "Kelurahan Taman Sari", "Desa Bukit Indah", "Desa Air Jernih",
    "Desa Tanjung Harapan", "Desa Karang Elok", "Dusun Mekar", "Desa Sumber Makmur",
    "Kampung Nelayan", "Perumahan Griya Asri", "Desa Batu Layar", "Lingkungan Melati",
)  # fmt: skip
FIRST = (
    "Aminah", "Bagas", "Citra", "Darmawan", "Eka", "Farida", "Gilang", "Hasanah", "Indra", "Joko",
    "Kartini", "Laila", "Mulyadi", "Nining", "Oktavia", "Paulus", "Rohana", "Samsul", "Tutik",
    "Umar", "Veronika", "Wahyu", "Yohana", "Zainal",
)  # fmt: skip
LAST = (
    "Contohan", "Nusawan", "Pradana", "Asrinata", "Lestaria", "Harapan", "Bukitan", "Pesisir",
    "Karangan", "Melatian",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SPANS = (
    "satu minggu", "sepuluh hari", "dua minggu", "tiga minggu", "hampir sebulan", "sebulan lebih",
    "enam minggu", "dua bulan", "dua bulan lebih", "tiga bulan", "hampir empat bulan",
)  # fmt: skip
CHANNELS = (
    ("web", 52), ("whatsapp", 14), ("counter", 11), ("kiosk", 6), ("phone", 6), ("lapor", 5),
    ("letter", 3), ("email", 3),
)  # fmt: skip
BY_STAFF = frozenset({"counter", "phone", "letter", "lapor"})


@dataclass(frozen=True)
class World:
    """What the lives need to know; read once."""

    government: Government
    agencies: dict[str, Agency]
    services: dict[str, Service]
    categories: dict[str, Category]
    coordinator: User
    inspector: User | None
    handlers: dict[int, User]

    def handler(self, agency: Agency) -> Actor:
        """Return who works on cases in this agency; without an account there, the coordinator."""
        user = self.handlers.get(agency.pk)
        return Actor(Party.HANDLER, user) if user else Actor(Party.COORDINATOR, self.coordinator)

    @property
    def desk(self) -> Actor:
        return Actor(Party.COORDINATOR, self.coordinator)


def world(at: datetime) -> World | None:
    """Return the demo's world; None where its government or its people are missing."""
    government = current_government()
    if government is None or not government.is_demo:
        return None
    agencies = {row.slug: row for row in living_agencies(at.date())}
    coordinators = _who_may(Act.COORDINATE_CASES, agencies)
    if not coordinators:
        return None
    inspectors = _who_may(Act.SUPERVISE_CASES, agencies)
    handlers = {
        row.pk: user
        for row in agencies.values()
        for user in people_who_may(Act.HANDLE_CASES, row)
        if user not in coordinators
    }
    return World(
        government=government,
        agencies=agencies,
        services={row.code: row for row in live_services()},
        categories={row.slug: row for row in queries.categories()},
        coordinator=coordinators[0],
        inspector=inspectors[0] if inspectors else None,
        handlers=handlers,
    )


def _who_may(act: Act, agencies: dict[str, Agency]) -> list[User]:
    """Return those who may do this in any agency, which is to say in the whole government."""
    anywhere = next(iter(agencies.values()))
    return [user for user in people_who_may(act, anywhere) if not user.is_superuser]


def details(chance: random.Random, day: date) -> dict[str, str]:
    """Return what differs from case to case."""
    happened = day - timedelta(days=chance.randint(1, 9))
    return {
        "lama": chance.choice(SPANS),
        "hari": DAYS[happened.weekday() if happened.weekday() < 5 else 0],
        "jam": f"{chance.randint(7, 13):02}.{chance.choice((0, 10, 15, 20, 30, 40, 45)):02}",
        "tempat": chance.choice(PLACES),
        "telp": f"0812-0000-{chance.randint(100, 999)}",
    }


def contact(chance: random.Random, serial: int) -> Contact:
    """Return how somebody who does not exist can be reached: numbers and domains lead nowhere."""
    first, last = chance.choice(FIRST), chance.choice(LAST)
    tell_by = "email" if chance.random() < 0.5 else ""
    return Contact(
        name=f"{first} {last}",
        phone=f"0812-0000-{chance.randint(100, 999)}",
        email=f"{first.lower()}.{serial}@surat.example" if tell_by else "",
        tell_by=tell_by,
    )


def channel(chance: random.Random) -> str:
    names, weights = zip(*CHANNELS, strict=True)
    return str(chance.choices(names, weights)[0])
