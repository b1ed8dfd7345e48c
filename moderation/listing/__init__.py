"""What all readings share: lists by tenancy, order and pages, and the declaration that a reading is for everybody.

In: what is wanted of a list, and an actor.
Out: pages of frozen values.
Callers: the `shown` files of every stage, doors.
"""
