"""What looks made up and who decided, one-time codes, settings; under /petugas/survei/."""

from django.urls import URLPattern, path

from maklumat.surveys.views import care

urlpatterns: list[URLPattern] = [
    path("dugaan/", care.suspicions, name="suspicions"),
    path("dugaan/<int:pk>/", care.suspicion, name="suspicion"),
    path("kode/", care.codes, name="tickets"),
    path("pengaturan/", care.settings, name="settings"),
    path("saran/<int:pk>/hapus/", care.redact, name="redact"),
]
