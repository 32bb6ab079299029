"""What every app needs and no app owns: audit, outbox, working days, numbers, uploads, paper.

Knows no domain: nothing here may name an agency, a service or a complaint.
"""
