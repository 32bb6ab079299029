"""What a column is called, and the sentence for a cell that can't be read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.complaints.registers import BadCell, Column, Fault

COLUMNS = {
    Column.NUMBER: pgettext_lazy("column", "Number of the report"),
    Column.RECEIVED: pgettext_lazy("column", "Received on"),
    Column.TEXT: pgettext_lazy("column", "Text of the report"),
    Column.TITLE: pgettext_lazy("column", "Title"),
    Column.KIND: pgettext_lazy("column", "Class"),
    Column.STATE: pgettext_lazy("column", "State"),
    Column.AGENCY: pgettext_lazy("column", "Agency"),
    Column.SERVICE: pgettext_lazy("column", "Service"),
    Column.CATEGORY: pgettext_lazy("column", "Category"),
    Column.PLACE: pgettext_lazy("column", "Place"),
    Column.HAPPENED: pgettext_lazy("column", "When it happened"),
    Column.FORWARDED: pgettext_lazy("column", "Passed on on"),
    Column.ANSWER: pgettext_lazy("column", "Answer"),
    Column.ANSWERED: pgettext_lazy("column", "Answered on"),
    Column.ENDED: pgettext_lazy("column", "Ended on"),
    Column.ANONYMOUS: pgettext_lazy("column", "Anonymous (yes or no)"),
    Column.CONFIDENTIAL: pgettext_lazy("column", "Confidential (yes or no)"),
    Column.NAME: pgettext_lazy("column", "Name of the person"),
    Column.PHONE: pgettext_lazy("column", "Telephone"),
    Column.EMAIL: pgettext_lazy("column", "E-mail address"),
    Column.ADDRESS: pgettext_lazy("column", "Address of the person"),
}
SENTENCES = {
    Fault.EMPTY: gettext_lazy("The cell is empty. Fill it in."),
    Fault.LONG: gettext_lazy("The text is too long. Shorten it."),
    Fault.DATE: gettext_lazy("“%(value)s” is no date. Write it as 16/11/2025 or 16 November 2025."),
    Fault.FUTURE: gettext_lazy("“%(value)s” lies in the future. Correct the date."),
    Fault.OLD: gettext_lazy("“%(value)s” is before the first terms that are known here."),
    Fault.ORDER: gettext_lazy("“%(value)s” is before the date of the step it follows."),
    Fault.KIND: gettext_lazy(
        "“%(value)s” is no class. Write pengaduan, permintaan informasi or aspirasi."
    ),
    Fault.STATE: gettext_lazy(
        "“%(value)s” is no state. Write for example diterima, diproses, ditanggapi, selesai or diarsipkan."
    ),
    Fault.YES_NO: gettext_lazy("“%(value)s” is neither ya nor tidak."),
    Fault.AGENCY: gettext_lazy(
        "“%(value)s” is not the name of an agency here. Write the name from the list of agencies."
    ),
    Fault.SERVICE: gettext_lazy("“%(value)s” is not the name of a public service here."),
    Fault.CATEGORY: gettext_lazy("“%(value)s” is not a category here."),
    Fault.EMAIL: gettext_lazy("“%(value)s” is no e-mail address."),
    Fault.TWICE: gettext_lazy("“%(value)s” stands in an earlier row too."),
    Fault.SUPERVISION: gettext_lazy(
        "This belongs to the inspectorate alone and can't be brought in here."
    ),
    Fault.NEEDS_AGENCY: gettext_lazy("A report in this state needs the agency that had it."),
    Fault.NEEDS_ANSWERED: gettext_lazy("An answered report needs the date of the answer."),
}


def sentence(bad: BadCell) -> str:
    """Say which cell, what is wrong and what to write."""
    said = SENTENCES[bad.fault] % {"value": bad.value}
    return _("Row %(line)d, %(column)s: %(said)s") % {
        "line": bad.line,
        "column": COLUMNS[bad.column],
        "said": said,
    }
