"""What the walks of tests/access.py begin with."""

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from tests import others as rows_of_others


@pytest.fixture
def keys_begin_at_one(db: None) -> None:
    """PostgreSQL counts on from test to test; the walk tries the first few keys."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


@pytest.fixture
def others(keys_begin_at_one: None, agency_b: Agency) -> Service:
    """Everything that agency B keeps to itself, each with the canary in it."""
    return rows_of_others.everything(agency_b)
