"""What looks made up, and who decided; under /petugas/survei/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
