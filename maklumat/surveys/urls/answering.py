"""Answering: the questionnaire of a service, one tap at a point."""

from django.urls import URLPattern

first: list[URLPattern] = []  # fixed words below /survei/
last: list[URLPattern] = []  # /survei/<agency>/<service>/ and what is below it
