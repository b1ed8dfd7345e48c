"""Scripts asked for, supplied, missing or excluded; what a moderator sees of them is an alias and the text.

In: a file, or a person's word about a script.
Out: events, the state of each script, kept files.
Callers: marking, findings; doors.
"""
