"""News for the floors above. Receivers run in the transaction of the change; one may refuse it."""

from django.dispatch import Signal

# government: a new installation got its government.
government_founded = Signal()
# government, actor, at: settings of the government were changed.
government_changed = Signal()
# predecessor, successor, actor, at: what belongs to the predecessor must move.
agency_merged = Signal()
# agency, actor, at: raise RuleBroken while something there still needs it.
agency_closing = Signal()
