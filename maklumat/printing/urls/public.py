"""/opd/<agency>/standar.pdf: the booklet."""

from django.urls import path

from maklumat.printing.views import public

app_name = "printing"
urlpatterns = [path("<slug:agency>/standar.pdf", public.booklet_of_agency, name="booklet")]
