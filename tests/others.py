"""What another agency keeps to itself: rows with the canary in them, and what became of them."""

from datetime import timedelta
from uuid import uuid4

from django.core import serializers
from django.test import Client
from django.utils.timezone import now
from wagtail.models import Revision

from maklumat.accounts.models import User
from maklumat.accounts.tests import factories as people
from maklumat.agencies.models import (
    Agency,
    ContactPerson,
    Membership,
    Profile,
    StaffingNeed,
)
from maklumat.agencies.tests import factories as rows
from maklumat.catalogue import approval, library
from maklumat.catalogue.models import Offering, Pledge, Service
from maklumat.catalogue.tests import factories as services
from maklumat.complaints import acting
from maklumat.complaints.actions import handling, moving
from maklumat.complaints.actions.filing import Contact
from maklumat.complaints.actions.moving import Said
from maklumat.complaints.models import (
    CaseClock,
    Complaint,
    Erasure,
    Event,
    ImportRun,
    ReplyTemplate,
    Reporter,
    Webhook,
)
from maklumat.complaints.tests import factories as cases
from maklumat.complaints.workflow import Move
from maklumat.core.models import StoredFile
from maklumat.core.uploads import Accepted
from maklumat.eforms.actions import forms, submitting
from maklumat.eforms.actions.submitting import Filled
from maklumat.eforms.actions.submitting import Said as HandedSaid
from maklumat.eforms.handling import Move as FormMove
from maklumat.eforms.models import (
    FormVersion,
    ServiceForm,
    Submission,
    SubmissionEvent,
    SubmissionFile,
)
from maklumat.eforms.queries import Offered, current_version
from maklumat.eforms.tests import factories as eforms
from maklumat.kiosk.models import Device, Use
from maklumat.pages.models import AgencyHome, Paper, Picture, SitePage
from maklumat.pages.tests import factories as pages
from maklumat.printing.models import PrintJob
from maklumat.surveys.actions import tickets
from maklumat.surveys.models import (
    FollowUp,
    PaperBatch,
    PaperEntry,
    PaperSeries,
    Point,
    Report,
    ReportPublication,
    Response,
    Served,
    SurveyImport,
    SurveySettings,
    Suspicion,
    Ticket,
    Wording,
)
from maklumat.surveys.tests import factories as surveys
from tests.access import CANARY


def everything(agency_b: Agency) -> Service:
    """Make everything that an agency keeps to itself, each with the canary in it."""
    officer = people.user(f"{CANARY} petugas")
    rows.membership(officer, "officer", agency_b)
    service = services.service("Bantuan sosial", agency=agency_b)
    service.duration_note = f"{CANARY} draf"
    service.save_revision(user=officer)
    approval.set_up(agency_b.government)
    service.get_workflow().start(service, officer)
    services.service(f"{CANARY} baru", agency=agency_b, complete=False)
    offer = library.offer(service=service, by=officer, at=now())
    offer.standard = {"safety": [f"{CANARY} tawaran"]}
    offer.save()
    ContactPerson.objects.create(agency=agency_b, name=f"{CANARY} narahubung")
    StaffingNeed.objects.create(
        agency=agency_b, position=f"{CANARY} jabatan", needed=4, present=1, as_of="2026-01-01"
    )
    for waiting in (
        Pledge(agency=agency_b, text=f"{CANARY} maklumat", valid_from="2026-01-01", live=False),
        Profile(agency=agency_b, motto=f"{CANARY} moto", live=False),
    ):
        waiting.save()
        waiting.save_revision(user=officer)
        waiting.get_workflow().start(waiting, officer)
    PrintJob.objects.create(
        agency=agency_b,
        owner=officer,
        state="failed",
        problems=[f"{CANARY} gagal"],
        created_at=now(),
        moved_at=now(),
        expires_at=now() + timedelta(days=1),
    )
    site_of_others(agency_b, officer)
    cases_of_others(agency_b, officer)
    survey_reports_of_others(service)
    collected_by_others(service, officer)
    answers_of_others(service)
    handed_in_to_others(service)
    kiosk_of_others(agency_b)
    return service


def cases_of_others(agency: Agency, officer: User) -> None:
    """Reports: an open one with reporter, note and file; one for the Inspektorat; one that ended."""
    case = cases.disposed(agency, text=f"{CANARY} cerita", title=f"{CANARY} judul",
                          wish=f"{CANARY} harapan", contact=_reporter())  # fmt: skip
    by = acting.officer(officer, case)
    handling.note(complaint=case, by=by, at=now(), text=f"{CANARY} catatan")
    handling.assign(complaint=case, to=officer, by=by, at=now())
    moving.take(complaint=case, move=Move.REPLY, by=by, at=now(),
                said=Said(text=f"{CANARY} balasan", files=[_file(f"{CANARY} balasan.png")]))  # fmt: skip
    ended = cases.disposed(agency, text=f"{CANARY} selesai", title=f"{CANARY} tamat")
    moving.take(complaint=ended, move=Move.WITHDRAW, by=acting.COMPLAINANT, at=now())
    for_inspectors(agency, officer)
    ReplyTemplate.objects.create(agency=agency, name=f"{CANARY} balasan", text=f"{CANARY} teks")
    Webhook.objects.create(name=f"{CANARY} webhook", url="https://x.go.id", made_at=now())
    ImportRun.objects.create(name=f"{CANARY} register", created_at=now(), moved_at=now())
    Erasure.objects.create(number=f"{CANARY} nomor"[:30], at=now(), by="x", basis="request")


def survey_reports_of_others(service: Service) -> None:
    """A report that is being written, its follow-up with a proof, where it was shown."""
    agency = service.agency
    proof = StoredFile.objects.create(
        name=f"{CANARY} bukti.png", mime="image/png", path="x", size=1, digest="x", stored_at=now()
    )
    report = Report.objects.create(
        agency=agency, instrument=surveys.version(), first="2026-07-01", last="2026-09-01",
        background=f"{CANARY} naskah", number=f"{CANARY} nomor", made_at=now(),
    )  # fmt: skip
    FollowUp.objects.create(
        report=report, agency=agency, service=service, element="waktu", proof=proof,
        action=f"{CANARY} rencana", person=f"{CANARY} orang", due="2027-01-01", made_at=now(),
    )  # fmt: skip
    ReportPublication.objects.create(
        report=report, medium="board", name=f"{CANARY} papan", day="2026-10-01"
    )


def collected_by_others(service: Service, officer: User) -> None:
    """A file that waits, sheets that were printed and typed in, a point."""
    agency = service.agency
    SurveyImport.objects.create(
        owner=officer, agency=agency, service=service, unit=agency, name=f"{CANARY} berkas",
        digest="x", rows=[[f"{CANARY} judul"], [f"{CANARY} sel"]], made_at=now(),
    )  # fmt: skip
    series = PaperSeries.objects.create(service=service, prefix="XYZ", last=5)
    PaperBatch.objects.create(
        series=series, first=1, last=5, made_by=f"{CANARY} pencetak", made_at=now()
    )
    PaperEntry.objects.create(
        response=surveys.response(service, form_number="XYZ-0001"), by=officer, day="2026-11-16"
    )
    Point.objects.create(
        code="ABC234", use="rating", agency=agency, unit=agency, name=f"{CANARY} pintu",
        made_at=now(),
    )  # fmt: skip


def answers_of_others(service: Service) -> None:
    """Enough answers to be shown, with a suggestion; some held, one decided; codes."""
    agency = service.agency
    unit = {"agency": agency, "unit": agency, "service": service}
    today = now().date()
    for _one in range(5):
        surveys.response(service, text=f"{CANARY} saran", day=today, at=now())
    for sign, decided in (("quick", {}), ("same", {"decision": "count", "why": f"{CANARY} sebab"})):
        suspicion = surveys.suspicion(service, sign=sign, day=today, **decided)
        surveys.response(service, suspicion=suspicion, text=f"{CANARY} ragu", day=today, at=now())
    Served.objects.create(
        month=today.replace(day=1), people=40, noted_by=f"{CANARY} pencatat", noted_at=now(), **unit
    )
    tickets.issue(service=service, unit=agency, way="sheet", at=now(), count=2)


def handed_in_to_others(service: Service) -> None:
    """A form with a draft, and one that was handed in, with a file and a question to the applicant."""
    content = {
        "code": "kartu", "title": "Kartu",
        "sections": [{"id": "data", "title": "Data", "questions": [
            {"id": "nama", "type": "text", "label": "Nama"}]}],
    }  # fmt: skip
    form = eforms.form(service, content, takes_submissions=True)
    draft = {**content, "purpose": f"{CANARY} rancangan formulir"}
    forms.change(form=form, content=draft, by="x", at=now())
    version = current_version(form)
    assert version is not None
    answers = {"data": {"nama": f"{CANARY} pemohon"}}
    filled = Filled(Offered(service, form, version), answers, uuid4())
    row = submitting.submit(filled=filled, at=now()).submission
    submitting.attach(submission=row, event=None, file=_file(f"{CANARY} kk.png"), at=now())
    officer = User.objects.get(memberships__agency=service.agency)
    submitting.take(
        submission=row, move=FormMove.ASK, by=officer, at=now(),
        said=HandedSaid(f"{CANARY} pertanyaan"),
    )  # fmt: skip


def for_inspectors(agency: Agency, officer: User) -> Complaint:
    """A report berkadar pengawasan: from the moment it is handed over nobody else sees it."""
    case = cases.disposed(agency, text=f"{CANARY} pengawasan", title=f"{CANARY} pungli",
                          contact=_reporter(), files=[_file(f"{CANARY} bukti.png")])  # fmt: skip
    by = acting.officer(officer, case)
    moving.supervise(complaint=case, by=by, at=now(), reason=f"{CANARY} dugaan")
    return case


def _reporter() -> Contact:
    return Contact(name=f"{CANARY} pelapor", phone="0811-RAHASIA", address=f"{CANARY} alamat")


def _file(name: str) -> Accepted:
    return Accepted(name, "image/png", f"{CANARY} piksel".encode(), 1, 1)


def site_of_others(agency: Agency, officer: User) -> None:
    """A microsite: what stands in its drafts and what its files are called is its own affair."""
    home = pages.site(agency, officer)
    pages.news(home, f"{CANARY} rancangan", live=False)
    public = pages.news(home, "Berita umum")
    public.title = f"{CANARY} judul baru"
    public.save_revision(user=officer)
    pages.size(pages.picture(home, f"{CANARY} gambar"), f"{CANARY} titik".encode())
    pages.paper(home, f"{CANARY} berkas", f"%PDF-1.4 {CANARY} isi".encode())


def kiosk_of_others(agency: Agency) -> Device:
    """A kiosk: its place, its version and what it was used for are its people's affair."""
    row = Device.objects.create(
        agency=agency, unit=agency, name=f"{CANARY} kiosk", place=f"{CANARY} lobi", version=CANARY,
        made_at=now(), enrolled_at=now(), seen_at=now(),
    )  # fmt: skip
    Use.objects.create(device=row, day=now().date(), hour=9, task="visit", count=31)
    return row


def signed_in(role: str, agency: Agency | None) -> Client:
    user = people.user(f"{role} {agency}")
    rows.membership(user, role, agency)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def belongings(agency: Agency) -> str:
    """Return all rows of an agency as text, to compare before and after."""
    of = {"agency": agency}
    found = [
        *Agency.objects.filter(pk=agency.pk),
        *Service.objects.filter(**of),
        *Offering.objects.filter(unit=agency),
        *Membership.objects.filter(**of),
        *ContactPerson.objects.filter(**of),
        *StaffingNeed.objects.filter(**of),
        *Pledge.objects.filter(**of),
        *Profile.objects.filter(**of),
        *PrintJob.objects.filter(**of),
        *ReplyTemplate.objects.filter(**of),
        *AgencyHome.objects.filter(**of),
        *SitePage.objects.filter(path__startswith=agency.site.path),
        *Revision.objects.filter(content__icontains=CANARY),
        *Picture.objects.filter(collection=agency.site.collection),
        *Paper.objects.filter(collection=agency.site.collection),
        *Complaint.objects.filter(text__contains=CANARY),
        *Event.objects.filter(complaint__text__contains=CANARY),
        *CaseClock.objects.filter(complaint__text__contains=CANARY),
        *Reporter.objects.all(),
        *Report.objects.filter(**of),
        *FollowUp.objects.filter(**of),
        *ReportPublication.objects.filter(report__agency=agency),
        *Response.objects.filter(**of),
        *Suspicion.objects.filter(**of),
        *Point.objects.filter(**of),
        *Served.objects.filter(**of),
        *SurveyImport.objects.filter(**of),
        *Wording.objects.filter(**of),
        *Ticket.objects.filter(unit=agency),
        *SurveySettings.objects.all(),
        *ServiceForm.objects.filter(**of),
        *FormVersion.objects.filter(form__agency=agency),
        *Submission.objects.filter(**of),
        *SubmissionEvent.objects.filter(submission__agency=agency),
        *SubmissionFile.objects.filter(submission__agency=agency),
        *Device.objects.filter(**of),
        *Use.objects.filter(device__agency=agency),
    ]
    return serializers.serialize("json", found)
