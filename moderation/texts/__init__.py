"""What people write: kept where it can be erased, apart from the records, which hold a salted hash; and drafts."""
