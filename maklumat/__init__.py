"""The public service system of an Indonesian local government."""
