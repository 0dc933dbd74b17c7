"""The rules of lint, each in a file of its own."""
