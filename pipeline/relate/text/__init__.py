"""The page as the rules see it: units with their mentions, what they inherit from, clauses, sections, cues."""
