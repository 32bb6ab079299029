"""The smallest journey: a browser reaches the server."""

import pytest
from playwright.sync_api import Page


@pytest.mark.browser
def test_a_browser_reaches_the_server(page: Page) -> None:
    response = page.goto("/healthz")

    assert response is not None
    assert response.status == 200
