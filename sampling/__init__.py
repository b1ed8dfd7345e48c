"""The draw, the rule and the evidence: pure mathematics, usable alone as `python -m sampling`.

Nothing here knows a clock, a database, the web or global chance: the same input gives the same answer everywhere.
"""
