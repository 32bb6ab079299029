"""The public services: the 14 components of each standard, and how a standard is approved."""
