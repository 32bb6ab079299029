"""The paper of the standards: booklets, draft decrees, counter codes, and whole sets as one ZIP."""
