"""What is wrong with a form, in sentences that name the remedy."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maklumat.eforms.checking import Fault, Flaw

_SENTENCES: Mapping[Flaw, Promise] = {
    Flaw.NOT_A_MAPPING: _("Here a group of keys must stand, such as “id: …”."),
    Flaw.UNKNOWN_KEY: _("“%(what)s” is not known here; remove it."),
    Flaw.MISSING: _("“%(what)s” is missing; write it."),
    Flaw.BAD_ID: _("“%(what)s” can't be an id: small letters, digits and _ only, a letter first."),
    Flaw.TWICE: _("“%(what)s” stands here twice; give one of them another id."),
    Flaw.EMPTY: _("Nothing stands here yet."),
    Flaw.TOO_MANY: _("This is more than a form may hold (%(what)s); split it."),
    Flaw.UNKNOWN_TYPE: _("“%(what)s” is no type of question."),
    Flaw.NO_OPTIONS: _("A question to choose from needs at least two options."),
    Flaw.NEEDLESS_OPTIONS: _("Only questions to choose from have options; remove them."),
    Flaw.BAD_COUNT: _("A question for files takes 1 to %(what)s of them."),
    Flaw.BAD_BOUNDS: _("The bounds don't fit: least above most, or a type that has none."),
    Flaw.BAD_CONDITION: _("The condition can't be read (%(what)s)."),
    Flaw.UNKNOWN_QUESTION: _(
        "The condition asks about “%(what)s”, which is not in the form any more; choose another."
    ),
    Flaw.LATER_QUESTION: _(
        "The condition asks about “%(what)s”, which comes later; move it up, or choose another."
    ),
    Flaw.FROM_A_REPEAT: _(
        "The condition asks about “%(what)s”, which is asked for several; choose another."
    ),
    Flaw.NOT_REPEATED: _(
        "The condition counts “%(what)s”, but this part is asked once, or comes later."
    ),
    Flaw.UNKNOWN_OPTION: _(
        "The condition wants “%(what)s”, which is not offered any more; choose another."
    ),
    Flaw.WRONG_TEST: _("The condition compares “%(what)s” in a way that its type has not."),
    Flaw.BAD_REPEAT: _(
        "Say what one item is called, and how many: from 0 to 30, the most not below the least."
    ),
    Flaw.BAD_CASE: _(
        "The question that tells which documents to bring must be of the type “one of several”,"
        " and asked once."
    ),
    Flaw.BAD_NAME: _("The name below a signature must be a text question that is asked once."),
}
_KEYS: Mapping[str, Promise] = {
    "title": _("Title"),
    "label": _("Question"),
    "code": _("Short address"),
    "role": _("Who signs"),
    "questions": _("Questions"),
    "sections": _("Parts"),
}
_PLACES: Mapping[str, Promise] = {
    "": _("The form"),
    "code": _("The form"),
    "sections": _("Parts"),
    "case": _("Documents to bring"),
    "signatures": _("Signatures"),
    "declarations": _("Declarations"),
}
_EMPTY: Mapping[bool, Promise] = {
    False: _("The form has no part yet; add one."),
    True: _("This part has no question yet; add one, or delete the part."),
}
# Any, below: a definition that may be broken.


def sentence(fault: Fault, content: Mapping[str, Any]) -> str:
    """Return one sentence on what to do."""
    if fault.flaw is Flaw.EMPTY and fault.place not in ("declarations",):
        return str(_EMPTY[fault.place != "sections"])
    what = fault.what
    if fault.flaw is Flaw.MISSING:
        what = str(_KEYS.get(what, what))
    if fault.flaw in (Flaw.UNKNOWN_QUESTION, Flaw.LATER_QUESTION, Flaw.FROM_A_REPEAT):
        what = label(what, content)
    return str(_SENTENCES[fault.flaw]) % {"what": what}


def place(fault: Fault, content: Mapping[str, Any]) -> str:
    """Return in words where a fault stands."""
    if fault.place in _PLACES:
        return str(_PLACES[fault.place])
    return label(fault.place, content)


def label(name: str, content: Mapping[str, Any]) -> str:
    """Return what a section or question is called; its id where it has no words."""
    section, _dot, question = name.partition(".")
    for raw in content.get("sections") or []:
        if not isinstance(raw, Mapping) or str(raw.get("id")) != section:
            continue
        for one in raw.get("questions") or []:
            if question and isinstance(one, Mapping) and str(one.get("id")) == question:
                return str(one.get("label") or name)
        return name if question else str(raw.get("title") or name)
    return name
