"""/petugas/pengaduan/: the inbox and the work on a case, inside the staff frame."""

from django.urls import URLPattern, path

from maklumat.complaints.urls import desk, handling, inout, reckoning
from maklumat.complaints.views import assisted, routing

app_name = "complaints-staff"
urlpatterns: list[URLPattern] = [
    path("aturan/", routing.rules, name="rules"),
    path("aturan/baru/", routing.rule, name="rule-add"),
    path("aturan/belajar/", routing.learn, name="rules-learn"),
    path("aturan/<int:pk>/", routing.rule, name="rule"),
    path("aturan/<int:pk>/urutan/", routing.move, name="rule-move"),
    path("aturan/<int:pk>/hapus/", routing.delete, name="rule-delete"),
    path("baru/", assisted.new, name="new"),
    path("baru/<str:token>/", assisted.filed, name="filed"),
    *reckoning.urlpatterns,
    *inout.urlpatterns,
    *desk.urlpatterns,
    *handling.urlpatterns,
]
