"""The web server: the application is loaded once and shared by all its processes.

Each process is a copy (a fork) of one that has loaded everything. The copies share that memory
until they write to it, which saves about 100 MB with two processes.
"""

import gc
import multiprocessing
import sys

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils.translation import gettext, override
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

APPLICATION = "maklumat.wsgi:application"


def serve(*, host: str, port: int, processes: int, threads: int) -> None:
    """Answer until told to stop."""
    load()
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    server.serve()


def load() -> None:
    """Load all that every request may need, then keep it out of the collector's way.

    A collection writes into each object it looks at, and a page that was written to is shared no
    more.
    """
    if sys.platform == "linux":  # macOS can't copy a process that has loaded its libraries
        multiprocessing.set_start_method("fork", force=True)
    _ = get_resolver().reverse_dict  # imports every view and knows every address
    for code, _name in settings.LANGUAGES:
        with override(code):
            gettext("This page does not exist")  # reads the catalogues of the language
    connections.close_all()  # no two processes may talk over one connection
    gc.collect()
    gc.freeze()
