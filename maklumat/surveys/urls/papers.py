"""The questionnaire on paper, below /survei/<agency>/<service>/."""

from django.urls import URLPattern, path

from maklumat.surveys.views import papers

urlpatterns: list[URLPattern] = [
    path("<slug:agency>/<slug:service>/kuesioner.pdf", papers.blank, name="paper"),
]
