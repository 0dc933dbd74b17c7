"""What comes in: strict YAML, specs of plans, actual values, waivers, a plan's document."""
