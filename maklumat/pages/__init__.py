"""The public face: base templates, design system, home, search, service cards, agency pages, and
the sites of agencies that have no website of their own.
"""
