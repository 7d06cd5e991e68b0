"""Articles: saved, kept in versions, listed, taken out and brought back."""
