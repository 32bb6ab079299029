"""Load the terms and categories that come with the product."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from django.db import transaction

from maklumat.complaints import terms
from maklumat.complaints.models import Category, RuleSet
from maklumat.core import audit, datafiles
from maklumat.core.datafiles import Entry

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
