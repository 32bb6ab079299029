"""The words for each enum value of this app, and a sentence for each gap."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TERM_KINDS = [
    ("sector", _("sector")),
    ("life_event", _("life event")),
    ("audience", _("audience")),
]

SERVICE_TYPES = [
    ("administratif", _("administrative service")),
    ("barang", _("goods")),
    ("jasa", _("service in kind")),
]

STATUSES = [
    ("open", pgettext_lazy("service status", "open")),
    ("paused", pgettext_lazy("service status", "paused")),
    ("closed", pgettext_lazy("service status", "closed")),
]

CHANNELS = [
    ("loket", _("counter")),
    ("daring", _("online")),
    ("aplikasi", _("app")),
    ("telepon", _("telephone")),
    ("surel", _("e-mail")),
    ("kecamatan", _("district office")),
    ("desa", _("village office")),
    ("sekolah", _("school")),
    ("faskes", _("health facility")),
    ("keliling", _("mobile service")),
    ("lapangan", _("at your place")),
    ("lainnya", _("another way")),
]
ONLINE_CHANNELS = ("daring", "aplikasi")

UNITS = [
    ("menit", _("minutes")),
    ("jam", _("hours")),
    ("hari", _("calendar days")),
    ("hari_kerja", _("working days")),
    ("minggu", _("weeks")),
    ("bulan", _("months")),
    ("tahun", _("years")),
]

DOCUMENT_FORMS = [
    ("original", _("original")),
    ("copy", _("copy")),
    ("both", _("original and copy")),
]

ACTORS = [
    ("pemohon", _("applicant")),
    ("petugas_loket", _("counter officer")),
    ("operator", _("operator")),
    ("verifikator", _("verifier")),
    ("petugas_teknis", _("technical officer")),
    ("tenaga_medis", _("medical staff")),
    ("pejabat_berwenang", _("official in charge")),
    ("sistem", _("system")),
]

FEE_KINDS = [
    ("gratis", _("free")),
    ("tarif", _("tariff")),
    ("retribusi", _("levy (retribusi)")),
    ("pajak", _("tax")),
    ("pnbp", _("state revenue (PNBP)")),
]

COMPLAINT_CHANNELS = [
    ("desk", _("complaint desk")),
    ("box", _("suggestion box")),
    ("phone", _("telephone")),
    ("whatsapp", "WhatsApp"),
    ("email", _("e-mail")),
    ("web", _("website")),
    ("lapor", "SP4N-LAPOR!"),
    ("letter", _("letter")),
    ("social", _("social media")),
    ("other", _("another way")),
]

LEGAL_KINDS = [
    ("uu", "Undang-Undang"),
    ("perppu", "Peraturan Pemerintah Pengganti Undang-Undang"),
    ("pp", "Peraturan Pemerintah"),
    ("perpres", "Peraturan Presiden"),
    ("inpres", "Instruksi Presiden"),
    ("permen", "Peraturan Menteri"),
    ("kepmen", "Keputusan Menteri"),
    ("lembaga", "Peraturan lembaga"),
    ("perda", "Peraturan Daerah"),
    ("perkada", "Peraturan Kepala Daerah"),
    ("keputusan", "Keputusan"),
    ("lainnya", "Lainnya"),
]

GAPS = {
    "requirements_none": _("Add what the applicant must bring, or write that nothing is needed."),
    "requirements_case_empty": _("The case “%(subject)s” has no requirement yet."),
    "requirements_case_unnamed": _("Give each case a name, because there is more than one."),
    "procedure_none": _("Add the steps that the applicant goes through."),
    "duration_none": _("Write how long the service takes: a number and a unit."),
    "duration_start_none": _("Write when the time starts to count, such as “documents complete”."),
    "fee_none": _("Add a fee, or say that the service is free."),
    "fee_amount_none": _("Write the amount, or what it depends on. %(subject)s"),
    "fee_basis_none": _("Name the legal basis of the fee. %(subject)s"),
    "product_none": _("Write what the applicant receives."),
    "complaints_channel_none": _("Add at least one way to complain."),
    "complaints_officer_none": _("Name who handles complaints."),
    "legal_basis_none": _("Add at least one legal basis."),
    "facilities_none": _("Add the facilities of the place of service."),
    "facilities_vulnerable_none": _("No facility for vulnerable users is named yet."),
    "competence_none": _("Write what the staff must know and be able to do."),
    "supervision_none": _("Write who supervises and how often."),
    "staff_none": _("Write how many people serve, by role."),
    "guarantee_statement_none": _("Write the promise of service."),
    "guarantee_compensation_none": _("Write what the user gets when the promise is not kept."),
    "guarantee_decree_none": _("Name the decree on compensation."),
    "safety_none": _("Write how users and their data are kept safe."),
    "evaluation_none": _("Write how performance is evaluated."),
}

COUNTED = {
    "nothing": _("This agency has no service of its own: nothing to count."),
    "all": _("Every service has this component complete (%(complete)s of %(of)s)."),
    "some": _("Complete in %(complete)s of %(of)s services. Missing in: %(missing)s."),
    "none": _("No service has this component complete. Missing in: %(missing)s."),
}

REVIEW_ITEMS = [
    ("contact", _("address, telephone and opening hours")),
    ("organiser", _("profile, structure and officials")),
    ("pledge", _("service pledge (maklumat pelayanan)")),
    ("vision", _("vision, mission and motto")),
    ("complaints", _("ways to complain and who handles complaints")),
    ("recognition", _("awards and recognition")),
]

OFFER_STATUSES = [
    ("waiting", pgettext_lazy("offer to the library", "waiting")),
    ("accepted", pgettext_lazy("offer to the library", "accepted")),
    ("declined", pgettext_lazy("offer to the library", "declined")),
]
