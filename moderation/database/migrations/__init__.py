"""The history of the schema, one numbered step a file; each step stands alone and imports no record."""
