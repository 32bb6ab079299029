"""The main menu: what is done every day stands alone, the rest under its subject."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

DAILY = (
    "complaints",
    "forms",
    "satisfaction",
    "complaint-figures",
    "services",
    "completeness",
)


@dataclass(frozen=True)
class Group:
    """Entries that are opened now and then, under one name."""

    name: str
    label: Promise
    icon: str
    order: int
    holds: tuple[str, ...]


GROUPS = (
    Group(
        "standards",
        _("Standards"),
        "folder-open-inverse",
        300,
        ("statements", "pledges", "library", "offerings", "legal", "terms", "exchange", "print"),
    ),
    Group(
        "organisation",
        _("Organisation"),
        "group",
        310,
        ("sites", "profiles", "agencies", "people", "kiosks", "reply-templates", "government"),
    ),
)


def grouped(items: Sequence[MenuItem]) -> list[MenuItem]:
    """Return the entries a person may see with the rarer ones in submenus.

    A submenu of one entry would only cost a click: that entry stays where it is.
    """
    by_name = {item.name: item for item in items}
    kept = list(items)
    for group in GROUPS:
        inside = [by_name[name] for name in group.holds if name in by_name]
        if len(inside) < 2:
            continue
        for at, item in enumerate(inside):
            item.order = at
        kept = [item for item in kept if item not in inside]
        kept.append(
            SubmenuMenuItem(
                group.label,
                Menu(items=inside),
                name=group.name,
                icon_name=group.icon,
                order=group.order,
            )
        )
    for item in kept:
        if item.name in DAILY:
            item.order = DAILY.index(item.name)
    return kept
