"""The demo's surveys: six quarters of answers, taps, people served, doubts and reports."""
