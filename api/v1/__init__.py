"""Version 1 of the API: one file a resource, and the few files that every resource stands on."""
