"""Scripts asked for, supplied, missing or excluded; what a moderator sees of them is an alias and the text."""
