"""The control of the access walk for microsites: what it must not meet elsewhere is really there."""

import pytest
from django.urls import reverse

from maklumat.agencies.models import Agency
from maklumat.pages.tests import factories
from tests.access import CANARY, keys_of_everything, text_of, urls, walk
from tests.others import signed_in, site_of_others

# On one database: the walk that is controlled asks every address on both.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("keys_begin_at_one"),
]
WHERE = ("wagtailadmin_pages:", "wagtailimages", "wagtaildocs", "site-files:", "site-staff:")
SHOWN = {
    "site-staff:site",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:history",
    "wagtailimages:index",
    "wagtailimages:edit",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:chosen",
    "wagtaildocs:index",
    "wagtaildocs:edit",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:chosen",
    "site-files:picture",
    "site-files:paper",
}


@pytest.mark.parametrize("role", ["officer", "head"])
def test_the_walk_meets_the_canary_of_a_site_where_it_may(role: str, agency_b: Agency) -> None:
    client = signed_in(role, agency_b)
    site_of_others(agency_b, factories.writer())

    # Only looking: the walk's posts also delete, which here is allowed.
    shown = {
        name
        for name, method, url in urls(client, keys_of_everything())
        if name.startswith(WHERE) and method == "get" and CANARY in text_of(client.get(url))
    }

    assert shown >= SHOWN


def test_an_officer_of_another_agency_meets_nothing_of_it(
    agency_a: Agency, agency_b: Agency
) -> None:
    client = signed_in("officer", agency_a)
    site_of_others(agency_b, factories.writer())
    factories.site(agency_a, factories.writer("Penulis lain"))

    visits = list(walk(client, keys_of_everything(), under=WHERE))

    assert visits
    assert [visit for visit in visits if visit.leaked or visit.broken] == []
    assert client.get(reverse("site-staff:index")).status_code == 302
