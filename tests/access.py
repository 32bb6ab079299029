"""Walk every address of the project as one person, and tell what was shown.

Nothing is listed by hand: addresses come from the URL resolver, keys from the database. A row of
the other agency carries `CANARY` in fields that only its own people may read, so showing it
anywhere is a leak, whichever view did it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from django.apps import apps
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from maklumat.workbench.doors import is_wagtails_own

CANARY = "RAHASIA-INSTANSI-LAIN"
MOST_KEYS = 6  # fixtures make a handful of rows of each kind
MOST_COMBINATIONS = 12
CLOSED_COMBINATIONS = 1  # of Wagtail's own doors, which are shut whatever the key
METHODS = ("get", "post")
OURS = (
    "maklumat.accounts",
    "maklumat.agencies",
    "maklumat.catalogue",
    "maklumat.core",
    "maklumat.printing",
)


@dataclass(frozen=True)
class Visit:
    """One request and what came of it."""

    method: str
    url: str
    name: str
    status: int
    leaked: bool

    @property
    def broken(self) -> bool:
        return self.status >= 500 and self.name != "readyz"  # no worker runs in tests


def addresses(
    resolver: URLResolver | None = None, namespace: str = ""
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield the full name and parameters of every named address, and how many keys to try."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            most = CLOSED_COMBINATIONS if is_wagtails_own(entry.callback) else MOST_COMBINATIONS
            yield namespace + str(entry.name), tuple(entry.pattern.regex.groupindex), most


def keys_of_everything() -> dict[str, list[str]]:
    """Return values to try for each kind of parameter: every key and every slug there is."""
    numbers: set[int] = set()
    words: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith(OURS) or model.__module__.startswith("wagtail.models"):
            rows = list(model.objects.order_by("-pk")[:3])
            numbers |= {row.pk for row in rows if isinstance(row.pk, int)}
            words |= {row.slug for row in rows if isinstance(getattr(row, "slug", None), str)}
    return {
        "numbers": [str(key) for key in sorted(numbers)][:MOST_KEYS],
        "words": sorted(words)[:MOST_KEYS],
    }


def urls(keys: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield every address with every fitting combination of keys: (name, address)."""
    for name, parameters, most in addresses():
        choices = [_choices(parameter, keys) for parameter in parameters]
        seen = set()
        for values in islice(product(*choices), most * max(1, len(parameters))):
            try:
                url = reverse(name, kwargs=dict(zip(parameters, values, strict=True)))
            except NoReverseMatch:
                continue
            if url not in seen:
                seen.add(url)
                yield name, url


def _choices(parameter: str, keys: dict[str, list[str]]) -> list[str]:
    if parameter in {"app_label", "app_name"}:
        return ["catalogue", "agencies"]
    if parameter == "model_name":
        return ["service", "agency"]
    if parameter in {"action_name", "action"}:
        return ["approve", "reject", "delete"]
    if parameter in {"agency", "service", "slug", "code", "token", "key", "uidb64"}:
        return keys["words"]
    if parameter.startswith("revision_id_"):
        return ["live", "latest", *keys["numbers"][:2]]
    return keys["numbers"]


def walk(client: Client, keys: dict[str, list[str]]) -> Iterator[Visit]:
    """Knock at every door in every way."""
    for name, url in urls(keys):
        for method in METHODS:
            if name.endswith(("logout", "set_language")):
                continue
            response = getattr(client, method)(url)
            yield Visit(method, url, name, response.status_code, CANARY in _text(response))


def _text(response: HttpResponseBase) -> str:
    body = (
        b"".join(response.streaming_content)
        if getattr(response, "streaming", False)
        else response.content
    )
    where = response.headers.get("Location", "")
    return body.decode(errors="replace") + where
