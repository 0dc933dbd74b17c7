"""Plans seen otherwise than by one evaluation: beside each other, over all years, as yearly targets, as projects."""
