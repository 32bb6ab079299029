"""Papers that were given out: each has a code, and a public page that says whether it is genuine."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from maklumat.core import audit, links, qr
from maklumat.core.errors import NotFound, RuleBroken
from maklumat.core.models import IssuedDocument
from maklumat.core.numbers import clean_code, secret_code


class State(StrEnum):
    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def data_digest(data: Mapping[str, object]) -> str:
    """Return the digest of what a paper shows; leave out code, QR and time of printing.

    >>> data_digest({"a": 1, "b": 2}) == data_digest({"b": 2, "a": 1})
    True
    """
    canonical = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def issue(  # noqa: PLR0913  the facts a paper is known by
    *,
    kind: str,
    title: str,
    agency_name: str,
    about: str,
    data_digest: str,
    url: str,
    at: datetime,
) -> IssuedDocument:
    """Return the document with this kind, subject and data; make it if there is none yet.

    `about` names the subject for machines ("service:dukcapil/ktp"). A document with other data about
    the same subject replaces the ones before it, also when the data return to what they once were.
    Printing what is already known only reads.
    """
    key = {"kind": kind, "about": about, "digest": data_digest}
    known = IssuedDocument.objects.filter(**key, withdrawn_at=None, superseded_by=None).first()
    if known:
        return known
    shown = {"title": title, "issuer": agency_name, "url": url, "issued_at": at}
    return _newly_issued(key, shown, at)


@transaction.atomic
def withdraw(*, document: IssuedDocument, reason: str, actor: str, at: datetime) -> None:
    """Declare a document invalid. `reason` is shown to whoever checks it."""
    row = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if row.withdrawn_at:
        raise RuleBroken(_("This document has already been withdrawn."))
    row.withdrawn_at, row.withdrawn_reason = at, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    audit.record(
        action="core.document_withdrawn",
        actor=actor,
        target=row.code,
        at=at,
        details={"reason": reason},
    )


def document_by_code(text: str) -> IssuedDocument:
    """Find a document by its code as people type it: any case, with or without the hyphen."""
    code = clean_code(text)
    found = IssuedDocument.objects.select_related("superseded_by").filter(code=code).first()
    if not code or found is None:
        raise NotFound(code)
    return found


def state(document: IssuedDocument) -> State:
    """Say what the holder of the paper must know first."""
    if document.withdrawn_at:
        return State.WITHDRAWN
    return State.SUPERSEDED if document.superseded_by_id else State.GENUINE


def address(document: IssuedDocument) -> str:
    """Return the full address that is printed on the paper."""
    return links.to("documents:document", document.code)


def verification(document: IssuedDocument) -> dict[str, str]:
    """Return what `core/paper/paper.typ` prints under a document: address, code and QR drawing."""
    there = address(document)
    return {"address": there, "code": document.code, "qr": str(qr.svg(there))}


@transaction.atomic
def _newly_issued(key: dict[str, str], shown: dict[str, object], at: datetime) -> IssuedDocument:
    """Two requests that print the same new paper at once get one document."""
    document, _is_new = IssuedDocument.objects.get_or_create(
        **key, withdrawn_at=None, defaults={"code": secret_code(), **shown}
    )
    subject = IssuedDocument.objects.filter(kind=key["kind"], about=key["about"])
    subject.exclude(pk=document.pk).update(superseded_by=document)
    document.superseded_by = None
    document.save(update_fields=["superseded_by"])
    audit.record(
        action="core.document_issued", actor="system", target=document.code, at=at, details=key
    )
    return document
