"""Personal data goes, the case stays in the figures: after its time, or when the person asks.

What stays: number, class, states, agency, service, category, regency, every date, every clock, the
marks of ratings and sums of compensation, and a summary that was published without personal data.
What goes: who reported, who follows, every text and reason of everybody, every file, the secret
code, the place, letters that are still kept. A text may name the person wherever it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.complaints import queries as cases
from maklumat.complaints.actions import routing
from maklumat.complaints.actions.moving import lock
from maklumat.complaints.models import (
    AnswerLink,
    Attachment,
    Complaint,
    DraftFile,
    Erasure,
    EventKind,
    Follower,
    LearnedRouting,
    Outcome,
    Publication,
    PushSubscription,
    Reporter,
)
from maklumat.complaints.models.inout import Basis
from maklumat.complaints.queries import removing as queries
from maklumat.complaints.queries.routing import TAG as ROUTING
from maklumat.core import audit, outbox, uploads
from maklumat.core.errors import RuleBroken
from maklumat.core.models import StoredFile
from maklumat.core.pagecache import purge

AT_ONCE = 500
# Stored with the row, so it stays the same whoever reads it.
AFTER_TIME = "Isi laporan dihapus sesudah masa simpan data pribadi."
ON_REQUEST = "Isi laporan dihapus atas permintaan."
BY_TERM = "maklumat"

Say = Callable[[int], None]


@dataclass(frozen=True)
class Wish:
    """Why somebody's data goes before its time, and how it was made sure that it is theirs."""

    basis: Basis
    checked: str
    reference: str = ""


def retain(*, at: datetime, most: int = AT_ONCE, say: Say | None = None) -> int:
    """Remove what was kept long enough, each case by itself; return of how many cases."""
    done = 0
    for pk in list(queries.over_time(at=at).values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            row = lock(Complaint(pk=pk))
            if row.purged_at is None:
                _remove(row, Basis.TERM, BY_TERM, at)
                done += 1
        if say is not None and done % 100 == 0:
            say(done)
    if done:
        forget_what_was_learned(at=at)
    return done


@transaction.atomic
def erase(*, number: str, by: User, wish: Wish, at: datetime) -> int:
    """Remove the data of one case and of its parts on request; return of how many cases.

    Raises NotFound for a case this person may not see, RuleBroken for one that is not finished, is
    only a part, or was cleared before.
    """
    row = lock(cases.case_for(by, number))
    if row.parent is not None:
        raise RuleBroken(
            _("This is a part of %(number)s. Remove the data there; the parts follow.")
            % {"number": row.parent.number}
        )
    if row.purged_at is not None:
        raise RuleBroken(_("The personal data of this report was removed before."))
    family = [row, *(lock(part) for part in row.children.filter(purged_at=None))]
    for one in family:
        if one.is_open:
            raise RuleBroken(
                _(
                    "Report %(number)s is still open. End it first: give the result, archive it, or"
                    " let the person withdraw it. Then its data can be removed."
                )
                % {"number": one.number}
            )
    for one in family:
        _remove(one, wish.basis, by.get_username(), at, wish)
    return len(family)


def forget_what_was_learned(*, at: datetime) -> None:
    """Learn the proposals anew without the removed texts, or forget them where too few are left."""
    if not queries.has_learned():
        return
    try:
        routing.learn(actor=BY_TERM, at=at)
    except RuleBroken:
        LearnedRouting.objects.all().delete()
        purge(ROUTING)


def _remove(
    row: Complaint, basis: Basis, actor: str, at: datetime, wish: Wish | None = None
) -> None:
    marker = AFTER_TIME if basis is Basis.TERM else ON_REQUEST
    kinds = {
        "reporter": Reporter.objects.filter(complaint=row).delete()[0],
        "followers": Follower.objects.filter(complaint=row)
        .exclude(to="")
        .update(to="", tell_by=""),
        "browsers": PushSubscription.objects.filter(complaint=row).delete()[0],
        "files": _remove_files(row),
        "texts": _remove_texts(row, marker, keep_public=basis is Basis.TERM),
        "letters": outbox.forget(about=row.number, at=at),
    }
    AnswerLink.objects.filter(complaint=row).delete()
    row.purged_at = at
    row.save()
    Erasure.objects.create(
        number=row.number,
        at=at,
        by=actor,
        basis=basis.value,
        reference=wish.reference if wish else "",
        checked=wish.checked if wish else "",
        restricted=row.restricted,
        kinds=kinds,
    )
    purge("complaints")
    audit.record(
        action="complaints.data_removed",
        actor=actor,
        target=row.number,
        at=at,
        details={"basis": basis.value, **kinds},
    )


def _remove_files(row: Complaint) -> int:
    kept = [one.file for one in Attachment.objects.filter(complaint=row).select_related("file")]
    Attachment.objects.filter(complaint=row).delete()
    drafts = DraftFile.objects.filter(client_uid=row.client_uid).select_related("file")
    kept += [one.file for one in drafts]
    drafts.delete()
    known = {file.pk for file in kept}
    kept += StoredFile.objects.filter(about=row.number).exclude(pk__in=known)
    for file in kept:
        uploads.discard(file)
    return len(kept)


def _remove_texts(row: Complaint, marker: str, *, keep_public: bool) -> int:
    """Replace the texts; a public summary, which holds no personal data, stands in their place."""
    summary = Publication.objects.filter(complaint=row, live=True).first() if keep_public else None
    if summary is None:
        Publication.objects.filter(complaint=row).delete()
    row.title = summary.title if summary else marker
    row.text = summary.text if summary else marker
    row.wish = row.loss = row.place = row.rating_text = row.code_hash = ""
    row.latitude = row.longitude = None
    lines = row.events.exclude(text="", reason="", details={})
    count = lines.count()
    lines.exclude(kind=EventKind.RATED).update(text="", reason="", details={})
    lines.filter(kind=EventKind.RATED).update(text="", reason="")
    count += Outcome.objects.filter(complaint=row).update(text=marker, compensation_text="")
    return count + 1
