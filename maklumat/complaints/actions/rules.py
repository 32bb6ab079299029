"""Load the terms and categories that come with the product."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from pathlib import Path

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.complaints import queries, terms
from maklumat.complaints.models import Category, RuleSet
from maklumat.core import audit, datafiles
from maklumat.core.datafiles import Entry
from maklumat.core.errors import RuleBroken

CATEGORIES = terms.DATA / "categories.yaml"


@transaction.atomic
def load(*, at: datetime, actor: str = "maklumat") -> Counter[str]:
    """Add the versions of terms and the categories that are missing; what is there stays as it is.

    Raises BadDataFile.
    """
    done: Counter[str] = Counter()
    for path in terms.rule_files():
        done["rules"] += _load_rules(path, at, actor)
    done["categories"] = _load_categories(CATEGORIES)
    if sum(done.values()):
        audit.record(
            action="complaints.rules_loaded", actor=actor, target="rules", at=at, details=done
        )
    return done


@transaction.atomic
def make_version(
    *, content: Mapping[str, object], note: str, by: User, at: datetime, today: date
) -> RuleSet:
    """Keep a new version of the terms, frozen from now on; cases keep the version they began under.

    Raises RuleBroken when it lacks something, begins in the past or says what holds already.
    """
    valid_from = date.fromisoformat(str(content["valid_from"]))
    if valid_from < today:
        raise RuleBroken(_("Choose today or a later day: what has begun keeps its terms."))
    if not note.strip():
        raise RuleBroken(_("Write the reason and the legal basis."))
    entry = terms.entry({**content, "id": _free_version(valid_from.year)})
    terms.check(entry)
    row = RuleSet.objects.create(
        version=entry.text("id"),
        name=entry.text("name"),
        valid_from=valid_from,
        content=entry,
        made_at=at,
        made_by=by.get_username(),
        note=note,
    )
    cache.delete(f"{queries.RULES_KEY}:{today}")
    audit.record(
        action="complaints.rules_made",
        actor=by.get_username(),
        target=f"rules:{row.version}",
        at=at,
        details={"valid_from": valid_from.isoformat(), "note": note},
    )
    return row


def _free_version(year: int) -> str:
    taken = set(RuleSet.objects.values_list("version", flat=True))
    return next(name for n in count(1) if (name := f"{year}-{n}") not in taken)


def _load_rules(path: Path, at: datetime, actor: str) -> int:
    entry, book, valid_from = terms.read(path)
    if RuleSet.objects.filter(version=book.version).exists():
        return 0
    RuleSet.objects.create(
        version=book.version,
        name=entry.text("name"),
        valid_from=valid_from,
        content=entry,
        made_at=at,
        made_by=actor,
    )
    return 1


def _load_categories(path: Path) -> int:
    known = set(Category.objects.values_list("slug", flat=True))
    added = 0
    for position, entry in enumerate(datafiles.read(path).rows("categories")):
        whole, is_new = _category(entry, position, None, known)
        added += is_new
        for at, part in enumerate(entry.rows("parts", [])):
            added += _category(part, at, whole, known)[1]
    return added


def _category(
    entry: Entry, position: int, parent: Category | None, known: set[str]
) -> tuple[Category, bool]:
    entry.only("id", "name", "name_en", "words", "supervision", "parts")
    slug = entry.text("id")
    if slug in known:
        return Category.objects.get(slug=slug), False
    row = Category.objects.create(
        slug=slug,
        parent=parent,
        name=entry.text("name"),
        name_en=entry.text("name_en", ""),
        words=entry.texts("words", []),
        supervision=entry.flag("supervision"),
        position=position,
    )
    return row, True
