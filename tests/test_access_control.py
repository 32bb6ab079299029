"""The control of the access walk: what it must not meet is there, and it notices a leak."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from maklumat import urls as project_urls
from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.catalogue.viewsets import ServiceViewSet
from tests.access import keys_of_everything, walk
from tests.others import signed_in

# On one database: the walk that is controlled asks every address on both.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("keys_begin_at_one"),
]


@pytest.mark.parametrize(
    ("role", "where"), [("officer", "dinsos"), ("head", "dinsos"), ("inspector", None)]
)
def test_the_walk_meets_the_canary_where_it_may(
    role: str, where: str | None, agency_b: Agency, others: Service
) -> None:
    """The control: what is hidden above is really there, and is shown to those it belongs to."""
    client = signed_in(role, agency_b if where else None)

    shows = ("services:list", "services:inspect")
    visits = walk(client, keys_of_everything(), under=shows)

    assert set(shows) <= {visit.name for visit in visits if visit.leaked}


def test_the_walk_meets_what_people_answered_where_it_may(
    agency_b: Agency, others: Service
) -> None:
    client = signed_in("head", agency_b)

    shown = {visit.name for visit in walk(client, keys_of_everything(), "surveys") if visit.leaked}

    assert {
        f"surveys-staff:{name}" for name in ("texts", "suspicion", "imports", "import")
    } <= shown
    assert not {name for name in shown if name.startswith("surveys:")}


def test_the_walk_meets_what_was_handed_in_where_it_may(
    agency_a: Agency, agency_b: Agency, others: Service
) -> None:
    own = walk(signed_in("officer", agency_b), keys_of_everything(), "eforms-staff")
    shown = {visit.name for visit in own if visit.leaked}
    assert {"eforms-staff:case", "eforms-staff:file", "eforms-staff:build-form"} <= shown
    foreign = list(walk(signed_in("officer", agency_a), keys_of_everything(), "eforms"))
    assert [visit for visit in foreign if visit.leaked or visit.broken] == []


def test_the_walk_reaches_pages_with_several_words_in_their_address(
    agency_b: Agency, others: Service
) -> None:
    deep = ("eforms:section", "eforms-staff:build-question", "surveys-staff:service")

    visits = walk(signed_in("head", agency_b), keys_of_everything(), under=deep)

    assert {visit.name for visit in visits if visit.status == 200} >= set(deep)


@pytest.mark.parametrize("name", ["edit", "history", "inspect", "revisions_compare", "list"])
def test_the_walk_notices_a_view_without_the_scope(
    name: str, agency_a: Agency, others: Service, settings: Any
) -> None:  # Any: pytest-django's own fixture
    settings.ROOT_URLCONF = _with_unscoped(name)
    client = signed_in("officer", agency_a)

    visits = walk(client, keys_of_everything(), under="bocor:")

    assert any(visit.leaked for visit in visits)


def _with_unscoped(name: str) -> type:
    """Return the project's addresses with one view of services once more, without its scope."""

    class Unscoped(ServiceViewSet):
        url_namespace = "services"

        def construct_view(
            self, view_class: type, **kwargs: Any
        ) -> Callable[..., Any]:  # Any: Wagtail's own
            bare = type(view_class.__name__, (view_class,), {"__module__": __name__})
            return SnippetViewSet.construct_view(self, bare, **kwargs)  # passing our own by

    leaky = [entry for entry in Unscoped().get_urlpatterns() if entry.name == name]

    class Addresses:
        urlpatterns = [
            path(
                "petugas/bocor/",
                include((decorate_urlpatterns(leaky, require_admin_access), "bocor")),
            ),
            *project_urls.urlpatterns,
        ]
        handler429 = project_urls.handler429

    return Addresses
