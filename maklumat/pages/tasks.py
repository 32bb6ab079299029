"""What microsites need again and again."""

from django.conf import settings
from django.utils.timezone import now

from maklumat.core.worker import periodic
from maklumat.pages import actions, sites
from maklumat.pages.hosts import Dns


@periodic(seconds=3600)
def check_hosts() -> None:
    """A name that is pointed here is used without anybody coming back to look; or no more."""
    for host in sites.hosts():
        actions.check_host(host=host, ours=settings.SITE_HOST, resolver=Dns(), at=now())
