"""The periods that are judged, their dates, and the policy that was fixed for each; no result lives here."""
