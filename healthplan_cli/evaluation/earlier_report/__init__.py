"""An earlier JSON report (`--against`): found in its file and checked, then compared with this one (contract section 12)."""
