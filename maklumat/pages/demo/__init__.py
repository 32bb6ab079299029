"""Microsites of the demo government: texts in `data/sites.yaml`, pictures drawn here."""
