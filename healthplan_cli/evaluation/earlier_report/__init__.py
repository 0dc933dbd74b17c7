"""An earlier JSON report (`--against`): found in its file and checked, then compared with this one (docs/semantics.md, section 12)."""
