"""News for the floors above."""

from django.dispatch import Signal

# at: the demo's government, agencies and services are there; a floor above adds its own and returns
# a mapping of what it added, by kind.
demo_loaded = Signal()
# service, unit (an agency), day: a person was served; counted as what surveys ask a sample of.
served = Signal()
