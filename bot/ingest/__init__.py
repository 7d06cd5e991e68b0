"""The only door to files and to the open web: bytes in, normalised article drafts out."""
