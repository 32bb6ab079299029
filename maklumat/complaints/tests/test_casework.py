"""The page of a case: works, refused to Wati, bad input, wrong method; nothing is lost."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.complaints.models import Complaint
from maklumat.complaints.tests import factories as make
from maklumat.complaints.workflow import Status
from maklumat.core.tests.pageform import form_fields

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)


def url(name: str, row: Complaint, *more: str) -> str:
    return reverse(f"complaints-staff:{name}", args=[row.number, *more])


def sent(client: Client, row: Complaint, address: str, **change: object) -> tuple[int, str]:
    """Send the form of the page that goes to this address, as a browser would."""
    page = client.get(url("case", row)).content.decode()
    fields = form_fields(page, f'form[action="{address}"]') | change
    answer = client.post(address, fields, follow=True)
    return answer.status_code, answer.content.decode()


def test_budi_takes_a_case_on_with_one_click(client: Client, budi: User, agency_a: Agency) -> None:
    row = make.complaint(agency=agency_a)
    client.force_login(budi)

    status, page = sent(client, row, url("take-on", row))

    row.refresh_from_db()
    assert status == 200
    assert (row.state, row.assignee, row.agency) == (Status.IN_PROGRESS, budi, agency_a)
    assert "Laporan ini sekarang milik Anda" in page or "The report is yours now" in page
