"""The government, its tree of agencies, and who works where in which role."""
