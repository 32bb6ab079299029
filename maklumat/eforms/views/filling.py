"""Filling in: one section a page, back and forth without loss, then all answers to check.

Nothing is stored in a table: `sitting.Sitting` keeps what was typed, encrypted, for two hours.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maklumat.agencies import devices
from maklumat.core import ratelimit
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import cached_page
from maklumat.eforms import enclosing, filling, queries, reading, sealing, sentences
from maklumat.eforms import path as paths
from maklumat.eforms.definition import Section
from maklumat.eforms.fields import World, Wrong
from maklumat.eforms.models import FormVersion
from maklumat.eforms.queries import Offered
from maklumat.eforms.queries.forms import region_names
from maklumat.eforms.sitting import Draft, Sitting, TooLarge
from maklumat.eforms.views import files
from maklumat.eforms.world import regions, world

TAGS = ("forms", "services", "agencies", "government")
HOUR = 3600
KEPT_AN_HOUR = 3000  # pages of a connection: a village may share one, the cache is for all
# Any: answers and contexts of templates are of many types.


class Filling:
    """One visitor at one form: the form as it is offered, the sitting, the draft."""

    WAYS_ON: tuple[str, ...] = ("hand-in", "paper", "take-away", "hand-over", "forget")
    takes_files = False  # a file goes to an agency, from a device of one's own

    def __init__(self, request: HttpRequest, slugs: tuple[str, str, str]) -> None:
        self.offered: Offered = queries.offered_form(*slugs, now())
        self.open(request, self.offered.version, self.offered.form.pk)
        enclosing.look(self.draft, now())
        self.takes_files = self.can_hand_in and devices.device_of(request) is None

    @property
    def can_hand_in(self) -> bool:
        return self.offered.form.takes_submissions and sealing.is_ready()

    def open(self, request: HttpRequest, version: FormVersion, key: int | str) -> None:
        """Take up what this visitor typed under a key, if it was begun on this version."""
        self.version, self.key = version, key
        self.form = version.rules
        self.sitting = Sitting(request)
        kept = self.sitting.draft(key, version.pk)
        self.draft = kept or Draft(version.pk)
        self.is_begun = kept is not None

    @property
    def walked(self) -> paths.Path:
        return paths.path(self.form, self.draft.answers)

    def section(self, name: str) -> Section:
        """Return a section that the answers lead to. Raises NotFound for a name of none."""
        try:
            return self.form.section(name)
        except KeyError:
            raise NotFound(name) from None

    def address(self, name: str, *more: object) -> str:
        return reverse(f"eforms:{name}", args=(*self.offered.slugs, *more))

    def remember(self, told: Mapping[str, Any]) -> None:
        """Keep what the answers tell for other forms of this sitting."""
        self.sitting.remember(told)

    def known(self) -> Mapping[str, Any]:
        """Return what other forms told."""
        return self.sitting.known()

    def still_open(self) -> str | None:
        """Return the first section that still wants something."""
        return reading.is_open(self.form, self.draft.answers, self.world())

    def world(self) -> World:
        """Return the world as the rules of this form see it, with the files that were sent."""
        return world(self.draft.files)

    def earlier(self, section: Section) -> str | None:
        """Return where somebody must go first who came to a section too early; None: welcome.

        A link into a section that the answers don't lead to goes to the first that is open.
        """
        still = self.still_open()
        walked = self.walked
        if not walked.has(section.id):
            return still or "periksa"
        if still and walked.place(still) < walked.place(section.id):
            return still
        return None

    def keep(self, section: Section, own: Any) -> None:
        """Keep the answers of a section; what is no longer asked for is dropped."""
        answers = {**self.draft.answers, section.id: own}
        self.draft.answers = dict(paths.path(self.form, answers).answers)
        self.keep_draft()
        if told := reading.told(self.form, {section.id: self.draft.answers.get(section.id)}):
            self.remember(told)

    def keep_draft(self) -> None:
        """Keep everything for two more hours. Raises TooLarge."""
        self.sitting.keep(self.key, self.draft)
        enclosing.renew(self.draft, now())

    def after(self, section: Section) -> str:
        """Return the address that follows a section."""
        following = self.walked.after(section.id)
        return self.address("section", following) if following else self.address("check")

    def shared(self) -> dict[str, Any]:
        """Return what all pages of a form show; `trial` is set where staff try it out."""
        return {"offered": self.offered, "form": self.form, "trial": None}

    def context(self, section: Section) -> dict[str, Any]:
        walked = self.walked
        before = walked.before(section.id)
        return self.shared() | {
            "section": section,
            "place": walked.place(section.id) + 1,
            "places": len(walked.sections),
            "back": self.address("section", before) if before else self.address("start"),
            "regions": regions(),
            "page_title": f"{section.title} – {self.form.title}",
        }


@require_safe
@cached_page(*TAGS, seconds=3600)
def start(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Tell what the form is for, what it takes, and the ways to fill it in."""
    offered = queries.offered_form(agency, service, form, now())
    context = {
        "offered": offered,
        "form": offered.version.rules,
        "can_hand_in": offered.form.takes_submissions and sealing.is_ready(),
        "page_title": offered.version.rules.title,
        "page_description": offered.version.rules.purpose,
    }
    return render(request, "eforms/public/start.html", context)


@require_safe
@never_cache
def begin(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Lead to where this visitor left off."""
    return go_on(Filling(request, (agency, service, form)))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def section(
    request: HttpRequest, agency: str, service: str, form: str, section: str
) -> HttpResponse:
    """Ask one section; the items of a repeated one are listed, each with its own page."""
    return ask(request, Filling(request, (agency, service, form)), section)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def item(
    request: HttpRequest, agency: str, service: str, form: str, section: str, item: int
) -> HttpResponse:
    """Ask one item of a repeated section; the number after the last is a new one."""
    return ask_item(request, Filling(request, (agency, service, form)), section, item)


@require_POST
@never_cache
def remove(
    request: HttpRequest, agency: str, service: str, form: str, section: str, item: int
) -> HttpResponse:
    """Take one item out of a repeated section."""
    return drop_item(Filling(request, (agency, service, form)), section, item)


@require_safe
@never_cache
def check(request: HttpRequest, agency: str, service: str, form: str) -> HttpResponse:
    """Show all answers before anything is done with them, and the ways on."""
    here = Filling(request, (agency, service, form))
    return to_check(request, here, can_hand_in=here.can_hand_in)


# --- The same pages, of whichever form is filled in: one that is offered, or one on trial ---------


def go_on(here: Filling) -> HttpResponse:
    still = here.still_open()
    return redirect(here.address("section", still) if still else here.address("check"))


def ask(request: HttpRequest, here: Filling, section: str) -> HttpResponse:
    asked = here.section(section)
    if to := here.earlier(asked):
        return redirect(here.address("check") if to == "periksa" else here.address("section", to))
    if asked.repeat:
        return _items(request, here, asked)
    kept = here.draft.answers.get(asked.id)
    return _page(request, here, asked, kept if isinstance(kept, Mapping) else {}, None)


def ask_item(request: HttpRequest, here: Filling, section: str, item: int) -> HttpResponse:
    asked = here.section(section)
    items = here.draft.answers.get(asked.id, [])
    if to := here.earlier(asked):
        return redirect(here.address("check") if to == "periksa" else here.address("section", to))
    if not asked.repeat or not 1 <= item <= min(len(items) + 1, asked.repeat.most):
        raise NotFound(str(item))
    return _page(request, here, asked, items[item - 1] if item <= len(items) else {}, item)


def drop_item(here: Filling, section: str, item: int) -> HttpResponse:
    asked = here.section(section)
    items = list(here.draft.answers.get(asked.id, []))
    if asked.repeat and 1 <= item <= len(items):
        enclosing.remove_item(here.draft, asked, item)
        items = list(here.draft.answers.get(asked.id, []))
        del items[item - 1]
        here.keep(asked, items)
    return _carried(here, redirect(here.address("section", asked.id)))


def to_check(request: HttpRequest, here: Filling, *, can_hand_in: bool) -> HttpResponse:
    still = here.still_open()
    if still:
        return redirect(here.address("section", still))
    names = {**region_names(), **enclosing.names(here.draft)}
    summaries = filling.summary(here.form, here.draft.answers, names)
    context = here.shared() | {
        "draft": here.draft,
        "summaries": [(one, here.address("section", one.section.id)) for one in summaries],
        "to": {name.replace("-", "_"): here.address(name) for name in here.WAYS_ON},
        "back": here.address("section", here.walked.sections[-1].section.id),
        "can_hand_in": can_hand_in,
        "page_title": _("Check your answers"),
    }
    return _carried(here, render(request, "eforms/public/check.html", context))


# --- One page ----------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    here: Filling,
    asked: Section,
    kept: Mapping[str, Any],
    item: int | None,
) -> HttpResponse:
    above = filling.above(here.form, here.draft.answers, asked)
    refused: dict[str, str] = {}  # files, by question
    if request.method == "POST":
        if here.takes_files and files.ATTACH in request.POST:
            return _attached(request, here, asked, item)
        only_files, refused = _files(request, here, asked, item)
        typed = {
            one.id: files.typed(here.draft, asked, item, one, filling.typed_in(request.POST, one))
            for one in asked.questions
        }
        page = reading.read(asked, lambda one: typed[one.id], above, here.world())
        if "peek" in request.POST:
            return HttpResponse(" ".join(page.asked), content_type="text/plain")
        seen = set(request.POST.getlist("seen"))
        surprises = [name for name in page.asked if name not in seen]
        if not page.problems and not refused and not only_files:
            return _kept(request, here, asked, page, item)
        status = 422
        if only_files or all(
            name in surprises and problem.kind is Wrong.MISSING
            for name, problem in page.problems.items()
        ):  # nothing is wrong, only more is asked now
            page, status = reading.Page(page.values, {}, page.asked), 422 if refused else 200
    else:
        typed = {
            one.id: files.typed(
                here.draft, asked, item, one, reading.typed_of(one, kept.get(one.id))
            )
            for one in asked.questions
        }
        page = reading.read(asked, lambda one: typed[one.id], above, here.world())
        page, surprises, status = reading.Page(page.values, {}, page.asked), [], 200
    offered = {} if item else reading.offered(here.form, here.known())
    questions = filling.shown(asked, typed, page, offered)
    questions = files.shown(questions, here.draft, asked, item, refused)
    context = here.context(asked) | {
        "questions": questions,
        "wrong": [one for one in questions if one.problem and one.is_asked],
        "surprises": len(surprises) if status == 200 and request.method == "POST" else 0,
        "item": item,
        "takes_files": here.takes_files,
        "has_files": here.takes_files and files.has(asked),
        "limits": files.limits(),
    }
    if item:
        context["back"] = here.address("section", asked.id)
    return _carried(here, render(request, "eforms/public/section.html", context, status=status))


def _attached(
    request: HttpRequest, here: Filling, asked: Section, item: int | None
) -> HttpResponse:
    """Take up a file for a script; it stays with the form whatever becomes of the page."""
    if limited(request):
        return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
    answer = files.attached(request, here.draft, asked, item)
    here.keep_draft()
    return _carried(here, answer)


def _files(
    request: HttpRequest, here: Filling, asked: Section, item: int | None
) -> tuple[bool, dict[str, str]]:
    """Take up or throw away files that a page without scripts brings. True: nothing else is meant."""
    if not here.takes_files or "peek" in request.POST:
        return False, {}
    thrown = request.POST.get(files.THROW, "")
    if thrown:
        enclosing.remove(here.draft, thrown)
    problems = files.received(request, here.draft, asked, item)
    if thrown or request.FILES:
        here.keep_draft()
    return bool(thrown) or files.ADD in request.POST, problems


def _kept(
    request: HttpRequest, here: Filling, asked: Section, page: reading.Page, item: int | None
) -> HttpResponse:
    if limited(request):
        return ratelimit.too_often(request, seconds=HOUR)  # type: ignore[return-value]  # a page
    own: Any = dict(page.values)
    if item:
        items = list(here.draft.answers.get(asked.id, []))
        items[item - 1 : item] = [own]
        own = items
    try:
        here.keep(asked, own)
    except TooLarge:
        return render(request, "eforms/public/too-large.html", here.context(asked), status=413)
    to = here.address("section", asked.id) if item else here.after(asked)
    if "periksa" in request.GET and not item:
        to = here.address("check")
    return _carried(here, redirect(to))


def _items(request: HttpRequest, here: Filling, asked: Section) -> HttpResponse:
    """List the items of a repeated section; going on needs as many as the form wants."""
    assert asked.repeat is not None  # noqa: S101  asked by the caller
    items = here.draft.answers.get(asked.id, [])
    above = filling.above(here.form, here.draft.answers, asked)
    problem = ""
    if request.method == "POST":
        if too_few := reading.too_few(asked, items):
            problem = sentences.too_few_items(asked.repeat.one, int(too_few.bound or 1))
        else:
            here.keep(asked, items)
            return _carried(here, redirect(here.after(asked)))
    if not items and asked.repeat.least and request.method != "POST":
        return _carried(here, redirect(here.address("item", asked.id, 1)))
    wrong = [bool(one) for one in reading.problems_of_items(asked, items, above, here.world())]
    rows = [
        (place, filling.title_of(asked, own, place), is_wrong,
         here.address("item", asked.id, place), here.address("remove", asked.id, place))
        for place, (own, is_wrong) in enumerate(zip(items, wrong, strict=True), start=1)
    ]  # fmt: skip
    following = len(items) + 1
    context = here.context(asked) | {
        "rows": rows,
        "add": (
            here.address("item", asked.id, following) if following <= asked.repeat.most else ""
        ),
        "problem": problem,
    }
    return _carried(
        here,
        render(request, "eforms/public/items.html", context, status=422 if problem else 200),
    )


def limited(request: HttpRequest) -> bool:
    """Count what is kept in the cache, and tell whether one connection keeps too much of it."""
    return ratelimit.limited(request, "eforms.keep", limit=KEPT_AN_HOUR, seconds=HOUR)


def _carried(here: Filling, response: HttpResponse) -> HttpResponse:
    here.sitting.carry(response)
    return response
