"""Requests of people who are signed in."""

from django.http import HttpRequest

from maklumat.accounts.models import User


class StaffRequest(HttpRequest):
    """What a view of the staff frame gets: nobody else comes that far."""

    user: User
