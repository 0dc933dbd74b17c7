"""What reports say: sentences, names and counts that their documents have in common."""
