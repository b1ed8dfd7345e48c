"""The log of every act, without gaps and chained by hashes: ids, codes and counts, never anybody's words.

In: an `Act`, a kind from `Happened`, codes and counts.
Out: entries and vouchers, the head, what a check found.
Callers: every action; proof and doors read it.
"""
