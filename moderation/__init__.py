"""The cycle of moderation, a room for each stage; each room knows only the floors below it."""
