"""The demo's forms: those of the library, published by the agencies of their services."""
