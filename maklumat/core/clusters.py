"""Rows that belong to one object, such as the requirements of a service, kept in its drafts."""

from typing import Any

from django.db.models import Model
from modelcluster.models import get_all_child_relations


def without_owner(model: type[Model], content: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """Leave out of each row of a draft the key of the object it belongs to.

    modelcluster looks that key up for each row, a query each, and then binds the row to the object
    that is being built in any case.
    """
    found = dict(content)
    for relation in get_all_child_relations(model):
        name, owner = relation.get_accessor_name(), relation.field.name
        if name in found:
            rows = ({key: row[key] for key in row if key != owner} for row in found[name])
            found[name] = [without_owner(relation.related_model, row) for row in rows]
    return found
