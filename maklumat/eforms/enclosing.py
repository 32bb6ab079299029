"""Files of a form that is being filled in: sent already, and still as secret as the rest of it.

They lie encrypted with `core.parcels`; the tokens that open them stand in the draft, which only the
visitor's cookie opens. They live as long as the draft, and become files of the agency when the form
is handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.utils.translation import gettext as _

from maklumat.core import parcels, uploads
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.parcels import Standing
from maklumat.eforms.definition import Question, Section
from maklumat.eforms.fields import ENCLOSED, most_files
from maklumat.eforms.sitting import SECONDS, Draft

# Any: answers are of many types.
MOST_OF_FORM = 20


@dataclass(frozen=True)
class Enclosed:
    """A file that waits for the form to be handed in."""

    id: str
    name: str
    size: int


def place(section: Section, question: Question, item: int | None) -> str:
    """Return where a file belongs: its question, and which item of a repeated section."""
    return f"{section.id}.{question.id}" + (f"#{item}" if item else "")


def of_place(draft: Draft, place: str) -> list[Enclosed]:
    """Return the files of a question, in the order in which they came."""
    return [
        Enclosed(key, told["name"], told["size"])
        for key, told in draft.files.items()
        if told["place"] == place
    ]


def typed(draft: Draft, place: str, own: Sequence[str]) -> list[str]:
    """Return the answer to a question: its files, else that they will be enclosed, if so."""
    sent = [one.id for one in of_place(draft, place)]
    return sent or [one for one in own if one == ENCLOSED][:1]


def add(draft: Draft, place: str, question: Question, token: str, at: datetime) -> Enclosed:
    """Take up a file that came in pieces; told twice, it is there once.

    Raises RuleBroken with a sentence for a file that will not do.
    """
    for key, told in draft.files.items():
        if told["token"] == token:
            return Enclosed(key, told["name"], told["size"])
    try:
        came = parcels.standing(token=token, at=at)
    except NotFound:
        raise RuleBroken(_("A file is no longer here. Choose it again.")) from None
    if not came.is_ready:
        raise RuleBroken(came.problem or _("A file is no longer here. Choose it again."))
    _check_room(draft, place, question, came.name, came.size)
    return _put(draft, place, token, came)


def add_whole(draft: Draft, place: str, question: Question, file: File, at: datetime) -> Enclosed:
    """Take up a file that came at once. Raises RuleBroken."""
    _check_room(draft, place, question, file.name or "", int(file.size or 0))
    return _put(draft, place, *parcels.keep_whole(file=file, at=at))


def remove(draft: Draft, key: str) -> None:
    """Throw a file away, and take it out of the answers."""
    told = draft.files.pop(key, None)
    if told is not None:
        parcels.drop(tokens=[told["token"]])
        draft.answers = {name: _without(own, key) for name, own in draft.answers.items()}


def remove_item(draft: Draft, section: Section, item: int) -> None:
    """Throw away the files of an item that is removed; those after it move up."""
    for key, told in list(draft.files.items()):
        question, _sign, number = told["place"].partition("#")
        if question.partition(".")[0] != section.id or not number:
            continue
        if int(number) == item:
            remove(draft, key)
        elif int(number) > item:
            told["place"] = f"{question}#{int(number) - 1}"


def forget(draft: Draft) -> None:
    """Throw all files of a draft away."""
    if draft.files:
        parcels.drop(tokens=[told["token"] for told in draft.files.values()])
        draft.files = {}


def renew(draft: Draft, at: datetime) -> None:
    """Let the files live as long as the draft that was just kept."""
    if draft.files:
        tokens = [told["token"] for told in draft.files.values()]
        parcels.hold(tokens=tokens, until=at + timedelta(seconds=SECONDS), at=at)


def look(draft: Draft, at: datetime) -> None:
    """Leave out files that are no longer there; their questions are open again."""
    if draft.files:
        alive = parcels.alive(tokens=[told["token"] for told in draft.files.values()], at=at)
        draft.files = {key: told for key, told in draft.files.items() if told["token"] in alive}


def names(draft: Draft) -> dict[str, str]:
    """Return the names of the files by id."""
    return {key: told["name"] for key, told in draft.files.items()}


def tokens(draft: Draft) -> dict[str, str]:
    """Return what opens the files, by id."""
    return {key: told["token"] for key, told in draft.files.items()}


def _put(draft: Draft, place: str, token: str, came: Standing) -> Enclosed:
    key = uuid4().hex
    draft.files[key] = {"place": place, "token": token, "name": came.name, "size": came.size}
    return Enclosed(key, came.name, came.size)


def _check_room(draft: Draft, place: str, question: Question, name: str, size: int) -> None:
    name, most = uploads.clean_name(name), most_files(question)
    if len(of_place(draft, place)) >= most or len(draft.files) >= MOST_OF_FORM:
        raise RuleBroken(
            _("“%(name)s” was left out: this question takes at most %(most)d files.")
            % {"name": name, "most": most}
        )
    if sum(told["size"] for told in draft.files.values()) + size > uploads.MOST_BYTES_TOGETHER:
        raise RuleBroken(
            _("“%(name)s” was left out: together the files are larger than %(most)d MB.")
            % {"name": name, "most": uploads.MOST_BYTES_TOGETHER // uploads.MEGABYTE}
        )


def _without(own: Any, key: str) -> Any:
    """Return the answers of a section, or of its items, in which a file is not named."""
    if isinstance(own, list):
        return [_without(one, key) for one in own]
    if not isinstance(own, Mapping):
        return own
    found = {
        name: [one for one in value if one != key] if isinstance(value, list) else value
        for name, value in own.items()
    }
    return {name: value for name, value in found.items() if value != []}
