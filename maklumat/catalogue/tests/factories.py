"""The smallest valid rows of this app."""

from datetime import date
from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from django.utils.timezone import now
from modelcluster.models import get_all_child_relations
from PIL import Image
from wagtail.models import Revision

from maklumat.agencies.models import Agency
from maklumat.agencies.tests.factories import agency as make_agency
from maklumat.catalogue import models as m
from maklumat.catalogue import pledges


def term(kind: str = "life_event", name: str = "Lahir", **fields: object) -> m.Term:
    return m.Term.objects.create(kind=kind, slug=slugify(name), name=name, **fields)


def legal_document(citation: str = "UU 25/2009", **fields: object) -> m.LegalDocument:
    """Return a law of the register, made at the first call."""
    defaults = {"kind": "uu", "title": "Pelayanan Publik", **fields}
    return m.LegalDocument.objects.get_or_create(citation=citation, defaults=defaults)[0]


def service(
    name: str = "Penggantian KTP-el",
    *,
    agency: Agency | None = None,
    complete: bool = True,
    **fields: object,
) -> m.Service:
    """Make a live service with all 14 components; `complete=False`: a draft with only a name.

    It stands as it does after publishing, but in a quarter of the statements: half of all tests
    begin with one. What publishing itself does and writes down is seen with `publish`.
    """
    row = m.Service(agency=agency or make_agency(), name=name, live=False, **fields)
    if not complete:
        row.full_clean()
        row.save()
        row.save_revision()
        return row
    fill(row)
    row.full_clean()
    row.live, row.has_unpublished_changes = True, False
    row.first_published_at = row.last_published_at = now()
    parts = {
        relation.get_accessor_name(): list(getattr(row, relation.get_accessor_name()).all())
        for relation in get_all_child_relations(m.Service)
    }
    row.save()
    for name, rows in parts.items():  # as saved, so that the revision need not read them again
        setattr(row, name, rows)
    kept = _revision(row)
    row = m.Service.objects.get(pk=row.pk)
    row.latest_revision = row.live_revision = kept
    m.Service.objects.filter(pk=row.pk).update(latest_revision=kept, live_revision=kept)
    return row


def _revision(row: m.Service) -> Revision:
    """Keep the row's version, without telling anybody."""
    kind = ContentType.objects.get_for_model(m.Service)
    return Revision.objects.bulk_create([Revision(
        content_type=kind, base_content_type=kind, object_id=str(row.pk), object_str=str(row),
        created_at=row.last_published_at, content=row.serializable_data(),
    )])[0]  # fmt: skip


def fill(row: m.Service) -> None:
    """Fill the 14 components of a service that is not yet saved."""
    row.duration_value, row.duration_unit = 1, "hari_kerja"
    row.duration_starts = "berkas lengkap"
    row.complaint_officer = "Sekretariat"
    row.guarantee_statement = "Selesai sesuai standar."
    row.guarantee_compensation = "Permohonan maaf tertulis."
    row.guarantee_decree = "Keputusan Kepala Dinas 1/2026"
    row.legal_basis = [m.LegalBasisRow(document=legal_document())]
    row.cases = [m.RequirementCase(items=[m.RequirementRow(text="Kartu Keluarga", form="copy")])]
    row.steps = [m.StepRow(text="Menyerahkan berkas")]
    row.fees = [m.FeeRow(kind="gratis", amount=0, basis="UU 24/2013")]
    row.products = [m.ProductRow(name="KTP-el")]
    row.complaint_channels = [m.ComplaintChannelRow(kind="desk", value="Meja pengaduan")]
    row.facilities = [
        m.FacilityRow(name="Ruang tunggu"),
        m.FacilityRow(name="Kursi roda", for_vulnerable=True),
    ]
    row.competences = [m.CompetenceRow(text="Menguasai SIAK")]
    row.supervisions = [m.SupervisionRow(text="Sekretaris memeriksa setiap pekan")]
    row.staff = [m.StaffRow(role="Petugas loket", count=2)]
    row.safety_measures = [m.SafetyRow(text="Jalur evakuasi")]
    row.evaluations = [m.EvaluationRow(text="Survei kepuasan setahun sekali")]


def offering(of: m.Service, unit: Agency, **fields: object) -> m.Offering:
    return m.Offering.objects.create(service=of, unit=unit, **fields)


def pledge(agency: Agency, *, live: bool = True, **fields: object) -> m.Pledge:
    """Make a pledge with the model text, signed and in force since 2026."""
    defaults = {
        "text": pledges.model_text(agency.name),
        "valid_from": date(2026, 1, 2),
        "signed_on": date(2026, 1, 2),
        "signatory_name": "Hj. Sitti Rahmah, S.Sos.",
    }
    row = m.Pledge(agency=agency, live=False, **{**defaults, **fields})
    row.full_clean()
    row.save()
    revision = row.save_revision()
    if live:
        revision.publish()
    return m.Pledge.objects.get(pk=row.pk)


def png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    return content.getvalue()
