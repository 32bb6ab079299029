"""Views of the kiosk's face and of its staff pages."""
