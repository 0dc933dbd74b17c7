"""Report → text, by the name of the format."""
