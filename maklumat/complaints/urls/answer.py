"""/jawab/<token>/: an officer answers one case from a letter, without signing in."""

from django.urls import path

from maklumat.complaints.views import answer

app_name = "complaints-answer"
urlpatterns = [path("<str:token>/", answer.answer, name="answer")]
