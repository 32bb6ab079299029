"""Staff pages about people and reorganisations, mounted at /petugas/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.agencies.views import staff

app_name = "agencies-staff"
urlpatterns = [
    path("orang/", staff.people, name="people"),
    path("orang/undang/", staff.invite, name="invite"),
    path("orang/undangan/<uuid:uid>/ulangi/", staff.resend, name="invitation-resend"),
    path("orang/undangan/<uuid:uid>/batal/", staff.revoke, name="invitation-revoke"),
    path("orang/<int:pk>/", staff.person, name="person"),
    path("orang/<int:pk>/peran/", staff.give_role, name="role-give"),
    path("orang/<int:pk>/tutup/", staff.deactivate, name="person-close"),
    path("orang/<int:pk>/buka/", staff.reactivate, name="person-reopen"),
    path("orang/peran/<int:pk>/cabut/", staff.take_role, name="role-take"),
    path("perangkat-daerah/<int:pk>/ganti-nama/", staff.rename, name="rename"),
    path("perangkat-daerah/<int:pk>/gabung/", staff.merge, name="merge"),
    path("perangkat-daerah/<int:pk>/pindah/", staff.move, name="move"),
    path("perangkat-daerah/<int:pk>/tutup/", staff.close, name="close"),
]
