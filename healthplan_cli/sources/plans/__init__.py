"""A spec → Plan: its shape, its words, its sense; the catalogue of indicators; plans kept as plain data."""
