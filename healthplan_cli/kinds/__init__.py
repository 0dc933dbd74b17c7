"""The kinds of targets, a module for each (contract section 4): the rule, its judging, its words and its public fields."""
