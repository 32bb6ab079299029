"""Which of Wagtail's doors microsites need, and who may go through each."""

from collections.abc import Mapping

from django.http import HttpRequest

from maklumat.agencies.doors import open_doors
from maklumat.pages import sites
from maklumat.pages.models import Paper, Picture

OF_ONE_PAGE = (
    "add",
    "preview_on_add",
    "edit",
    "preview_on_edit",
    "view_draft",
    "delete",
    "unpublish",
    "usage",
    "history",
    "history_results",
    "revisions_index",
    "revisions_view",
    "revisions_revert",
    "revisions_unschedule",
    "revisions_compare",
)
CHOOSING_A_PAGE = ("wagtailadmin_choose_page_child",)
FOR_WRITERS = (
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
)
LISTS = ("index", "index_results", "add")  # asked of `rights.RolesForFiles`
CHOOSERS = ("choose", "choose_results", "create")  # narrowed by hooks as well
ONE_FILE = ("edit", "delete", "image_usage", "document_usage")
KEYS_OF_FILES = ("image_id", "document_id", "pk")


def page_key(request: HttpRequest, args: tuple[object, ...], kwargs: Mapping[str, object]) -> bool:
    """Fits whoever may write in the site of the page that the address names."""
    names = ("page_id", "parent_page_id")
    found = next((kwargs[name] for name in names if name in kwargs), args[0] if args else None)
    return found is not None and sites.may_edit_page(request.user, int(str(found)))


def writers_key(
    request: HttpRequest, args: tuple[object, ...], kwargs: Mapping[str, object]
) -> bool:
    """Fits whoever may write in any site."""
    return sites.may_edit_some(request.user)


def link_key(request: HttpRequest, args: tuple[object, ...], kwargs: Mapping[str, object]) -> bool:
    """As above; Wagtail's window for an address fails on a post without one."""
    is_whole = request.method != "POST" or "external-link-chooser-url" in request.POST
    return is_whole and sites.may_edit_some(request.user)


def _file_key(
    model: type[Picture] | type[Paper], request: HttpRequest, kwargs: Mapping[str, object]
) -> bool:
    named = [str(kwargs[name]) for name in KEYS_OF_FILES if name in kwargs]
    return sites.may_edit_files(request.user, model, named or request.GET.getlist("id"))


def picture_key(
    request: HttpRequest, args: tuple[object, ...], kwargs: Mapping[str, object]
) -> bool:
    """Fits whoever may write in the site of the picture that the address names."""
    return _file_key(Picture, request, kwargs)


def paper_key(request: HttpRequest, args: tuple[object, ...], kwargs: Mapping[str, object]) -> bool:
    """Fits whoever may write in the site of the document that the address names."""
    return _file_key(Paper, request, kwargs)


def hand_out() -> None:
    """Give the keys to the staff frame; called once when the apps are ready."""
    open_doors([f"wagtailadmin_pages:{name}" for name in OF_ONE_PAGE], page_key)
    open_doors(CHOOSING_A_PAGE, page_key)
    open_doors(FOR_WRITERS, writers_key)
    open_doors(["wagtailadmin_choose_page_external_link"], link_key)
    for app, key in (("wagtailimages", picture_key), ("wagtaildocs", paper_key)):
        open_doors([f"{app}:{name}" for name in LISTS], writers_key)
        open_doors([f"{app}_chooser:{name}" for name in CHOOSERS], writers_key)
        open_doors([f"{app}:{name}" for name in ONE_FILE], key)
        open_doors([f"{app}_chooser:{name}" for name in ("chosen", "chosen_multiple")], key)
