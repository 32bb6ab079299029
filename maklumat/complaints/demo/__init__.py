"""The demo's cases: two years of reports with their lives, told through the actions."""
