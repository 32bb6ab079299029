"""Staff pages of core: messages that have not gone out."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maklumat.core import outbox
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.labels import MESSAGE_STATES
from maklumat.core.models import Message, MessageState

PAGE_SIZE = 50
PERMISSION = "core.change_message"

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def may_change_messages(view: View[Rest]) -> View[Rest]:
    """Let in who may; for everybody else the page does not exist."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise NotFound(request.path)
        return view(request, *args, **kwargs)

    return checked


@require_GET
@may_change_messages
def messages(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = outbox.undelivered(state=state)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    title = _("Messages not delivered")
    return render(
        request,
        "core/staff/messages.html",
        {
            "header_title": title,
            "header_icon": "mail",
            "breadcrumbs_items": [{"url": "", "label": title}],
            "backlog": outbox.backlog(at=now()),
            "state": state,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "rows": [_shown(row) for row in page],
        },
    )


@require_POST
@may_change_messages
def retry(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return _settled(request, uid, outbox.retry, _("The message will be sent again right away."))


@require_POST
@may_change_messages
def give_up(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return _settled(request, uid, outbox.give_up, _("The message will not be sent any more."))


def _settled(
    request: HttpRequest, uid: uuid.UUID, action: Callable[..., None], done: str
) -> HttpResponse:
    message = outbox.message_by_uid(uid)
    try:
        action(message=message, actor=request.user.get_username(), at=now())
    except RuleBroken as error:
        notices.error(request, str(error))
    else:
        notices.success(request, done)
    return redirect("core-staff:messages")


def _shown(row: Message) -> dict[str, object]:
    return {
        "row": row,
        "to": outbox.masked_recipient(row),
        "state": MESSAGE_STATES[MessageState(row.state)],
        "is_stuck": row.state == MessageState.STUCK,
        "can_change": row.state in (MessageState.STUCK, MessageState.WAITING),
    }
