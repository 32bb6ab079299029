"""/survei/: answering, results. An agency and a service stand where words could: these come last."""

from django.urls import URLPattern

from maklumat.surveys.urls import answering, papers, results

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    *answering.first,
    *results.urlpatterns,
    *papers.urlpatterns,
    *answering.last,
]
