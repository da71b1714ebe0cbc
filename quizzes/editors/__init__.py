"""Forms in which authors write questions: one editor for each kind, and what they share."""
