"""The main menu: short, the daily first, and nothing lost in a submenu."""

import pytest
from django.test import RequestFactory
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu

from maklumat.accounts.models import User
from maklumat.workbench.menu import grouped


def entries(user: User) -> list[MenuItem]:
    request = RequestFactory().get("/petugas/")
    request.user = user
    return sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)


def names(items: list[MenuItem]) -> list[str]:
    """Names of all entries, those of submenus behind their submenu."""
    found: list[str] = []
    for item in items:
        found.append(item.name)
        if isinstance(item, SubmenuMenuItem):
            found += [inner.name for inner in item.menu.registered_menu_items]
    return found


@pytest.mark.parametrize("who", ["budi", "agus", "dewi"])
def test_an_officer_meets_a_short_menu_with_complaints_first(
    who: str, request: pytest.FixtureRequest
) -> None:
    found = entries(request.getfixturevalue(who))

    assert found[0].name == "complaints"
    assert len(found) <= 9


def test_no_entry_is_lost_in_grouping(dewi: User) -> None:
    assert {"pledges", "library", "exchange", "print", "people", "government", "profiles"} <= set(
        names(entries(dewi))
    )


def test_a_group_of_one_is_no_group() -> None:
    only = MenuItem("Profil", "/", name="profiles")

    assert grouped([only]) == [only]
