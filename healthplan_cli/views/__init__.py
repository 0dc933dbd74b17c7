"""Plans looked at in other ways than one evaluation does: side by side, over all years, as yearly targets, as projects."""
