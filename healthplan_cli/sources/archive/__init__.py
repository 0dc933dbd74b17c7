"""Archives of a run (docs/recheck.md): their members, checked against digests, and the run recorded in their report."""
