"""Opens a transaction in which a test may put records in by hand, as no act may.

From the first permission that an act asks for in it, the wall of `moderation.database.wall` stands as usual.
"""

from moderation.database.transaction import restoring as inserting

__all__ = ["inserting"]
