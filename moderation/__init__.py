"""The cycle of moderation, a room for each stage; each room knows only the floors below it.

In: a call of an action or a reading.
Out: records, log entries, frozen values.
Callers: the doors: cli, web, api.
"""
