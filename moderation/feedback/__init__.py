"""What providers are told and what they answer: reports, comments, representations and publication.

In: signed findings, replies of providers, answers of officials.
Out: reports, published figures.
Callers: cases, doors.
"""
