"""People who work here: users, sign-in, second factors and invitations."""
