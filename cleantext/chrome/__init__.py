"""Pages that somebody flattened: what shows that a text was one, and which of its lines are the page's."""
