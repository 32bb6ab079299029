"""The words for what is wrong with an answer."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maklumat.eforms.definition import CHOOSING, Question, Type
from maklumat.eforms.fields import Problem, Wrong

PARTS: Mapping[str, Promise] = {
    "street": gettext_lazy("Street, number, building"),
    "rt": gettext_lazy("RT"),
    "rw": gettext_lazy("RW"),
    "village": gettext_lazy("Village or kelurahan"),
    "district": gettext_lazy("District (kecamatan)"),
    "region": gettext_lazy("Regency or city"),
    "postcode": gettext_lazy("Postcode"),
}
_EXAMPLES: Mapping[Type, Promise] = {
    Type.NUMBER: gettext_lazy("Write a number, such as 3 or 2,5."),
    Type.MONEY: gettext_lazy("Write an amount in rupiah, such as 250.000."),
    Type.DATE: gettext_lazy("Write the day as 31/12/1990."),
    Type.PHONE: gettext_lazy("Write a telephone number, such as 0812 3456 7890."),
    Type.EMAIL: gettext_lazy("Write an e-mail address, such as nama@contoh.id."),
    Type.NIK: gettext_lazy("Write the 16 digits of the NIK."),
    Type.KK: gettext_lazy("Write the 16 digits of the family card number."),
    Type.NIP: gettext_lazy("Write the 18 digits of the NIP."),
    Type.NPWP: gettext_lazy("Write the 15 or 16 digits of the NPWP."),
    Type.FILE: gettext_lazy("Choose the file, or tick that you will enclose it."),
}


def problem(question: Question, found: Problem) -> str:
    """Return one sentence that names the remedy."""
    label = question.label.rstrip(":?.")
    if found.kind is Wrong.MISSING:
        return _missing(question, label)
    if found.part and found.kind is Wrong.ADDRESS_PART:
        return _("“%(part)s” is empty; fill it in.") % {"part": PARTS[found.part]}
    if found.part and found.kind is Wrong.NOT_A_NUMBER:
        return _("“%(part)s” must be a number, such as 03.") % {"part": PARTS[found.part]}
    bounded = _bounded(question, found)
    return (
        bounded % {"label": _name(label, found), "bound": found.bound}
        if bounded
        else _fixed(question, found)
    )


def _bounded(question: Question, found: Problem) -> str:
    counted = question.type in (Type.CHOICES, Type.FILE)
    match found.kind:
        case Wrong.TOO_LONG:
            return _("“%(label)s” may have at most %(bound)s characters.")
        case Wrong.TOO_SMALL:
            return _("“%(label)s” must be at least %(bound)s.")
        case Wrong.TOO_LARGE if counted:
            return _("Choose at most %(bound)s.")
        case Wrong.TOO_LARGE if found.bound:
            return _("“%(label)s” may be at most %(bound)s.")
        case Wrong.TOO_LARGE:
            return _("This is too large a number.")
        case Wrong.TOO_FEW:
            return _("Choose at least %(bound)s.")
    return ""


def _fixed(question: Question, found: Problem) -> str:
    words = {
        Wrong.NOT_WHOLE: _("Write the amount in whole rupiah, such as 250.000."),
        Wrong.FUTURE: _("This day is still to come; write a day up to today."),
        Wrong.NOT_OFFERED: _("Choose the file again.")
        if question.type is Type.FILE
        else _("Choose one of the answers that are offered."),
        Wrong.PROVINCE: _("The first two digits are no province; compare them with your card."),
        Wrong.BIRTH: _("The date inside this number can't be; compare it with your card."),
        Wrong.NUMBER_SEX: _("The fifteenth digit must be 1 or 2; compare it with your card."),
        Wrong.POSTCODE: _("A postcode has five digits, such as 40375."),
    }
    return words.get(found.kind) or str(_EXAMPLES[question.type])


def _missing(question: Question, label: str) -> str:
    if question.type in CHOOSING or question.type is Type.YES_NO:
        return _("Choose an answer to “%s”.") % label
    if question.type is Type.ADDRESS:
        return _("Fill in the address.")
    example = _EXAMPLES.get(question.type)
    empty = _("“%s” is empty.") % label
    return f"{empty} {example}" if example else _("Fill in “%s”.") % label


def _name(label: str, found: Problem) -> str:
    return str(PARTS[found.part]) if found.part else label


def too_few_items(one: str, least: int) -> str:
    """Return what to do when a repeated section needs more items."""
    return _("Fill in at least %(least)d: %(one)s.") % {"least": least, "one": one}
