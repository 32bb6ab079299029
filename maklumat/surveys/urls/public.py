"""/survei/: answering, results. An agency and a service stand where words could: these come last."""

from django.urls import URLPattern

from maklumat.surveys.urls import answering, results

app_name = "surveys"
urlpatterns: list[URLPattern] = [*answering.first, *results.urlpatterns, *answering.last]
