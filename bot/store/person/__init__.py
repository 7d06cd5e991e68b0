"""People and what they said: filed, merged, corrected, found."""
