"""The page of an agency as a draft would make it: drawn by the face above, asked for by models."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from maklumat.agencies.showcase import Showcase
from maklumat.core.errors import NotFound

# The public face puts its drawing here: request, agency, showcase of a draft, pledge of a draft.
# Any: agency and pledge are models, of which one is above this file and one above this app.
DRAWINGS: list[Callable[[HttpRequest, Any, Showcase | None, Any], HttpResponse]] = []


def agency_page(
    request: HttpRequest, agency: Any, *, showcase: Showcase | None = None, pledge: Any = None
) -> HttpResponse:
    """Draw the page of an agency with a draft in place of what is published.

    Raises NotFound where no public face is installed.
    """
    for draw in DRAWINGS:
        return draw(request, agency, showcase, pledge)
    raise NotFound("preview")
