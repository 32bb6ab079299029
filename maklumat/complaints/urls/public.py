"""/pengaduan/: figures and public cases, filing, following."""

from django.urls import URLPattern, URLResolver, include, path

from maklumat.complaints.urls import figures, filing, following

app_name = "complaints"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(filing.urlpatterns)),
    path("", include(following.urlpatterns)),
    path("", include(figures.urlpatterns)),
]
