"""Complaints, requests for information and aspirations: filed, routed, answered within the law.

Which step may follow which is in `workflow.py`, which clock it starts or stops in `clocks.py`, how
long a clock runs in `data/rules-*.yaml`; `actions/` applies them to rows.
"""
