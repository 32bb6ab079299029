"""Reads the demo services and adds those that are missing."""
