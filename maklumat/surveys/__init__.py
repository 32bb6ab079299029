"""Satisfaction of those who were served: the legal survey (SKM) of every service, and one-tap ratings.

Questions, labels and grades are data (`data/*.yaml`); `index.py` computes the index as the rule says,
`sampling.py` tells whether enough people answered, `periods.py` names the spans of months. Answers
are kept as they came; `actions/tallying.py` keeps the sums that every figure is read from.
"""
