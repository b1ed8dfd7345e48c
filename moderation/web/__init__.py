"""The pages, by person; a door that calls actions and shows what they answer."""
