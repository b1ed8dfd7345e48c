"""Checks a return, every fault at once, in two passes over the rows.

The quick pass (`known_rows`) takes a block of rows whose shared cells were met before and found right, and counts it.
The careful pass (`row_rules`) looks at each row of a block that the quick one did not take, and names what is wrong.
`doubles` finds references that stand twice, in memory that does not grow; `check` runs all three and counts.
"""
