"""Each report of the program as a Document: what it says and in which order, for a terminal, a page, papers, sheets, data."""
