"""Reports of a period, their publication and follow-up; under /petugas/survei/."""

from django.urls import URLPattern, path

from maklumat.surveys.views import follow_ups, reports

urlpatterns: list[URLPattern] = [
    path("laporan/", reports.index, name="reports"),
    path("laporan.<slug:ending>", reports.index_file, name="reports-file"),
    path("laporan/mulai/", reports.begin, name="report-begin"),
    path("laporan/<int:pk>/", reports.report, name="report"),
    path("laporan/<int:pk>.pdf", reports.pdf, name="report-pdf"),
    path("laporan/<int:pk>.xlsx", reports.xlsx, name="report-xlsx"),
    path("laporan/<int:pk>.csv", reports.csv, name="report-csv"),
    path("laporan/<int:pk>/edisi/<int:edition>.pdf", reports.edition, name="report-edition"),
    path("laporan/<int:pk>/naskah/", reports.texts, name="report-texts"),
    path("laporan/<int:pk>/naskah/ulang/", reports.renew, name="report-renew"),
    path("laporan/<int:pk>/hapus/", reports.discard, name="report-discard"),
    path("laporan/<int:pk>/terbit/", reports.publish, name="report-publish"),
    path("laporan/<int:pk>/tarik/", reports.withdraw, name="report-withdraw"),
    path("laporan/<int:pk>/publikasi/", reports.publication, name="report-publication"),
    path(
        "laporan/<int:pk>/publikasi/<int:note>/hapus/",
        reports.publication_drop,
        name="report-publication-drop",
    ),
    path("laporan/<int:pk>/rtl/", follow_ups.plan, name="follow-up-new"),
    path("rtl/", follow_ups.index, name="follow-ups"),
    path("rtl.<slug:ending>", follow_ups.index_file, name="follow-ups-file"),
    path("rtl/<int:pk>/", follow_ups.line, name="follow-up"),
    path("rtl/<int:pk>/ubah/", follow_ups.change, name="follow-up-change"),
    path("rtl/<int:pk>/hapus/", follow_ups.remove, name="follow-up-remove"),
    path("rtl/<int:pk>/bukti/<uuid:uid>/", follow_ups.proof, name="follow-up-proof"),
]
