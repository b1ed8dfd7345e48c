"""The log of every act, without gaps and chained by hashes: ids, codes and counts, never anybody's words."""
