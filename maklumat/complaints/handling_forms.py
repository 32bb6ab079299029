"""What an officer types while handling a case: one small form for each step."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import no_agencies
from maklumat.complaints import labels
from maklumat.complaints.actions.handling import Order, Sheet
from maklumat.complaints.actions.moving import Result, Said
from maklumat.complaints.follow_forms import FilesField
from maklumat.complaints.form_choices import offer_choices, offer_rows
from maklumat.complaints.models import Complaint
from maklumat.complaints.queries import handling as queries
from maklumat.complaints.queries.handling import nobody
from maklumat.complaints.queries.routing import learned_agency
from maklumat.complaints.workflow import Kind, Move, Party

LONGEST = 5000
LARGEST_SUM = 999_999_999_999


class AgencyField(forms.ModelChoiceField):
    """Agencies by their place in the tree."""

    def label_from_instance(self, obj: Agency) -> str:
        depth = obj.path.strip("/").count("/")
        return "\u2003" * depth + obj.name


class SentForm(forms.Form):
    """Carries its own id and the newest line its sender saw: sent twice it acts once."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, prefix: str, seen: int = 0, **kwargs: Any) -> None:
        # Any: Django's own signature
        kwargs.setdefault("initial", {"uid": uuid.uuid4(), "seen": seen})
        super().__init__(data, auto_id=f"id_{prefix}_%s", label_suffix="", **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.setdefault("rows", 5)

    @property
    def sheet(self) -> Sheet:
        uid = self.cleaned_data.get("uid")
        return Sheet(str(uid) if uid else "", self.cleaned_data.get("seen") or 0)

    def renew(self, seen: int) -> None:
        """Make a form that was refused ready to be sent again, with what was typed."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["uid"], data["seen"] = str(uuid.uuid4()), str(seen)
        self.data = data


class StepForm(SentForm):
    """A step without words: a button."""

    def __init__(
        self, *args: Any, case: Complaint, user: User, party: Party, **kwargs: Any
    ) -> None:  # Any: Django's own signature
        self.case, self.user, self.party = case, user, party
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill in what hangs on the case."""

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            text=given.get("text", ""),
            reason=given.get("reason", ""),
            agency=given.get("agency"),
            files=given.get("attachments", ()),
        )

    def order(self, move: Move) -> Order:
        return Order(move, self.said(), sheet=self.sheet)


def words_field(label: Any, missing: Any, help_text: Any = "", *, required: bool = True) -> Any:
    # Any: lazy texts
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": missing},
    )


def reason_field(label: Any, help_text: Any = "") -> forms.CharField:  # Any: lazy texts
    return forms.CharField(
        label=label,
        max_length=500,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


def _agency(label: Any, *, required: bool = True) -> AgencyField:  # Any: lazy texts
    return AgencyField(
        no_agencies(),
        label=label,
        required=required,
        empty_label=pgettext_lazy("empty choice", "Choose …"),
        error_messages={"required": gettext_lazy("Choose the agency.")},
    )


class ReplyForm(StepForm):
    text = words_field(
        gettext_lazy("Your reply"),
        gettext_lazy("Write what the complainant should read."),
        gettext_lazy("The complainant reads this. Say what happens next and when."),
    )
    attachments = FilesField(
        label=gettext_lazy("Files"), required=False,
        help_text=gettext_lazy("Up to 5 photos or PDF files, 10 MB each."),
    )  # fmt: skip


class AskForm(StepForm):
    text = words_field(
        gettext_lazy("Your question"),
        gettext_lazy("Write what you need to know."),
        gettext_lazy(
            "Ask only what you need. Your clocks stand still until the complainant answers."
        ),
    )


class AnswerForm(StepForm):
    text = words_field(
        gettext_lazy("Result"),
        gettext_lazy("Write what was done."),
        gettext_lazy("Say what was done, when, and what the complainant has to do, if anything."),
    )
    attachments = FilesField(
        label=gettext_lazy("Proof"), required=False,
        help_text=gettext_lazy("A photo or letter that shows the result. Up to 5 files, 10 MB each."),
    )  # fmt: skip
    justified = forms.TypedChoiceField(
        label=gettext_lazy("Was the report justified?"),
        choices=[("yes", pgettext_lazy("justified", "Yes")), ("no", pgettext_lazy("justified", "No"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )  # fmt: skip
    compensation = forms.ChoiceField(
        label=gettext_lazy("Compensation"),
        choices=labels.COMPENSATION,
        initial="none",
        required=False,
    )
    compensation_text = forms.CharField(
        label=gettext_lazy("What is given"), max_length=300, required=False
    )
    compensation_amount = forms.IntegerField(
        label=gettext_lazy("Amount in rupiah"), min_value=0, max_value=LARGEST_SUM, required=False
    )
    compensation_on = forms.DateField(
        label=gettext_lazy("Given on, or promised for"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def prepare(self) -> None:
        asked = self.case.kind in (Kind.COMPLAINT, Kind.SUPERVISION)
        if not asked:
            del self.fields["justified"]
        else:
            self.fields["justified"].required = True
            self.fields["justified"].error_messages["required"] = _("Say whether it was justified.")
        self.initial["compensation"] = "none"

    def clean(self) -> dict[str, Any]:  # Any: Django's own
        given: dict[str, Any] = super().clean() or {}
        owed = given.get("compensation") or "none"
        if owed != "none" and not given.get("compensation_text"):
            self.add_error("compensation_text", _("Write what is given as compensation."))
        return given

    def order(self, move: Move) -> Order:
        given = self.cleaned_data
        owed = given.get("compensation") or "none"
        result = Result(
            text=given["text"],
            justified=given.get("justified"),
            compensation=owed,
            compensation_text=given["compensation_text"] if owed != "none" else "",
            compensation_amount=given["compensation_amount"] if owed != "none" else None,
            compensation_on=given["compensation_on"] if owed != "none" else None,
            files=given["attachments"],
        )
        return Order(move, result=result, sheet=self.sheet)


class DisposeForm(StepForm):
    agency = _agency(gettext_lazy("Agency that handles it"))
    assignee = forms.ModelChoiceField(
        nobody(),
        label=gettext_lazy("Person"),
        required=False,
        empty_label=gettext_lazy("the agency decides"),
        help_text=gettext_lazy("Somebody of the agency you choose."),
    )

    def prepare(self) -> None:
        agencies = queries.agencies_to_pass_to(self.user, self.case, self.party)
        offer_rows(self, "agency", agencies)
        self.initial["agency"] = self.case.agency_id
        if self.case.agency_id is None:
            self._propose()
        offer_rows(self, "assignee", queries.handlers_in(agencies, self.case))

    def _propose(self) -> None:
        """Choose beforehand where reports like this one went; the person decides."""
        agency = learned_agency(f"{self.case.title} {self.case.text}")
        if agency is not None:
            self.initial["agency"] = agency.pk
            self.fields["agency"].help_text = _("Earlier reports like this one went there.")

    def order(self, move: Move) -> Order:
        return Order(move, self.said(), assignee=self.cleaned_data["assignee"], sheet=self.sheet)


class TransferForm(StepForm):
    agency = _agency(gettext_lazy("New agency"))
    reason = reason_field(
        gettext_lazy("Why it moves"),
        gettext_lazy("The complainant reads it. The new agency's clock starts."),
    )

    def prepare(self) -> None:
        offer_rows(self, "agency", queries.agencies_to_move_to(self.case))


class ReturnForm(StepForm):
    reason = reason_field(
        gettext_lazy("Why it is not yours"),
        gettext_lazy("Name the rule or the duty. The complainant is told that we look for the right agency; nobody is turned away."),
    )  # fmt: skip
    agency = _agency(gettext_lazy("Whose it is, if you know"), required=False)

    def prepare(self) -> None:
        offer_rows(self, "agency", queries.agencies_to_move_to(self.case))

    def said(self) -> Said:
        proposed = self.cleaned_data["agency"]
        details = {"proposed": proposed.short_name or proposed.name} if proposed else {}
        return Said(reason=self.cleaned_data["reason"], details=details)


class ReasonForm(StepForm):
    reason = reason_field(gettext_lazy("Reason"))


class SuperviseForm(StepForm):
    reason = reason_field(
        gettext_lazy("Why the inspectorate"),
        gettext_lazy("From then on only the inspectorate sees this report; it leaves your list."),
    )


class EscalateForm(StepForm):
    reason = reason_field(
        gettext_lazy("What the Ombudsman wrote"),
        gettext_lazy("Number and date of the letter, and its request."),
    )


class ArchiveForm(StepForm):
    why = forms.ChoiceField(
        label=gettext_lazy("Why it goes into the archive"),
        error_messages={"required": gettext_lazy("Choose the reason.")},
    )
    text = words_field(
        gettext_lazy("Explanation"), "", gettext_lazy("The complainant reads it."), required=False
    )

    def prepare(self) -> None:
        offer_choices(self, "why", [("", _("Choose …")), *archive_reasons(self.case)])

    def said(self) -> Said:
        key = self.cleaned_data["why"]
        name = dict(archive_reasons(self.case))[key]
        return Said(text=self.cleaned_data["text"], reason=name, details={"archive": key})


class ForwardForm(StepForm):
    body = forms.CharField(
        label=gettext_lazy("Name of the body"),
        max_length=150,
        help_text=gettext_lazy("For instance a ministry, the police, or another government."),
        error_messages={"required": gettext_lazy("Write which body it goes to.")},
    )
    reason = reason_field(gettext_lazy("Why it is theirs"))
    text = words_field(
        gettext_lazy("What the complainant can do there"),
        gettext_lazy("Write what the complainant should read."),
        gettext_lazy("Address or telephone of the body, and the number of your letter to it."),
    )

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(text=given["text"], reason=given["reason"], details={"body": given["body"]})


def archive_reasons(case: Complaint) -> list[tuple[str, str]]:
    """Return the reasons the rules know, in the language of the reader."""
    return reasons_of(case.rules.book.archive_reasons)


def reasons_of(reasons: Any) -> list[tuple[str, str]]:  # Any: any sequence of ArchiveReason
    english = get_language() == "en"
    return [(row.key, row.name_en if english else row.name) for row in reasons]


FORMS: Mapping[Move, type[StepForm]] = {
    Move.VERIFY: StepForm,
    Move.DISPOSE: DisposeForm,
    Move.START: StepForm,
    Move.REPLY: ReplyForm,
    Move.ASK: AskForm,
    Move.ANSWER: AnswerForm,
    Move.RETURN: ReturnForm,
    Move.TRANSFER: TransferForm,
    Move.ARCHIVE: ArchiveForm,
    Move.REVIVE: ReasonForm,
    Move.FORWARD: ForwardForm,
    Move.SUPERVISE: SuperviseForm,
    Move.ESCALATE: EscalateForm,
}  # joining two reports (MERGE) has a page of its own
