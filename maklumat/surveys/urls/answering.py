"""Answering: the questionnaire of a service, one tap at a point."""

from django.urls import URLPattern, path

from maklumat.surveys.views import answering, tapping
from maklumat.surveys.views.worker import worker

first: list[URLPattern] = [  # fixed words below /survei/
    path("", answering.index, name="index"),
    path("pekerja.js", worker, name="worker"),
    path("t/<slug:code>/", tapping.point, name="point"),
]
last: list[URLPattern] = [  # /survei/<agency>/<service>/ and what is below it
    path("<slug:agency>/<slug:service>/", answering.answer, name="answer"),
    path("<slug:agency>/<slug:service>/terima-kasih/", answering.thanks, name="thanks"),
]
