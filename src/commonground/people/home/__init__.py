"""The first page: what needs somebody, and what they wait for."""
