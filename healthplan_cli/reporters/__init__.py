"""Reports for programs, and the words that reports for people have in common."""
