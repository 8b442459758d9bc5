"""The smallest shared things: errors, clock, ids, fields, search index, child processes."""
