"""Pictures and documents of microsites, handed out after a right check."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from maklumat.core.errors import NotFound
from maklumat.pages import sites
from maklumat.pages.sites import SiteFile

SECONDS = 3600  # a picture that is replaced gets another address
TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}


@require_safe
def picture(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Send one size of a picture: to everybody if it is on a published page, else to its editors."""
    return _answer(request, sites.picture_file(pk, name), as_attachment=False)


@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Send a document to keep, never to open inside the portal."""
    return _answer(request, sites.paper_file(pk, name), as_attachment=True)


def _answer(request: HttpRequest, file: SiteFile, *, as_attachment: bool) -> FileResponse:
    if not file.is_public and not sites.may_see_collection(request.user, file.collection):
        raise NotFound(file.name)
    try:
        content = default_storage.open(file.path)
    except OSError:
        raise NotFound(file.name) from None
    response = FileResponse(content, as_attachment=as_attachment, filename=file.name)
    ending = file.name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    response["Content-Type"] = TYPES.get(ending, "application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = (
        f"public, max-age={SECONDS}" if file.is_public else "private, no-store"
    )
    return response
