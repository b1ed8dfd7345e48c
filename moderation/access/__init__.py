"""Who may do what: one table of permissions and the acting person; no database."""
