"""Specs read as Plan: their shape, their words, their sense; the catalogue of indicators; checked plans as plain data."""
