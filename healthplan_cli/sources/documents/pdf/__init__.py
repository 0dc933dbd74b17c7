"""PDFs: pages of placed characters and ruling lines, read as text lines, tables and paragraphs."""
