"""Standards on their way in and out: workbooks, CSV, YAML, Word files, a copy to carry away."""
