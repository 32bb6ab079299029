"""/dokumen/: check a printed document. Mounted by the faces below their language prefix."""

from django.urls import path

from maklumat.core.views import documents

app_name = "documents"
urlpatterns = [
    path("", documents.search, name="search"),
    path("<str:code>/", documents.document, name="document"),
]
