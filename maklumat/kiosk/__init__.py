"""Shared touch screens (iPLiK corner): the face at /kiosk/, the devices that may show it, their counts.

The pages are those of the portal, mounted below `/kiosk/buka/` (`mount.py`) and shown in the frame
of `views/shell.py`; nothing a visitor did stays behind (`leaving.py`).
"""
