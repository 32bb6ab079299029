"""Is something there already?"""

from uuid import UUID

from maklumat.surveys.models import Response


def is_known(client_uid: UUID) -> bool:
    """Did this questionnaire come before?"""
    return Response.objects.filter(client_uid=client_uid).exists()
