"""Addresses of kiosks."""
