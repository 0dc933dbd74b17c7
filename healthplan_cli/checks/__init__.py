"""A plan held against good drafting (lint) and against its own document (verify)."""
