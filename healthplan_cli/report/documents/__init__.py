"""Each report of the program as a Document for a terminal, a page, papers, sheets or data."""
