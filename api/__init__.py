"""The door for programs: JSON over HTTP, one folder a version; it knows the stages, and nothing of the pages."""
