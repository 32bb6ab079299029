"""Forms of the services: filled in at home or at a kiosk, printed, taken away or handed in.

A form is data: `definition.py` reads it, `conditions.py` decides what is asked, `path.py` walks it,
`fields.py` reads what was typed. All four are pure; one definition serves screen and paper.
"""
