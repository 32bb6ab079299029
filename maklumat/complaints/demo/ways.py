"""The demo's routing rules, as its organisation bureau wrote them before the first report came."""

from dataclasses import dataclass
from datetime import datetime

from maklumat.complaints.actions import routing
from maklumat.complaints.demo.cast import World
from maklumat.complaints.models import RoutingRule
from maklumat.complaints.queries.routing import routing_rules


@dataclass(frozen=True)
class Way:
    """One rule before it is kept; agency and category by their short names."""

    name: str
    to: str
    words: tuple[str, ...]
    category: str = ""
    dispose: bool = False


WAYS = (
    Way("Lampu jalan", "dishub", ("lampu jalan", "pju", "tiang lampu"), dispose=True),
    Way("Sampah tidak diangkut", "dlh", ("truk sampah", "sampah tps", "bak sampah")),
    Way("Antre poli rumah sakit", "rsud", ("poli", "dokter spesialis"), "prosedur-antrean"),
    Way("KTP-el dan Kartu Keluarga", "dukcapil", ("ktp el", "cetak ktp", "ktp hilang", "kk baru",
        "kartu keluarga", "akta kelahiran")),
    Way("Air ledeng", "perumdam", ("air mengalir", "air mati", "meteran", "tagihan air")),
)  # fmt: skip


def add(world: World, at: datetime) -> int:
    """Keep the rules the demo does not have yet; return how many."""
    known = {row.name for row in routing_rules()}
    missing = [way for way in WAYS if way.name not in known and way.to in world.agencies]
    for way in missing:
        row = RoutingRule(
            name=way.name,
            category=world.categories.get(way.category),
            words="\n".join(way.words),
            to=world.agencies[way.to],
            dispose=way.dispose,
        )
        routing.save_rule(rule=row, actor=world.coordinator, at=at)
    return len(missing)
