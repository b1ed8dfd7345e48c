"""What providers are told and what they answer: reports, comments, representations and publication."""
