"""Every address of the system, on one screen."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("maklumat.core.urls.public")),
    path("", include("maklumat.pages.urls.theme")),
    path("", include("maklumat.pages.urls.machines")),
    path("", include("maklumat.pages.urls.worker")),
    path("", include("maklumat.pages.urls.phone_files")),
    path("", include("maklumat.complaints.urls.sharing")),
    path("berkas-situs/", include("maklumat.pages.urls.site_files")),
    path("", include("maklumat.accounts.urls.doors")),  # before Wagtail's own
    path("", include("maklumat.pages.urls.explorer")),  # before Wagtail's own, too
    path("petugas/", include(wagtailadmin_urls)),
]

urlpatterns += i18n_patterns(
    path("akun/undangan/", include("maklumat.agencies.urls.invitations")),
    path("akun/", include("maklumat.accounts.urls.public")),
    path("mulai/", include("maklumat.agencies.urls.founding")),
    path("layanan/", include("maklumat.catalogue.urls.public")),
    path("opd/", include("maklumat.printing.urls.public")),
    path("opd/", include("maklumat.pages.urls.agencies")),
    path("situs/", include("maklumat.pages.urls.sites")),
    path("kinerja/", include("maklumat.pages.urls.performance")),
    path("pengaduan/", include("maklumat.complaints.urls.public")),
    path("jawab/", include("maklumat.complaints.urls.answer")),
    path("survei/", include("maklumat.surveys.urls.public")),
    path("formulir/", include("maklumat.eforms.urls.public")),
    path("kiosk/", include("maklumat.kiosk.urls.public")),
    path("ambil/", include("maklumat.kiosk.urls.taking")),
    path("dokumen/", include("maklumat.core.urls.documents")),
    path("luring/", include("maklumat.pages.urls.offline")),
    path("", include("maklumat.pages.urls.phone")),
    path("", include("maklumat.pages.urls.home")),
    path("", include("maklumat.pages.urls.public")),
    prefix_default_language=False,
)

handler400 = "maklumat.core.views.errors.bad_request"
handler403 = "maklumat.core.views.errors.forbidden"
handler404 = "maklumat.core.views.errors.missing"
handler500 = "maklumat.core.views.errors.broken"
handler429 = "maklumat.accounts.views.doors.too_many"  # allauth's rate limits ask for it
