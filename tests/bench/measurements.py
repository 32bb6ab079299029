"""Every measurement by name. Importing this needs `DJANGO_SETTINGS_MODULE` and a data folder."""

from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from tests.bench import cases, documents, forms, lighthouse, pages, surveys, sync, wire  # noqa: E402  they need the line above
from tests.bench.stage import Row, Stage  # noqa: E402  as above

# Search comes last: it fills the catalogue up to 1,000 services.
MEASUREMENTS: dict[str, Callable[[Stage], list[Row]]] = {
    "complaints": cases.complaints,
    "surveys": surveys.surveys,
    "card-cached": pages.card_cached,
    "card-uncached": pages.card_uncached,
    "first-view": pages.first_view,
    "wire": wire.wire,
    "lighthouse": lighthouse.lighthouse,
    "catalogue-sync": sync.sync,
    "heat": pages.heat,
    "memory": pages.memory,
    "pdf": documents.pdf,
    "poster-set": documents.poster_set,
    "eforms": forms.forms,
    "search": pages.search,
}


def run(data: Path, names: list[str], say: Callable[[Row], None]) -> list[Row]:
    """Run the measurements whose name begins with one of these; all if none is named."""
    rows = []
    for name, measure in MEASUREMENTS.items():
        if names and not name.startswith(tuple(names)):
            continue
        stage = Stage(data)
        with stage.stack:
            for row in measure(stage):
                rows.append(row)
                say(row)
    return rows
