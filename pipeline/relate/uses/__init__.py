"""What an agent is used for: from verbs, noun phrases, lists, tables and the records of trials."""
