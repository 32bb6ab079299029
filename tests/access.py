"""Walk every address of the project as one person, and tell what was shown.

Nothing is listed by hand: addresses come from the URL resolver, keys from the database. A row of
the other agency carries `CANARY` in fields that only its own people may read, so showing it
anywhere is a leak, whichever view did it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, product
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.contrib import auth
from django.db.models import Model, QuerySet
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from maklumat.agencies.models import Agency
from maklumat.agencies.roles import MAY
from maklumat.agencies.scoping import ScopedView
from maklumat.catalogue.models import Service
from maklumat.complaints.models import Complaint
from maklumat.core.models import StoredFile
from maklumat.eforms.models import FormVersion, ServiceForm, Submission
from maklumat.kiosk.models import Device
from maklumat.pages.models import NewsItem, Paper, PictureSize
from maklumat.surveys.models import SurveyImport
from maklumat.workbench.doors import is_open, is_wagtails_own

CANARY = "RAHASIA-INSTANSI-LAIN"
# Roles that may do the same are one and the same to every door: the policy asks nothing but the
# table of acts, and who else knows a role by name decides about nobody's sight (tested in
# test_access.py).
WALKERS = list({acts: role for role, acts in reversed(MAY.items())}.values())
MOST_KEYS = 6  # fixtures make a handful of rows of each kind
MOST_COMBINATIONS = 12
METHODS = ("get", "post")
# Parameters whose values are read from rows of one kind.
KEPT = {
    "agency": "agencies",
    "service": "services",
    "form": "forms",
    "section": "parts",
    "part": "parts",
    "question": "questions",
    "number": "cases",
    "uid": "files",
    "inner": "inner",
    "name": "name",
}
# Parameters that a view knows a few values of.
FIXED = {
    "item": ["0", "1"],
    "app_label": ["catalogue", "agencies"],
    "app_name": ["catalogue", "agencies"],
    "model_name": ["service", "agency"],
    "ending": ["csv", "xlsx"],
    "size": ["a4"],
}
# Numbers counted within a row, not across all rows: the first two will do.
COUNTED = {"first", "edition", "note", "session_id"}
OURS = (
    "maklumat.accounts",
    "maklumat.agencies",
    "maklumat.catalogue",
    "maklumat.complaints",
    "maklumat.core",
    "maklumat.eforms",
    "maklumat.kiosk",
    "maklumat.pages",
    "maklumat.printing",
    "maklumat.surveys",
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


@dataclass(frozen=True)
class Sight:
    """The keys of the rows that one person sees at a scoped view, and of all rows."""

    seen: tuple[str, ...]
    existing: tuple[str, ...]  # the newest first

    def keys(self) -> list[str]:
        """Return the newest rows of this kind, and one that does not exist."""
        return [*self.existing[:MOST_KEYS], "999999"]

    def mark(self, key: str) -> str:
        """Return what a row out of sight is known by to the walk; "" for a row in sight."""
        if key in self.seen:
            return ""
        return key if key in self.existing else "none"


def addresses(
    resolver: URLResolver | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield the full name and the pattern of every named address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield namespace + str(entry.name), entry


def keys_of_everything() -> dict[str, list[str]]:
    """Return values to try for each kind of parameter: every key and every slug there is."""
    numbers: set[int] = set()
    words: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith(OURS) or model.__module__.startswith("wagtail.models"):
            rows = list(model.objects.order_by("-pk")[:3])
            numbers |= {row.pk for row in rows if isinstance(row.pk, int)}
            words |= {row.slug for row in rows if isinstance(getattr(row, "slug", None), str)}
    slugs = sorted(words)[:MOST_KEYS]
    return {
        "numbers": [str(key) for key in sorted(numbers)][:MOST_KEYS],
        "words": slugs,
        "cases": [
            number
            for model in (Complaint, Submission)
            for number in model.objects.order_by("-pk").values_list("number", flat=True)[:MOST_KEYS]
        ],
        "agencies": list(Agency.objects.order_by("-pk").values_list("slug", flat=True)[:MOST_KEYS]),
        "services": list(
            Service.objects.order_by("-pk")
            .values_list("slug", flat=True)
            .exclude(slug="")[:MOST_KEYS]
        ),
        "parts": [part["id"] for part in _parts()],
        "questions": [question["id"] for part in _parts() for question in part["questions"]],
        "forms": list(ServiceForm.objects.values_list("code", flat=True)[:MOST_KEYS]),
        "files": [
            str(uid)
            for model in (StoredFile, SurveyImport, Device)
            for uid in model.objects.order_by("-pk").values_list("uid", flat=True)[:MOST_KEYS]
        ],
        "inner": [f"berita/{page.slug}/" for page in NewsItem.objects.order_by("-pk")[:MOST_KEYS]],
        "name": [
            PurePosixPath(row.file.name).name
            for row in (*PictureSize.objects.all(), *Paper.objects.all())
        ],
    }


def _parts() -> list[dict[str, Any]]:  # Any: a form's own JSON
    return [
        part
        for version in FormVersion.objects.order_by("-pk")[:MOST_KEYS]
        for part in version.content["sections"]
    ]


def urls(client: Client, keys: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield every way to knock at every address: (name, method, address).

    Two shortcuts skip only what cannot answer differently. Wagtail's own doors are shut by the
    name of the address, so one key and one method are enough. A scoped view shuts a row out of
    sight by its key alone, before it reads anything else, so one combination with that key is;
    and rows that do not exist are all alike.
    """
    user = auth.get_user(client)
    for name, entry in addresses():
        is_shut = is_wagtails_own(entry.callback) and not is_open(name)
        most = 1 if is_shut else MOST_COMBINATIONS * max(1, len(entry.pattern.regex.groupindex))
        for url in islice(_fitting(name, entry, keys, _sight(user, entry.callback)), most):
            yield from ((name, method, url) for method in METHODS[: 1 if is_shut else None])


def _fitting(
    name: str, entry: URLPattern, keys: dict[str, list[str]], sight: Sight | None
) -> Iterator[str]:
    parameters = tuple(entry.pattern.regex.groupindex)
    choices = [
        sight.keys() if sight and parameter == "pk" else _choices(parameter, keys)
        for parameter in parameters
    ]
    seen: set[str] = set()
    for values in product(*choices):
        given = dict(zip(parameters, values, strict=True))
        mark = sight.mark(given["pk"]) if sight and "pk" in given else ""
        mark = mark or "/".join(values)
        with suppress(NoReverseMatch):
            url = reverse(name, kwargs=given)
            if mark not in seen:
                seen.add(mark)
                yield url


def _sight(user: object, callback: Callable[..., object]) -> Sight | None:
    """Return what a scoped view may find for this person; None for views of another kind."""
    view = getattr(callback, "view_class", None)
    if not isinstance(view, type) or not issubclass(view, ScopedView):
        return None
    seen = view.scope.instances_user_has_permission_for(user, "view")
    return Sight(_keys(seen), _keys(view.scope.model.objects.all()))


def _keys(rows: QuerySet[Model]) -> tuple[str, ...]:
    return tuple(str(key) for key in rows.order_by("-pk").values_list("pk", flat=True))


def _choices(parameter: str, keys: dict[str, list[str]]) -> list[str]:
    if parameter in FIXED:
        return FIXED[parameter]
    if parameter in {"action_name", "action", "move"}:
        return ["reply"] if parameter == "move" else ["approve", "reject", "delete"]
    if parameter in {"slug", "code", "token", "key", "uidb64"}:
        return keys["words"]
    if parameter in {"content_type_app_name", "content_type_model_name"}:
        return ["pages"] if parameter.endswith("app_name") else ["newsitem", "freepage"]
    if parameter in KEPT:
        return keys[KEPT[parameter]]
    if parameter.startswith("revision_id_"):
        return ["live", "latest", *keys["numbers"][:2]]
    return keys["numbers"][: 2 if parameter in COUNTED else None]


def walk(
    client: Client, keys: dict[str, list[str]], under: str | tuple[str, ...] = ""
) -> Iterator[Visit]:
    """Knock at every door in every way; or only at those whose name begins in a certain way."""
    for name, method, url in urls(client, keys):
        if name.endswith(("logout", "set_language")) or not name.startswith(under):
            continue
        response = getattr(client, method)(url)
        yield Visit(method, url, name, response.status_code, CANARY in text_of(response))


def text_of(response: HttpResponseBase) -> str:
    body = (
        b"".join(response.streaming_content)
        if getattr(response, "streaming", False)
        else response.content
    )
    where = response.headers.get("Location", "")
    return body.decode(errors="replace") + where
