"""hpcheck: what a five-year health plan promised against what happened, judged exactly.

One pipeline: load (`catalog`, `spec`, `actuals`) → `evaluate` → `gate` → `report`.
`model` holds the nouns, `wording` the language of targets, `judge` and `progress` the rules;
`cli` alone prints, reads the clock and exits. docs/semantics.md is the contract they keep.
"""

__version__ = "0.1.0"
