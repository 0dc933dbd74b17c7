"""The words that reports have in common: sentences, names and counts."""
