"""The file that proves a run: its members, held to their digests, and the run that its report tells of (docs/recheck.md)."""
