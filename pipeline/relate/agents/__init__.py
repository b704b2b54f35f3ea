"""Whose a statement is: the agents of a sentence, of its clause, of what stands above it, of the page."""
