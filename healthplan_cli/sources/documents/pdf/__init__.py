"""A PDF: pages of placed characters and rules → lines, tables and paragraphs."""
