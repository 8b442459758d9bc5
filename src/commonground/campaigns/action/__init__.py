"""Everything that somebody has to do, wherever it was said: one owner, one date, one list."""
