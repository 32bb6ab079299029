"""What every test may ask for: compiled translations, a browser, and the cast."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from maklumat.core.tests.tamper import empty_audit
from maklumat.core.translations import compile_catalogues

pytest_plugins = ["tests.browser"]

ROOT = Path(__file__).resolve().parent


def pytest_configure() -> None:
    compile_catalogues(ROOT / "maklumat")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, and keep migrated rows for tests that empty tables."""
    no_browser = pytest.mark.skip(reason="Chromium is not installed")
    keep_rows = pytest.mark.django_db(transaction=True, serialized_rollback=True)
    for item in items:
        if item.get_closest_marker("browser") and not shutil.which("chromium"):
            item.add_marker(no_browser)
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            item.add_marker(keep_rows, append=False)


@pytest.fixture(autouse=True)
def _audit_can_be_emptied(
    request: pytest.FixtureRequest, _django_db_helper: None
) -> Iterator[None]:
    """Empty the audit log after a transactional test: triggers refuse the flush that follows."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction"):
        empty_audit()
