"""The page that the link of an invitation opens."""

from django.urls import path

from maklumat.agencies.views import invitations

app_name = "invitations"
urlpatterns = [path("<str:token>/", invitations.accept, name="accept")]
