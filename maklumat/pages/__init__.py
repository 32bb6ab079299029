"""The public face: base templates, design system, home, search, service cards, agency pages."""
