"""Readers of all input: strict YAML, plan specs, data files, waivers, plan documents, archives."""
