"""The pattern page: every component in every state."""

from django.urls import path

from maklumat.pages.views import patterns

app_name = "pages-public"
urlpatterns = [
    path("pola/", patterns.components, name="patterns"),
    path("pola/saran/", patterns.sample_suggestions, name="sample_suggestions"),
    path("pola/beranda/", patterns.sample_home, name="sample_home"),
    path("pola/kartu/", patterns.sample_card, name="sample_card"),
    path("pola/daftar/", patterns.sample_list, name="sample_list"),
]
